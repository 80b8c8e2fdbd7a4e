"""For the teacher: how a class answered, from the files learners hand in or from a show of hands.

    >>> results = ClassResults()

Stands above lessons and panels: it counts what lessons ask, and draws with the panels' live picture.
"""

from __future__ import annotations

from helpers.classroom.quick_count import QuickCount
from helpers.classroom.results import ClassResults
from helpers.lesson.progress import Progress
from helpers.lesson.summary import Items, Toolbar

__all__ = ["ClassResults", "QuickCount", "toolbar"]


def toolbar() -> Toolbar:
    """Give the bar with the projector switch."""
    return Toolbar("Class results", Items([], [], []), Progress(None))
