"""The chain strip: from what a person does to the muscle, what the panel touches and what it does not."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import Any

from helpers.lesson.html import Part, live, prose, section, title

log = logging.getLogger(__name__)

Likelihood = Callable[[Any, Any], str]
"""Words for a state and the reference: the explorer's own estimate, never multiplied with the panel's."""


class ChainStrip(Part):
    """The stations in order; follows the panel's ``state_version``.

    ``panel.chain(state, reference)`` gives the texts of the stations it touches. ``likelihood`` is the
    explorer's estimate; without it nothing stands in its place.
    """

    def __init__(self, panel: Any, nodes: Sequence[Any], likelihood: Likelihood | None = None) -> None:
        self.panel, self.nodes, self.likelihood = panel, list(nodes), likelihood
        self._words = live(self._html())
        super().__init__([self._words], "lesson-card", "lesson-chain-card")
        self.follow(panel, self._refresh, "state_version")

    def _refresh(self, _change: object = None) -> None:
        try:
            self._words.value = self._html()
        except Exception:  # the last good strip stays
            log.exception("the chain strip of %s", type(self.panel).__name__)

    def _html(self) -> str:
        texts = self.panel.chain(self.panel.state, self.panel.reference)
        unknown = set(texts) - {node.key for node in self.nodes}
        if unknown:
            known = ", ".join(node.key for node in self.nodes)
            raise ValueError(f"chain keys must be among {known}, got {', '.join(sorted(unknown))}")
        stations = "".join(_station(node, texts.get(node.key)) for node in self.nodes)
        strip = f'{title("The way to the muscle")}<ol class="lesson-chain">{stations}</ol>'
        if self.likelihood is None:
            return strip
        words = prose(self.likelihood(self.panel.state, self.panel.reference))
        return (
            f'{strip}<div class="lesson-estimate"><h5>A separate estimate from surveys and trials</h5>'
            f"<p>{words}</p></div>"
        )

    def static_html(self) -> str:
        """The strip as it stands now."""
        return section("chain-card", self._html())


def _station(node: Any, text: str | None) -> str:
    kind, words = ("touched", text) if text else ("untouched", "no own effect in this panel")
    colon = '<span class="lesson-unstyled">:</span>'  # only where no style sheet sets the two apart
    return (
        f'<li class="lesson-{kind}"><strong>{prose(node.label)}{colon}</strong> '
        f"<span>{prose(words)}</span></li>"
    )
