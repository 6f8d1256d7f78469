"""What the tests need beyond Python: Chromium, a Chinese font, Java for the HTML checker.

`python -m tests.prerequisites` installs what is missing from Debian where it may, and otherwise
says what to install and fails; `… documents` does so for the tests that make documents.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
OFFICES = ("soffice", "libreoffice")
WRITER = "libswlo.so"


def chromium() -> str | None:
    """The path of a Chromium or Chrome on this machine."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def libreoffice() -> str | None:
    """The path of a LibreOffice that has Writer; without it nothing is converted."""
    found = filter(None, map(shutil.which, OFFICES))
    return next((path for path in found if (Path(path).resolve().parent / WRITER).exists()), None)


def chinese_font() -> bool:
    """Whether a page's Chinese would show as more than boxes."""
    if not shutil.which("fc-list"):
        return False
    return bool(subprocess.run(["fc-list", ":lang=zh"], capture_output=True).stdout.strip())


def java() -> bool:
    """Whether a Java runtime works."""
    return (
        bool(shutil.which("java"))
        and not subprocess.run(["java", "-version"], capture_output=True).returncode
    )


def missing(of: str) -> list[str]:
    """The Debian packages to install for the tests of the portal or of documents."""
    found = {
        "chromium": chromium(),
        "fontconfig": shutil.which("fc-list"),
        "fonts-noto-cjk": chinese_font(),
    }
    if of == "documents":
        found["libreoffice-writer-nogui"] = libreoffice()
    else:
        found["default-jre-headless"] = java()
    return [package for package, there in found.items() if not there]


def as_root() -> list[str] | None:
    """What to put before a command to run it as root without a question; None when we may not."""
    if os.geteuid() == 0:
        return []
    sudo = ["sudo", "-n"]
    if shutil.which("sudo") and not subprocess.run([*sudo, "true"], capture_output=True).returncode:
        return sudo
    return None


def main() -> None:
    of = "documents" if "documents" in sys.argv[1:] else "portal"
    packages = missing(of)
    prefix = as_root()
    if packages and prefix is not None and shutil.which("apt-get"):
        print(f"Installing for the tests: {' '.join(packages)} …", flush=True)
        apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
        subprocess.run([*apt, "update"])
        subprocess.run([*apt, "install", "-y", "--no-install-recommends", *packages])
        packages = missing(of)
    if packages:
        sys.exit(
            "The tests need more than Python. Install it and try again:\n"
            f"    sudo apt-get install {' '.join(packages)}"
        )


if __name__ == "__main__":
    main()
