"""Runs a program on a pretend terminal of 80 by 24, waits until it shows some words, leaves it with q q, and
compares the exit code.

python3 static_screen.py TERM WORDS CODE -- PROGRAM [ARGUMENTS]
"""

import fcntl
import os
import pty
import re
import select
import struct
import sys
import termios
import time

PATIENCE = 20.0
TERM, WORDS, CODE = sys.argv[1], sys.argv[2], int(sys.argv[3])
PROGRAM = sys.argv[5:]


def shown(said):
    """The letters among the codes. Jumps of the cursor part words."""
    text = said.decode(errors="replace")
    text = re.sub(r"\x1b\[[0-9;?]*m", "", text)
    text = re.sub(r"\x1b(\[[0-9;?]*[A-Za-z]|[@-_])", " ", text)
    return " ".join(text.split())


def until(terminal, said, words, until):
    """Reads until the words are there."""
    while words not in shown(said):
        ready, _, _ = select.select([terminal], [], [], max(0.0, until - time.monotonic()))
        if not ready:
            sys.exit(f"never seen: {words}\n{shown(said)}")
        try:
            said += os.read(terminal, 65536)
        except OSError:
            sys.exit(f"ended before it said {words}\n{shown(said)}")
    return said


def main():
    child, terminal = pty.fork()
    if child == 0:
        size = struct.pack("HHHH", 24, 80, 0, 0)
        fcntl.ioctl(0, termios.TIOCSWINSZ, size)
        path = os.environ["PATH"]
        program = next(
            found
            for folder in path.split(":")
            if os.access(found := os.path.join(folder, PROGRAM[0]), os.X_OK)
        )
        os.execve(program, PROGRAM, {"TERM": TERM})
    end = time.monotonic() + PATIENCE
    said = until(terminal, b"", WORDS, end)
    os.write(terminal, b"q")
    said = until(terminal, said, "again to leave", end)
    os.write(terminal, b"q")
    while True:
        try:
            more = os.read(terminal, 65536)
        except OSError:
            break
        if not more:
            break
        said += more
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    if code != CODE:
        sys.exit(f"ended with code {code}\n{shown(said)}")


main()
