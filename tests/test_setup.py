"""What a fresh checkout promises: the make targets, safe settings, pinned dependencies."""

import importlib.metadata
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import prerequisites

ROOT = Path(__file__).resolve().parent.parent
TARGETS = [
    *("help", "install", "install-test", "demo", "test", "test-documents", "lint", "format"),
    *("bench", "documents-report", "bench-national", "gold", "duties", "scoreboard", "clean"),
]
SETTINGS = ("SECRET_KEY", "PORTAL_HTTPS", "PORTAL_DEBUG", "PORTAL_BEHIND_PROXY", "ALLOWED_HOSTS")


def bare_environment(**extra: str) -> dict[str, str]:
    """Ours without anything that configures the portal."""
    return {k: v for k, v in os.environ.items() if k not in SETTINGS} | extra


def python(code: str, **env: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=bare_environment(**env),
        capture_output=True,
        text=True,
    )


def make(*arguments: str, **env: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        ["make", *arguments], cwd=ROOT, env=os.environ | env, capture_output=True, text=True
    )


def test_make_help_names_every_target():
    done = make("help")
    assert done.returncode == 0, done.stderr
    assert re.findall(r"^  ([a-z-]+) ", done.stdout, re.M) == TARGETS


def test_every_target_is_phony():
    makefile = (ROOT / "Makefile").read_text()
    assert set(re.search(r"^\.PHONY: (.*)$", makefile, re.M)[1].split()) == set(TARGETS)
    for target in TARGETS:
        assert make("--dry-run", target).returncode == 0


def test_an_old_python_is_refused_with_a_remedy():
    code = (
        "import runpy, sys; sys.version_info = (3, 10, 0); sys.version = '3.10.0 (old)';"
        "runpy.run_path('portal/install.py', run_name='__main__')"
    )
    done = python(code)
    assert done.returncode == 1
    assert "Python 3.11 or newer is needed, this is 3.10.0" in done.stderr
    assert "make install PYTHON=" in done.stderr


def test_a_python_without_ensurepip_says_what_to_install():
    code = (
        "import importlib.util as u, runpy; find = u.find_spec;"
        "u.find_spec = lambda name, *rest: None if name == 'ensurepip' else find(name, *rest);"
        "runpy.run_path('portal/install.py', run_name='__main__')"
    )
    done = python(code)
    assert done.returncode == 1
    assert "apt-get install python3-venv" in done.stderr


def test_a_stamped_environment_is_left_alone(tmp_path, monkeypatch, capsys):
    spec = importlib.util.spec_from_file_location("install", ROOT / "portal" / "install.py")
    install = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(install)
    ran = []
    monkeypatch.setattr(install, "VENV", tmp_path)
    monkeypatch.setattr(install, "PYTHON", tmp_path / "python")
    monkeypatch.setattr(install.subprocess, "run", lambda command, **_: ran.append(command))
    (tmp_path / "lib" / "python3" / "site-packages").mkdir(parents=True)
    (tmp_path / "python").touch()

    install.install(["test"])
    assert "pytest" in ran[-1] and "django~=5.2.0" in ran[-1]
    del ran[:]
    install.install([])
    install.install(["test"])
    assert ran == []
    # Something the stamp covers has changed: the test tools stay wanted.
    monkeypatch.setattr(install, "fingerprint", lambda: "changed")
    install.install([])
    assert "pytest" in ran[-1]


@pytest.mark.parametrize("allowed", [True, False])
def test_missing_tools_are_installed_or_named(monkeypatch, allowed):
    ran = []
    # Nothing is found until apt-get install has run, which only happens where it is allowed.
    monkeypatch.setattr(
        prerequisites,
        "missing",
        lambda of: [] if any("install" in c for c in ran) else ["chromium"],
    )
    monkeypatch.setattr(prerequisites, "as_root", lambda: [] if allowed else None)
    monkeypatch.setattr(prerequisites.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(prerequisites.subprocess, "run", lambda c, **_: ran.append(c))
    if allowed:
        prerequisites.main()
        assert [c[c.index("-qq") + 1] for c in ran] == ["update", "install"]
        assert ran[1][-1] == "chromium"
    else:
        with pytest.raises(SystemExit, match="sudo apt-get install chromium"):
            prerequisites.main()
        assert ran == []


def test_wsgi_refuses_to_serve_without_a_secret_key():
    done = python("import portal.wsgi")
    assert done.returncode != 0
    assert "ImproperlyConfigured: SECRET_KEY is not set" in done.stderr
    assert python("import portal.wsgi", SECRET_KEY="a" * 50).returncode == 0


def test_settings_are_safe_when_nothing_is_set():
    names = (
        "DEBUG SECURE_SSL_REDIRECT SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE SESSION_COOKIE_HTTPONLY"
    )
    code = f"from portal import settings as s; print(*(getattr(s, n) for n in '{names}'.split()))"
    done = python(code + "; print(s.ALLOWED_HOSTS, len(s.SECRET_KEY) >= 50)")
    assert done.stdout.splitlines() == [
        "False True True True True",
        "['127.0.0.1', 'localhost', '[::1]'] True",
    ]


def test_a_hidden_key_differs_from_process_to_process():
    code = "from portal import settings; print(settings.SECRET_KEY)"
    assert python(code).stdout != python(code).stdout


def test_every_constraint_pins_a_name_to_a_version():
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    assert lines
    for line in lines:
        assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*==[0-9][A-Za-z0-9.]*", line), line


def test_everything_installed_is_pinned():
    listed = {
        re.sub(r"[-_.]+", "-", line.split("==")[0]).lower()
        for line in (ROOT / "constraints.txt").read_text().splitlines()
    }
    for distribution in importlib.metadata.distributions():
        name = re.sub(r"[-_.]+", "-", distribution.metadata["Name"]).lower()
        assert name in listed | {"pip", "setuptools", "wheel"}, f"{name} is not in constraints.txt"


@pytest.mark.parametrize("name", ["constraints.txt", "pyproject.toml", "Makefile", ".ci/run"])
def test_no_registry_address_is_written_down(name):
    text = (ROOT / name).read_text()
    assert not re.search(r"https?://|--(extra-)?index-url|--find-links|trusted-host", text)


def test_ci_calls_make_test_and_can_be_run():
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    script = (ROOT / ".ci" / "run").read_text()
    targets = re.search(r"^for target in (.*); do$", script, re.M)[1].split()
    assert {"test", "test-documents"} <= set(
        targets
    ) and 'make --no-print-directory "$target"' in script


def test_ci_ends_with_pytests_own_summary_and_its_exit_code(tmp_path):
    shutil.copytree(ROOT / ".ci", tmp_path / ".ci")
    makefile = tmp_path / "Makefile"
    documents = "test-documents:\n\t@true\n"
    makefile.write_text(f"{documents}test:\n\t@echo '1 failed, 2 passed in 0.10s'; exit 3\n")
    failed = subprocess.run([tmp_path / ".ci" / "run"], capture_output=True, text=True)
    assert failed.returncode != 0
    assert failed.stdout.splitlines()[-1] == "1 failed, 2 passed in 0.10s"
    makefile.write_text(f"{documents}test:\n\t@echo '2 passed in 0.10s'\n")
    passed = subprocess.run([tmp_path / ".ci" / "run"], capture_output=True, text=True)
    assert (passed.returncode, passed.stdout) == (0, "2 passed in 0.10s\n")
