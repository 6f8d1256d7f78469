"""The one process that watches over one embedded PostgreSQL: `… FOLDER LOCK_DESCRIPTOR`.

It starts the server, restarts it after a crash, and stops it when the last client has gone.
"""

import fcntl
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psycopg2

from portal.embedded.errors import REMEDY, EmbeddedError, StartFailed
from portal.embedded.folder import Folder
from portal.embedded.identity import Identity, choose, readable_binaries

ROLE = DATABASE = "duties"
BEAT = 0.2  # seconds between two looks at the server and its clients
LINGER = 1.0  # seconds without clients before the server stops
PATIENCE = 60.0  # seconds a start may take; a crashed server replays its log first
ATTEMPTS = 5  # starts that end by themselves, over three seconds
LOG_LIMIT = 1_000_000

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",  # a socket's path may not exceed 107 bytes
    "max_connections": "40",
    "shared_buffers": "64MB",
    # The statement of an error would quote what people search for, tickets and notices included.
    "log_min_error_statement": "panic",
    "log_parameter_max_length_on_error": "0",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "jit": "off",
    "fsync": "on",
}


class Supervisor:
    """A data folder, the identity PostgreSQL runs as, and the running server."""

    def __init__(self, folder: Folder, lock: int) -> None:
        self.folder = folder
        self.lock = lock
        self.identity: Identity = choose()
        self.home = folder.home(self.identity)
        self.bin = readable_binaries(self.identity, self.home)
        self.cluster = self.home / "cluster"
        self.log = self.home / "log"
        self.server: subprocess.Popen | None = None
        self.port = 0

    def spawn(self, *command: str | Path) -> subprocess.Popen:
        """Start a PostgreSQL program as its identity; its output goes to the log."""
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.write_bytes(b"")
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [str(part) for part in command],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                # Neither LANG nor PGPORT and its kin reach the server.
                env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
                preexec_fn=self.identity.start,
            )

    def prepare(self) -> None:
        """Make the cluster unless it is there; a half-made one is thrown away."""
        if self.cluster.exists():
            self.compare_versions()
            return
        new, secret = self.home / "cluster.new", self.home / "secret"
        shutil.rmtree(new, ignore_errors=True)
        secret.touch(mode=0o600)
        secret.write_text(self.folder.password(), encoding="utf-8")
        os.chown(secret, self.identity.owner, self.identity.group)
        initdb = self.spawn(
            *(self.bin / "initdb", "-D", new, "-U", ROLE, f"--pwfile={secret}"),
            # In locale C, pg_trgm and the text search parser see no Chinese.
            *("--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8"),
        )
        made = initdb.wait() == 0
        secret.unlink()
        if not made:
            raise StartFailed(f"The database could not be made.\n{self.last_words()}\n{REMEDY}")
        new.rename(self.cluster)

    def compare_versions(self) -> None:
        """StartFailed when another PostgreSQL made the cluster."""
        ours = subprocess.check_output([self.bin / "postgres", "--version"], text=True)
        ours = ours.split()[-1].split(".")[0]
        theirs = (self.cluster / "PG_VERSION").read_text().strip()
        if ours != theirs:
            raise StartFailed(
                f"{self.cluster} was made by PostgreSQL {theirs}; this is {ours}. "
                f"Choose another folder with DATA=…, or delete this one. {REMEDY}"
            )

    def start(self) -> None:
        """Start the server and wait until it answers; StartFailed when it does not."""
        deadline = time.monotonic() + PATIENCE
        for attempt in range(ATTEMPTS):
            time.sleep(BEAT * (2**attempt - 1))
            self.clear_stale_pid()
            # Once clients know the port, a restart may not change it.
            port = self.port or self.free_port()
            options = {**SETTINGS, "port": str(port)}
            flags = [f"--{name}={value}" for name, value in options.items()]
            self.server = self.spawn(self.bin / "postgres", "-D", self.cluster, *flags)
            while self.server.poll() is None and time.monotonic() < deadline:
                if self.answers(port):
                    self.port = port
                    state = {"port": port, "supervisor": os.getpid()}
                    self.folder.write("state.json", json.dumps(state))
                    return
                time.sleep(0.05)
            # It gave up: a port taken in between, or backends of a killed server still ending.
            self.stop()
        raise StartFailed(f"PostgreSQL does not start.\n{self.last_words()}\n{REMEDY}")

    def clear_stale_pid(self) -> None:
        """End a server without supervisor; drop a pid file whose number is another program's."""
        file = self.cluster / "postmaster.pid"
        try:
            pid = file.read_text().split()[0]
            command = Path("/proc", pid, "cmdline").read_bytes()
        except (OSError, IndexError):
            return  # nothing there, or a process that is no more: PostgreSQL sees to it
        program, *arguments = command.split(b"\0")
        if program.endswith(b"postgres") and os.fsencode(self.cluster) in arguments:
            os.kill(int(pid), signal.SIGINT)
        else:
            file.unlink()

    def free_port(self) -> int:
        """The port used before, or any free one when somebody else has taken it."""
        for port in (int(self.folder.read("port") or 0), 0):
            with socket.socket() as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                try:
                    probe.bind(("127.0.0.1", port))
                except OSError:
                    continue
                port = probe.getsockname()[1]
            self.folder.write("port", str(port))
            return port
        raise StartFailed(f"No port is free on 127.0.0.1. {REMEDY}")

    def answers(self, port: int) -> bool:
        """Whether our server takes connections; makes the database the first time."""
        where = {"host": "127.0.0.1", "port": port, "user": ROLE, "connect_timeout": 5}
        try:
            connection = psycopg2.connect(
                dbname="postgres", password=self.folder.password(), **where
            )
        except psycopg2.OperationalError:
            return False
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if not cursor.fetchone():
                cursor.execute(f"CREATE DATABASE {DATABASE}")
        connection.close()
        return True

    def watch(self) -> None:
        """Keep the server up until nobody has used it for a while or its folder is gone."""
        clients = self.folder.open("clients.lock")
        alone_since = None
        while os.fstat(self.lock).st_nlink:
            time.sleep(BEAT)
            if self.server.poll() is not None:
                self.folder.forget("state.json")
                self.start()
            try:
                fcntl.flock(clients, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                alone_since = None
                continue
            alone_since = alone_since or time.monotonic()
            if time.monotonic() - alone_since >= LINGER:
                # Still holding the lock: a client that comes now waits for the end.
                self.folder.forget("state.json")
                return
            fcntl.flock(clients, fcntl.LOCK_UN)

    def stop(self) -> None:
        """Stop the server: politely, then firmly."""
        for number, seconds in ((signal.SIGINT, 30), (signal.SIGQUIT, 10), (signal.SIGKILL, 10)):
            if self.server is None or self.server.poll() is not None:
                return
            self.server.send_signal(number)
            try:
                self.server.wait(seconds)
            except subprocess.TimeoutExpired:
                continue

    def last_words(self) -> str:
        """The end of PostgreSQL's log."""
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        return "\n".join(lines[-8:])


def main() -> None:
    if os.fork():
        os._exit(0)  # nobody's child, so nobody has to wait for us
    os.umask(0o077)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    folder, lock = Folder(Path(sys.argv[1])), int(sys.argv[2])
    os.set_inheritable(lock, False)
    folder.forget("state.json")
    supervisor = None
    try:
        supervisor = Supervisor(folder, lock)
        supervisor.prepare()
        supervisor.start()
        supervisor.watch()
    except EmbeddedError as error:
        folder.write("state.json", json.dumps({"error": str(error)}))
    finally:
        if supervisor:
            supervisor.stop()


if __name__ == "__main__":
    main()
