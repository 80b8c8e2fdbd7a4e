"""Damaged data, without reading anew what is not damaged."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import Any

from helpers import evidence
from helpers.evidence import Data
from helpers.evidence.reading import Place, read
from helpers.records import FILES, KEY_FILES

SOUND = evidence.DATA
_read_once = lru_cache(maxsize=4 * len(FILES))(read)


class Copy(Data):
    """A copy of the data folder; a file whose bytes have been read before, from any copy, is not read again.

    All of it is checked anew.
    """

    def _read(self, file: str) -> list[tuple[Any, Place]]:
        if not (self.folder / file).is_file():
            return super()._read(file)
        return _read_once(file, self._bytes(file))


class Damaged(Data):
    """The real folder with one file damaged; what it does not touch is read and checked once for all."""

    def __init__(self, file: str, content: bytes) -> None:
        super().__init__(SOUND.folder)
        self.damaged, self.content = file, content
        read, checked = self._raw, self._records
        self._raw = lambda one: read(one) if one == file else SOUND._raw(one)
        self._records = lambda one: checked(one) if self._touched(one) else SOUND._records(one)

    def _bytes(self, file: str) -> bytes:
        return self.content

    def _touched(self, file: str) -> bool:
        return file == self.damaged or self.damaged in FILES[file].needs or self._keys_changed

    @cached_property
    def _keys_changed(self) -> bool:
        """Whether other files could point at what is no longer there."""
        return self.damaged in KEY_FILES.values() and self._keys(self.damaged) != SOUND._keys(self.damaged)
