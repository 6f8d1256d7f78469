"""Make .venv and install what pyproject.toml names at the versions of constraints.txt.

Runs on the system's Python with the standard library only: `python3 portal/install.py [extra …]`.
"""

import fcntl
import hashlib
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = Path(os.environ.get("VENV") or ROOT / ".venv")
PYTHON = VENV / "bin" / "python"
CONSTRAINTS = ROOT / "constraints.txt"


def project() -> dict:
    """The [project] table of pyproject.toml."""
    import tomllib

    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def fingerprint() -> str:
    """One hash over everything that decides what .venv holds."""
    parts = [repr(project()), CONSTRAINTS.read_text(), Path(__file__).read_text(), sys.version]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def install(extras: list[str]) -> None:
    """Bring .venv up to date; does nothing when its stamp says it is."""
    stamp = VENV / ".installed"
    known, *had = stamp.read_text().split() if stamp.exists() and PYTHON.exists() else [""]
    now = fingerprint()
    if known == now and set(extras) <= set(had):
        return
    # What was installed before stays wanted: `make install` takes no test tools away.
    extras = sorted({*extras, *had})
    print(f"Installing into {VENV} (a minute or two the first time) …", flush=True)
    stamp.unlink(missing_ok=True)
    subprocess.run([sys.executable, "-m", "venv", VENV], check=True)
    pip = [PYTHON, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    table = project()
    wanted = [table["dependencies"], *(table["optional-dependencies"][extra] for extra in extras)]
    requirements = [requirement for group in wanted for requirement in group]
    subprocess.run([*pip, "--constraint", CONSTRAINTS, *requirements], check=True)
    # So that `.venv/bin/pytest` finds tests.server from whatever folder it is called in.
    site = next(VENV.glob("lib/python*/site-packages"))
    # Escaped, because Python reads the file in the locale's encoding.
    (site / "duty-lists.pth").write_text(f"import sys; sys.path.append({ascii(str(ROOT))})\n")
    stamp.write_text(" ".join([now, *extras]))


def main() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036
        sys.exit(
            f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}. "
            "Name another one: make install PYTHON=python3.12"
        )
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        sys.exit(
            "This Python cannot make virtual environments. "
            "Install what is missing: apt-get install python3-venv"
        )
    VENV.mkdir(exist_ok=True)
    with (VENV / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two makes at once
        try:
            install(sys.argv[1:])
        except subprocess.CalledProcessError as error:
            sys.exit(f"Installing failed with exit code {error.returncode}; the reason is above.")


if __name__ == "__main__":
    main()
