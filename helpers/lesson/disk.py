"""Files on a disk that may be full, read-only, slow, or in another notebook's hands: whole or not at all.

No clock is read here: whatever it says, and whether it goes back, nothing is older or newer by it.
"""

from __future__ import annotations

import errno
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TypeVar

LOCK_PATIENCE_S = 2.0
LOCK_PAUSE_S = 0.02
REASONS = {
    errno.ENOSPC: "the disk is full",
    getattr(errno, "EDQUOT", errno.ENOSPC): "the space allowed here is used up",
    errno.EROFS: "the disk is read-only",
    errno.EACCES: "this account may not",
    errno.EPERM: "this account may not",
    errno.ENOENT: "it is not there",
    errno.ENOTDIR: "that is no folder",
    errno.EEXIST: "something of that name is there already",
    errno.EISDIR: "a folder of that name is there already",
    errno.EIO: "the disk does not answer",
}

Result = TypeVar("Result")


class LockedError(TimeoutError):
    """Another notebook held the lock too long."""


def reason(problem: OSError) -> str:
    """Say in a few words why a file could not be used."""
    if isinstance(problem, LockedError):
        return "another notebook is writing there"
    return REASONS.get(problem.errno or 0) or problem.strerror or str(problem) or type(problem).__name__


def shown(path: Path) -> str:
    """Name a folder or file as it may be shown: in the own home with ``~``."""
    with suppress(ValueError, RuntimeError):
        return f"~{os.sep}{path.relative_to(Path.home())}"
    return str(path)


def beginning(file: Path, most_bytes: int) -> bytes:
    """Give a file's first bytes; OSError for what is no file, as a pipe, which would be waited for."""
    if file.exists() and not file.is_file():
        raise OSError(f"{file.name} is no file")
    with file.open("rb") as handle:
        return handle.read(most_bytes)


def replace_text(file: Path, text: str) -> None:
    """Put ``text`` in place of what ``file`` holds, whole or not at all; whoever does holds the file's lock.

    So what else begins like it was left by kernels that were killed on the way, and goes.
    """
    handle, name = tempfile.mkstemp(prefix=f"{file.stem}-", suffix=".tmp", dir=file.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as temporary:
            write_down(temporary, text)
        patiently(lambda: Path(name).replace(file))
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
    for left in file.parent.glob(f"{file.stem}-*.tmp"):
        with suppress(OSError):
            left.unlink()


def replace_shared(file: Path, content: bytes) -> None:
    """The same for a file that others may read, as any new one; what a killed process left goes next time."""
    part = file.with_name(f"{file.name}.part")
    try:
        part.write_bytes(content)
        patiently(lambda: part.replace(file))
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise


def lay_new(file: Path, text: str) -> None:
    """Write a file that is not there yet, for others to read, whole or not at all."""
    new = file.open("x", encoding="utf-8", newline="\n")
    try:
        with new:
            write_down(new, text)
    except BaseException:  # the disk is full, say: nobody is left with half a file
        with suppress(OSError):
            file.unlink()
        raise


def write_down(file: IO[str], text: str) -> None:
    """Write, and wait until it is on the disk: a full one may say so only then."""
    file.write(text)
    file.flush()
    os.fsync(file.fileno())


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Hold the lock ``file`` against other notebooks; the system lets go of it if a kernel dies.

    Raises LockedError when another one holds it too long; on disks without locks it does without.
    The waits are counted, not timed: no clock that is put back can make them longer.
    """
    with file.open("a+b") as handle:
        for waits_left in reversed(range(1 + round(LOCK_PATIENCE_S / LOCK_PAUSE_S))):
            try:
                _lock(handle)
                break
            except (BlockingIOError, PermissionError):
                if not waits_left:
                    raise LockedError("another notebook holds the file") from None
                time.sleep(LOCK_PAUSE_S)
            except OSError:
                break
        try:
            yield
        finally:
            with suppress(OSError):
                _unlock(handle)


def patiently(act: Callable[[], Result]) -> Result:
    """Do ``act``, again after a moment where Windows forbids it while another notebook uses the file."""
    for wait_s in (0.02, 0.05, 0.1, 0.2, 0.4):
        try:
            return act()
        except PermissionError:
            time.sleep(wait_s)
    return act()


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: IO[bytes]) -> None:
        handle.seek(0)
        msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)

    def _unlock(handle: IO[bytes]) -> None:
        handle.seek(0)
        msvcrt.locking(handle.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(handle: IO[bytes]) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(handle: IO[bytes]) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)
