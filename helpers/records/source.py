"""``sources.csv``: what was read, how much of it, and how it is cited."""

from __future__ import annotations

import html
import re
from typing import Annotated

from pydantic import Field

from helpers.records.base import Record
from helpers.records.fields import Year, one_of
from helpers.records.words import SEEN


class Source(Record):
    """A publication. The DOI stands only where it was seen; ``seen`` says how much was read."""

    key_columns = ("key",)
    unique_columns = ("doi",)
    key: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    authors: str
    year: Year
    title: str
    journal: str
    doi: Annotated[str, Field(pattern=r"^(10\.\S+/\S+)?$")]
    pmid: Annotated[str, Field(pattern=r"^(\d{6,8})?$")]
    seen: Annotated[str, one_of(SEEN)]
    note: str

    @property
    def short(self) -> str:
        """'Das et al. 2005', as it stands under a number."""
        surnames = [re.sub(r"(?<=\S) [A-Z-]+$", "", name) for name in self._names]
        if len(surnames) > 2 or (surnames and self._and_others):
            surnames = [f"{surnames[0]} et al."]
        journal = re.split(r"\s*[\d(,:]", self.journal)[0]
        return f"{' & '.join(surnames) or journal or self.title} {self.year or ''}".strip()

    @property
    def html(self) -> str:
        """The full reference as one line of HTML, linked where a DOI or PubMed's number was seen.

        Where no title was seen, the note in brackets says what the paper is.
        """
        authors = "; ".join(self._names) + (" et al." if self._and_others else "")
        title = self.title or (f"({self.note})" if self.note and self.seen != "kit" else "")
        what = [authors, str(self.year or ""), title, self.journal]
        if not authors:
            what = [title, self.journal, "" if str(self.year) in self.journal else str(self.year or "")]
        parts = [html.escape(part.removesuffix(".")) for part in what if part]
        if self.link:
            name = html.escape(self.doi or f"PMID {self.pmid}")
            parts.append(f'<a href="{html.escape(self.link)}">{name}</a>')
        return f"{'. '.join(parts).replace('?. ', '? ')} [{SEEN[self.seen]}]"

    @property
    def link(self) -> str:
        """Where the paper can be found: its DOI, else its record in PubMed, else nowhere."""
        if self.doi:
            return f"https://doi.org/{self.doi}"
        return f"https://pubmed.ncbi.nlm.nih.gov/{self.pmid}/" if self.pmid else ""

    @property
    def _names(self) -> list[str]:
        names = (name.strip() for name in self.authors.split(";"))
        return [name for name in names if name and not _is_et_al(name)]

    @property
    def _and_others(self) -> bool:
        return any(_is_et_al(name) for name in self.authors.split(";"))


def _is_et_al(name: str) -> bool:
    return name.strip().rstrip(".").lower() == "et al"
