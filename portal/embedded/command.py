"""Run a command in our place: our signals reach it, its exit code becomes ours."""

import os
import signal
import subprocess
import sys
from types import FrameType

from portal.embedded.identity import end_with_parent

FORWARDED = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGUSR1, signal.SIGUSR2)


def run(command: list[str]) -> int:
    """Run a command to its end and return its exit code, 128 + n when signal n ended it."""
    child: subprocess.Popen | None = None
    early: list[int] = []

    def forward(number: int, _: FrameType | None = None) -> None:
        if child is None:
            early.append(number)  # it comes while the command is being started
        # The terminal has sent Ctrl-C to the command already.
        elif not (number == signal.SIGINT and _in_foreground()):
            # A server takes a hangup for "read your settings again": here it means the end.
            child.send_signal(signal.SIGTERM if number == signal.SIGHUP else number)

    before = {number: signal.signal(number, forward) for number in FORWARDED}
    try:
        child = subprocess.Popen(command, preexec_fn=lambda: end_with_parent(signal.SIGTERM))
        for number in early:
            forward(number)
        code = child.wait()
    except FileNotFoundError:
        print(f"{command[0]}: command not found", file=sys.stderr)
        code = 127
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    return code if code >= 0 else 128 - code


def _in_foreground() -> bool:
    try:
        return os.tcgetpgrp(0) == os.getpgrp()
    except OSError:
        return False
