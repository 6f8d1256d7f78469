"""The data folder: its files, its locks, and where the cluster lies.

clients.lock   shared by every process that uses the server; the system drops it when one dies
server.lock    held by the one supervising process
state.json     what the supervisor last said: {"port": …} when ready, {"error": …} when not
password       of the database's only role, for the owner's eyes
port           the last one used, kept so that addresses survive a restart
location       where the cluster lies when PostgreSQL's identity cannot reach this folder
postgres/      cluster/ and log
"""

import fcntl
import hashlib
import json
import os
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path

from portal.embedded.errors import REMEDY, FolderRefused, NoIdentity
from portal.embedded.identity import Identity

ELSEWHERE = Path("/var/lib/duty-lists")


@dataclass(frozen=True)
class Folder:
    """A data folder, made by whoever comes first."""

    path: Path

    @classmethod
    def at(cls, path: Path) -> "Folder":
        """The folder, made when missing; FolderRefused when it is not ours to use."""
        folder = cls(path.expanduser().resolve())
        lock = folder.path / "clients.lock"
        try:
            folder.path.mkdir(mode=0o711, parents=True, exist_ok=True)
            owner = lock.stat().st_uid if lock.exists() else os.geteuid()
            if owner != os.geteuid():
                raise FolderRefused(
                    f"The data folder {folder.path} belongs to user {owner}, this is user "
                    f"{os.geteuid()}. Run as that user, or choose another folder with DATA=… "
                    f"{REMEDY}"
                )
            os.close(folder.open("clients.lock"))
        except OSError as error:
            raise FolderRefused(
                f"The data folder {folder.path} cannot be used ({error.strerror}). "
                f"Choose another, such as DATA=$HOME/duty-lists. {REMEDY}"
            ) from error
        return folder

    def open(self, name: str) -> int:
        """A descriptor of one of the small files, readable by the owner alone."""
        return os.open(self.path / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def join(self) -> int:
        """Count as a client for as long as the descriptor is open; waits out a server's end."""
        clients = self.open("clients.lock")
        fcntl.flock(clients, fcntl.LOCK_SH)
        return clients

    def read(self, name: str) -> str:
        """The text of one of the small files, empty when it is missing."""
        try:
            return (self.path / name).read_text(encoding="utf-8")
        except FileNotFoundError:
            return ""

    def write(self, name: str, text: str) -> None:
        """Replace one of the small files in one step."""
        new = self.path / f"{name}.new"
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        new.replace(self.path / name)

    def forget(self, name: str) -> None:
        """Remove one of the small files."""
        (self.path / name).unlink(missing_ok=True)

    @property
    def state(self) -> dict:
        """What the supervisor last said; empty while it is at work."""
        return json.loads(self.read("state.json") or "{}")

    def password(self) -> str:
        """The role's password, made once."""
        if not self.read("password"):
            self.write("password", secrets.token_urlsafe(24))
        return self.read("password")

    def home(self, identity: Identity) -> Path:
        """Where cluster and log lie: inside, or elsewhere when the identity cannot come in."""
        inside, chosen = self.path / "postgres", self.read("location")
        if not chosen and identity.passes(self.path):
            home = inside
        elif not chosen and (inside / "cluster").exists():
            raise NoIdentity(
                f"PostgreSQL can no longer reach its files in {inside} without being root. "
                f"Move the data folder where others may pass, such as /srv. {REMEDY}"
            )
        else:
            home = self._elsewhere(fresh=not chosen)
        home.mkdir(mode=0o700, exist_ok=True)
        identity.own(home)
        if not identity.reaches(home):
            raise NoIdentity(
                f"PostgreSQL cannot reach {home} without being root. Choose another data folder, "
                f"such as DATA=/srv/duty-lists. {REMEDY}"
            )
        return home

    def _elsewhere(self, fresh: bool) -> Path:
        name = hashlib.sha256(os.fsencode(self.path)).hexdigest()[:16]
        home = Path(self.read("location") or ELSEWHERE / name)
        if fresh:
            # Left over from a data folder of this name that somebody has deleted since.
            shutil.rmtree(home, ignore_errors=True)
            try:
                home.parent.mkdir(parents=True, exist_ok=True)
                home.parent.chmod(0o711)
            except OSError as error:
                raise NoIdentity(
                    f"PostgreSQL cannot reach {self.path} without being root, and {home.parent} "
                    f"cannot be made ({error.strerror}). Choose another data folder, such as "
                    f"DATA=/srv/duty-lists. {REMEDY}"
                ) from error
            self.write("location", str(home))
        return home
