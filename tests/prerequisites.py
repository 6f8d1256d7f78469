"""What the tests need beyond Python: Chromium, a Chinese font, Java for the HTML checker.

`python -m tests.prerequisites` installs what is missing from Debian where it may, and otherwise
says what to install and fails.
"""

import os
import shutil
import subprocess
import sys

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium() -> str | None:
    """The path of a Chromium or Chrome on this machine."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


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


def missing() -> list[str]:
    """The Debian packages to install."""
    found = {
        "chromium": chromium(),
        "fontconfig": shutil.which("fc-list"),
        "fonts-noto-cjk": chinese_font(),
        "default-jre-headless": java(),
    }
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
    packages = missing()
    prefix = as_root()
    if packages and prefix is not None and shutil.which("apt-get"):
        print(f"Installing for the tests: {' '.join(packages)} …", flush=True)
        apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
        subprocess.run([*apt, "update"])
        subprocess.run([*apt, "install", "-y", "--no-install-recommends", *packages])
        packages = missing()
    if packages:
        sys.exit(
            "The tests need more than Python. Install it and try again:\n"
            f"    sudo apt-get install {' '.join(packages)}"
        )


if __name__ == "__main__":
    main()
