"""The closed lists of words that rows of ``data/`` use, and what each of them means."""

from __future__ import annotations

CONFIDENCE = {
    "measured": "read in the named source",
    "textbook": "a standard value; the source is named but was not read again",
    "derived": "computed here from measured or textbook values",
    "fitted": "our calibration to named targets",
    "extrapolated": "measured, but on a neighbouring question",
    "assumption": "a teaching choice",
    "unverified": "often quoted; no source text was seen",
}
# What stands on screen for each confidence: a mark and a word. Unverified keeps a mark of its own.
MARKS: dict[str, tuple[str, str]] = {
    "measured": ("■", "measured"),
    "textbook": ("■", "measured"),
    "derived": ("■", "measured"),
    "extrapolated": ("▨", "extrapolated"),
    "fitted": ("□", "assumption"),
    "assumption": ("□", "assumption"),
    "unverified": ("?", "unverified"),
}
GRADES = {
    "supported": "direct evidence in people agrees",
    "partly": "one link of the claim is supported, another is not",
    "contested": "good studies disagree",
    "weak": "plausible, with hardly a direct test",
    "contradicted": "the direct tests speak against it",
    "wrong_word": "the idea can be discussed, the name given to it is wrong",
}
SEEN = {
    "full": "full text read",
    "abstract": "abstract or record read",
    "secondary": "known through a source that quotes it",
    "cited": "reference checked in works that cite it, text not seen",
    "not_seen": "standard reference, text not seen",
    "kit": "a choice of this kit",
}
INTERVALS = ("", "SD", "2 SD", "SE", "95 % CI", "range", "plausible range")
