"""`make demo`: the portal with the sample lists on this machine, from nothing to a served page."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

from portal import embedded
from portal.embedded.command import run

BASE_DIR = Path(__file__).resolve().parent.parent
ANSWERS_WITHIN = 60  # seconds


def require_free(port: int) -> None:
    """Exit with one line when somebody already serves on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            sys.exit(
                f"端口 {port} 不可用 / Port {port} cannot be used ({error.strerror}). "
                f"Choose another: make demo PORT={port + 1}"
            )


def secret_key(data: Path) -> str:
    """The key kept beside the data, made once, so that sessions survive a restart."""
    file = data / "secret_key"
    if not file.exists():
        data.mkdir(parents=True, exist_ok=True)
        new = file.with_suffix(".new")
        new.touch(mode=0o600)
        new.write_text(secrets.token_urlsafe(50))
        new.replace(file)
    return file.read_text()


def manage(*arguments: str) -> str:
    """The output of a management command; exits with it when the command fails."""
    command = [sys.executable, BASE_DIR / "manage.py", *arguments]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit(f"{done.stdout}manage.py {arguments[0]} failed; the reason is above.")
    return done.stdout


def announce(port: int, accounts: str) -> None:
    """Say where to look and whom to log in as, once the portal answers."""
    address = f"http://127.0.0.1:{port}/"
    deadline = time.monotonic() + ANSWERS_WITHIN
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"{address}healthz", timeout=5).close()
        except OSError:
            time.sleep(0.2)
            continue
        print(f"\n{accounts.strip()}\n\n打开 / Open:  {address}\n停止 / Stop:  Ctrl-C", flush=True)
        return


def serve(port: int, data: Path) -> int:
    """Bring the database up to date and run gunicorn to its end."""
    os.environ.update(
        PORT=str(port),
        PORTAL_HTTPS="0",
        SECRET_KEY=os.environ.get("SECRET_KEY") or secret_key(data),
        STATIC_ROOT=str(data / "static"),
    )
    print("准备数据库 / Preparing the database …", flush=True)
    manage("migrate", "--noinput", "--verbosity=0")
    manage("collectstatic", "--noinput", "--verbosity=0")
    accounts = manage("demo", "--passwords", str(data / "demo_accounts"))
    threading.Thread(target=announce, args=(port, accounts), daemon=True).start()
    config = str(BASE_DIR / "portal" / "gunicorn.py")
    return run([sys.executable, "-m", "gunicorn", "-c", config, "portal.wsgi:application"])


def main() -> int:
    port = int(os.environ.get("PORT") or 8000)
    data = Path(os.environ.get("DATA") or BASE_DIR / ".data").expanduser().resolve()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    require_free(port)
    try:
        embedded.provide(data)
        code = serve(port, data)
    except embedded.EmbeddedError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        code = 130
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the end is under way
        embedded.release()
    print("已停止 / Stopped.", flush=True)
    return code


if __name__ == "__main__":
    sys.exit(main())
