"""Processes that stand beside the web server: started with it, started anew when they die."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

from portal.embedded.identity import end_with_parent

MANAGE = Path(__file__).resolve().parent.parent / "manage.py"
# So long (seconds) after a death another one is started.
PAUSE = 2.0
# So long one may take to finish what it has in hand when the server stops.
PATIENCE = 10
# Held while a process is started and while the server forks. A web process forked in between
# would keep the pipe open by which `Popen` learns that the start is over: it would wait for ever.
STARTING = threading.RLock()
os.register_at_fork(
    before=STARTING.acquire,
    after_in_parent=STARTING.release,
    after_in_child=STARTING.release,
)


class Beside:
    """One `manage.py` command kept running by a thread until `stop` is called.

    With `may_end` it is left alone once it ended by itself: it had nothing to do here.
    """

    def __init__(self, command: str, may_end: bool = False):
        self.command, self.may_end = command, may_end
        self.stopping = threading.Event()
        self.process: subprocess.Popen | None = None
        self.thread = threading.Thread(target=self.keep_running, daemon=True)
        self.thread.start()

    def keep_running(self) -> None:
        """Run the command; when it dies without being told to, run it again."""
        # It has no page to serve in ten seconds, and gives way to those who have.
        environment = {**os.environ, "PORTAL_STATEMENT_TIMEOUT": "0", "OMP_NUM_THREADS": "1"}
        server = os.getpid()
        while not self.stopping.is_set():
            with STARTING:
                self.process = subprocess.Popen(
                    [sys.executable, str(MANAGE), self.command],
                    env=environment,
                    preexec_fn=lambda: begin(server),
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                )
            if self.exit_code() == 0 and self.may_end:
                return
            self.stopping.wait(PAUSE)

    def exit_code(self) -> int | None:
        """Wait for the end; None where gunicorn, which waits for any child, was told of it."""
        try:
            return os.waitstatus_to_exitcode(os.waitpid(self.process.pid, 0)[1])
        except ChildProcessError:
            return None

    def stop(self) -> None:
        """End the command, by force when it takes too long."""
        self.stopping.set()
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(timeout=PATIENCE)
            except subprocess.TimeoutExpired:
                self.process.kill()
        self.thread.join(PATIENCE)


def begin(server: int) -> None:
    """In the new process: give way to the server, and be killed when that is.

    It may be in the middle of a task; the next one takes that up as after any other kill.
    """
    os.nice(10)
    end_with_parent(signal.SIGKILL)
    if os.getppid() != server:  # it died before the line above
        os._exit(1)
