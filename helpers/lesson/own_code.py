"""A learner's random code and the number of their next hand-in, kept beside the progress file.

The code is drawn once and says nothing of the person; it only lets two hand-ins of one learner be paired.
"""

from __future__ import annotations

import json
import secrets
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from helpers.lesson.disk import beginning, locked, patiently, replace_text
from helpers.lesson.hand_in_file import CODE, LETTERS
from helpers.lesson.progress_file import KIT, MOST_TRIES

FILE_NAME = "hand-in-code.json"
MOST_BYTES = 1_000


class OwnCode:
    """The code of whoever works in ``folder``; with None, or where it cannot be used, of this kernel.

    ``kept`` says whether the next kernel will know the code too.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._code, self._number = new_code(), 0
        self.kept = False

    def look(self) -> tuple[str, int]:
        """Give the code and the number the next hand-in will have."""
        with suppress(OSError):
            self._read()
        return self._code, self._next

    def take(self) -> tuple[str, int]:
        """Give the code and a number that no earlier hand-in had; both are kept before they are used."""
        try:
            if self._folder is None:
                raise FileNotFoundError("nothing is kept here")
            self._folder.mkdir(parents=True, exist_ok=True)
            with locked(self._folder / "hand-in-code.lock"):
                self._read()
                content = {"kit": KIT, "code": self._code, "number": self._next}
                replace_text(self._folder / FILE_NAME, json.dumps(content) + "\n")
                self.kept = True
        except OSError:
            self.kept = False
        self._number = self._next
        return self._code, self._number

    @property
    def _next(self) -> int:
        return min(self._number + 1, MOST_TRIES)

    def _read(self) -> None:
        """Take over what the folder holds; a file that cannot be understood counts as none.

        Raises OSError where there is a file that cannot be read now: it may well be sound. A number given
        while the disk was full stays given.
        """
        if self._folder is None:
            return
        file = self._folder / FILE_NAME
        try:
            raw = patiently(lambda: beginning(file, MOST_BYTES))
            content = json.loads(raw.decode("utf-8"))
            code, number = content["code"], content["number"]
            sound = CODE.fullmatch(code) is not None and type(number) is int and 0 <= number <= MOST_TRIES
        except (FileNotFoundError, ValueError, LookupError, TypeError, RecursionError):
            return
        if sound:
            given = self._number if code == self._code else 0
            self._code, self._number, self.kept = code, max(number, given), True


@lru_cache
def own_code(folder: Path | None) -> OwnCode:
    """Give this kernel's one code for a folder: all its lessons hand in under the same."""
    return OwnCode(folder)


def new_code() -> str:
    """Draw a code: twelve letters in three groups, some 57 random bits."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3))
