"""One day and all its causes: which of them meet at the firing threshold, and which go other ways."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from helpers.figures.base import Skeleton
from helpers.figures.day import routes_frame, routes_skeleton
from helpers.panels.base import Panel, Slider, Switch
from helpers.physiology import sleep
from helpers.physiology.day import OTHER_ROUTES, Day, chain
from helpers.physiology.twitch_rate import rate_words
from helpers.theme import Sizes

CUP_BEFORE_H = 1.0
BREATHING_MIN = 30.0
SCARE_BEFORE_H = 0.5
MEDICINES = 2.0
NOTHING = 0.0005  # a smaller change of the threshold is not worth a word
NAMES = {
    "sleep": "lost sleep",
    "caffeine": "caffeine",
    "minerals": "calcium",
    "breathing": "overbreathing",
    "cortisol": "a scare",
    "medicines": "medicines",
}
"""The causes that meet at the threshold, as the picture names them."""

RECEIVED_BY = {
    "adenosine receptors": ("sleep", "caffeine"),
    "sodium gates": ("minerals", "breathing"),
}
"""Where some of them act before they lower the threshold: the strip's station "receptor or gate"."""
BESIDES = ("breathing", "cortisol", "medicines")
"""What the strip names beside the hours and the caffeine once it plays a part."""


@dataclass(frozen=True)
class Cause:
    """One cause's share: the fraction by which it lowers the firing threshold."""

    name: str
    fall: float


@dataclass(frozen=True)
class RoutesState:
    """A whole day at one moment: every fall of the threshold, their sum, and what goes past it.

    Caffeine and calcium are named as in the explorer, which can start from here.
    """

    awake_h: float
    caffeine_mg_day: float
    causes: tuple[Cause, ...]
    total_fall: float
    twitches: str
    rate_ratio: float
    caffeine_mg_L: float
    calcium_mM: float
    pH: float
    other_ways: tuple[str, ...]


class AllRoutes(Panel):
    """Set a day and see which of its causes come together at the nerve's threshold."""

    title = "One day, all routes"
    question = "Lost sleep, coffee, worry, low calcium: do they add up, and where?"

    awake_h = Slider("Hours awake", 8, 40, reference=8, step=1, unit="h", hint="31: a night without sleep")
    caffeine_mg = Slider("Caffeine an hour ago", 0, 800, reference=0, step=50, unit="mg")
    gland_percent = Slider("Parathyroid glands", 0, 100, reference=100, step=5, unit="%")
    breathing_times = Slider(
        "Breathing", 1.0, 3.0, reference=1.0, step=0.1, unit="× the need", hint="half an hour"
    )
    scare = Switch("A scare half an hour ago", reference=False)
    medicines = Switch("Two medicines (tremor: common)", reference=False)

    presets = {
        "quiet day": {},
        "night without sleep": {"awake_h": 31},
        "exam morning": {"awake_h": 26, "caffeine_mg": 400, "scare": True},
        "fast breathing": {"breathing_times": 2.0, "scare": True},
        "glands lost": {"gland_percent": 10},
    }

    def compute(
        self,
        awake_h: float,
        caffeine_mg: float,
        gland_percent: float,
        breathing_times: float,
        scare: bool,
        medicines: bool,
    ) -> RoutesState:
        """Run the whole chain at the moment after ``awake_h`` hours awake."""
        now = sleep.WAKING_TIME + awake_h
        day = Day(
            caffeine_mg=caffeine_mg,
            caffeine_at_h=now - CUP_BEFORE_H,
            gland_function=gland_percent / 100,
            breathing_times=breathing_times,
            overbreathing_at_h=now - BREATHING_MIN / 60,
            overbreathing_min=BREATHING_MIN,
            stress=float(scare),
            stress_at_h=now - SCARE_BEFORE_H,
            common_medicines=MEDICINES if medicines else 0.0,
        )
        found = chain(day, now)
        total = float(found.falls.total)
        return RoutesState(
            awake_h=awake_h,
            caffeine_mg_day=caffeine_mg,
            causes=tuple(Cause(name, float(getattr(found.falls, key))) for key, name in NAMES.items()),
            total_fall=total,
            twitches=f"Twitches: {rate_words(total)}",
            rate_ratio=float(found.rate_ratio),
            caffeine_mg_L=float(found.caffeine_mg_L),
            calcium_mM=float(found.ionised_calcium_mM),
            pH=float(found.pH),
            other_ways=OTHER_ROUTES,
        )

    def skeleton(self, sizes: Sizes) -> Skeleton:
        """Give a row for each cause, and room for the other ways."""
        return routes_skeleton(sizes, len(NAMES))

    frame = staticmethod(routes_frame)

    def describe(self, state: RoutesState, reference: RoutesState) -> str:
        """Say how far the threshold falls, which cause does most of it, and what that means in twitches."""
        hours, quiet = f"After {state.awake_h:.0f} hours awake", rate_words(reference.total_fall)
        rest = "A teaching estimate; the other ways have no term in it."
        if abs(state.total_fall - reference.total_fall) < NOTHING:
            return f"{hours} the firing threshold stands where it does on a quiet day: {quiet}. {rest}"
        most = max(state.causes, key=lambda cause: cause.fall)
        return (
            f"{hours} the firing threshold is {100 * state.total_fall:.1f} % lower, mostly by {most.name}: "
            f"{rate_words(state.total_fall)} (quiet day: {quiet}). {rest}"
        )

    def chain(self, state: RoutesState, reference: RoutesState) -> Mapping[str, str]:
        """From behaviour over blood and gate to the threshold and the axon's twitches."""
        moved = _moved(state, reference)
        also = "".join(f", {NAMES[key]}" for key in BESIDES if NAMES[key] in moved)
        texts = {
            "behaviour": f"awake {state.awake_h:.0f} h, caffeine {state.caffeine_mg_day:.0f} mg{also}",
            "threshold": f"{100 * state.total_fall:.1f} % lower",
            "muscle": state.twitches,
        }
        if (state.caffeine_mg_L, state.calcium_mM) != (
            reference.caffeine_mg_L,
            reference.calcium_mM,
        ):
            texts["blood"] = (
                f"caffeine {state.caffeine_mg_L:.1f} mg/L, ionised calcium {state.calcium_mM:.2f} "
                f"mmol/L, pH {state.pH:.2f}"
            )
        if touched := _received(moved):
            texts["gate"] = touched
        return texts


def _moved(state: RoutesState, reference: RoutesState) -> set[str]:
    """Name the causes whose share differs from that of a quiet day."""
    quiet = {cause.name: cause.fall for cause in reference.causes}
    return {cause.name for cause in state.causes if abs(cause.fall - quiet[cause.name]) >= NOTHING}


def _received(moved: set[str]) -> str:
    """Say which causes now act on receptors and which on gates; nothing where none does."""
    acting = {
        place: [NAMES[key] for key in keys if NAMES[key] in moved] for place, keys in RECEIVED_BY.items()
    }
    return "; ".join(f"{place}: {' and '.join(names)}" for place, names in acting.items() if names)
