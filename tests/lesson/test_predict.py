from __future__ import annotations

from types import SimpleNamespace

import pytest

from helpers import evidence, panels, theme
from helpers.lesson import Lesson, outcome
from helpers.lesson.html import plain
from helpers.lesson.outcomes import PEOPLE, _number, unit_of
from helpers.lesson.predict import Comparison, PredictionCard
from helpers.lesson.progress import Progress
from helpers.panels.base import Panel
from tests.lesson.fakes import FakeData, FakePanel, prediction


def test_the_right_option_is_worked_out_without_moving_a_slider(panel):
    found = outcome(prediction(), panel)
    assert (found.value, found.is_ratio) == (4.0, True)
    assert found.option.text == "It grows more than twofold"
    assert panel.dose.value == 1.0


@pytest.mark.parametrize(("dose", "place"), [(1.0, 0), (1.25, 1), (1.73, 1), (1.74, 2)])
def test_another_dose_another_right_option(panel, dose, place):
    asked = prediction(set={"dose": dose})
    assert outcome(asked, panel).option is asked.options[place]


def test_a_field_inside_the_state_and_no_ratio(panel):
    found = outcome(prediction(read="inner.deep", versus="none"), panel)
    assert (found.value, found.is_ratio) == (3.0, False)


def test_a_reference_of_zero_or_a_number_that_is_none_is_named(panel):
    panel.reference = panel.state_for(dose=0.0)
    with pytest.raises(ValueError, match="must not be 0 in 'doubling'"):
        outcome(prediction(), panel)
    with pytest.raises(ValueError, match="finite"):
        outcome(prediction(set={"dose": float("1e200")}, versus="none"), panel)


def test_committing_is_stored_and_shown(lesson, progress):
    card = lesson.predict("doubling")
    assert card.commit_button.disabled
    card.options.index = 1
    assert not card.commit_button.disabled
    card.commit_button.click()
    assert progress.prediction("doubling") == {"first": "It doubles"}
    assert "Committed" in card._status.value
    assert "Choose another answer to change your mind" in card._status.value
    assert card.commit_button.layout.display == "none"  # no dead button stays
    card.options.index = 0
    assert card.commit_button.layout.display is None
    assert card.commit_button.description == "Change my mind"
    assert not card.commit_button.disabled


def test_a_change_of_mind_keeps_the_first_answer(lesson):
    card = lesson.predict("doubling")
    card.commit(1)
    card.commit(2)
    assert card.record == {"first": "It doubles", "after": ["It grows more than twofold"]}
    assert "First you said" in card._status.value


def test_the_cover_hides_and_opens_by_committing(lesson, panel):
    cover = lesson.cover(panel, "doubling")
    assert cover.covered
    assert cover.stage.layout.visibility == "hidden"
    panel.dose.value = 3.0  # a hidden panel moves all the same
    assert panel.state.effect == 18.0
    lesson.predict("doubling").commit(0)
    assert not cover.covered
    assert (cover.front.layout.display, cover.stage.layout.visibility) == ("none", "visible")


def test_the_cover_says_what_to_do_and_says_it_once(lesson, panel):
    words = lesson.cover(panel, "doubling").front.children[0].value
    assert "commit to an answer" in words
    assert "Predict first" not in words


@pytest.mark.parametrize("asked", evidence.predictions("04_calcium"), ids=lambda item: item.id)
def test_the_comparison_says_at_which_setting_in_the_panels_own_words(progress, asked):
    panels.load_all()
    panel = Panel.registry[asked.panel]()
    card = PredictionCard(asked, progress, panel)
    card.commit(0)
    words = plain(Comparison(card).static_html())
    for name, value in asked.settings.items():
        control = panel.controls[name]
        assert f"{control.label} at {control.say(value)} {control.unit}".strip().lower() in words.lower()
    assert "of its value at the start (" in words
    panel.close()


@pytest.mark.parametrize(
    ("field", "unit"),
    [
        ("kick_threshold_mV", "mV"),
        ("steady.calcium_mM", "mmol/L"),
        ("spikes", ""),
        ("cramp.per_100", "of 100 people"),
        ("adrenaline_percent", "%"),
        ("in_lost_nights", "of a lost night's rise"),
    ],
)
def test_a_fields_unit(field, unit):
    assert unit_of(field) == unit


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (1.2476, "mmol/L", "1.25 mmol/L"),
        (9.96, "mV", "10 mV"),
        (0.794, "mmol/L", "0.79 mmol/L"),
        (154.2, "mmol/L", "154 mmol/L"),
        (0.0, "", "0"),
        (-1.26, "mV", "-1.26 mV"),
        (11.7, PEOPLE, "12 of 100 people"),
        (0.0194, PEOPLE, "1.9 of 10,000 people"),
    ],
)
def test_a_number_is_rounded_so_that_a_hundredth_part_of_it_can_still_be_seen(value, unit, said):
    assert _number(value, unit) == said


def test_a_number_of_people_names_its_crowd_and_settings_are_said_by_kind(progress):
    panels.load_all()
    panel = Panel.registry["Explorer"]()
    asked = prediction(
        panel="Explorer",
        set={"symptom": "cramp", "sleep_h": 5, "long_acting_beta_agonist": True},
        read="cramp.per_100",
        versus="none",
    )
    assert asked.settings["long_acting_beta_agonist"] is True
    card = PredictionCard(asked, progress, panel)
    card.commit(0)
    words = plain(Comparison(card).static_html())
    people = panel.state_for(**asked.settings).cramp.per_100
    sleep, inhaler = (panel.controls[name].label for name in ("sleep_h", "long_acting_beta_agonist"))
    moved = f"{sleep[0].lower()}{sleep[1:]} at 5.00 h; {inhaler[0].lower()}{inhaler[1:]} on"
    said = f"With symptom “Cramp”; {moved}, the panel"
    assert f"{said} gives {people:.0f} of 100 people." in words
    panel.close()


@pytest.mark.parametrize(
    ("versus", "found", "start", "said"),
    [
        ("none", 0.02, 0.02, "gives 2 of 10,000 people."),
        ("none", 0.94, 0.02, "gives 94 of 10,000 people."),
        ("none", 0.004, 0.02, "gives 0.40 of 10,000 people."),
        ("none", 1.5, 6, "gives 1.5 of 100 people."),
        ("none", 9.96, 6, "gives 10 of 100 people."),
        (
            "reference",
            10.2,
            6,
            "gives 10 of 100 people, 1.7 times as many people as at the reference (6 of 100",
        ),
        ("reference", 0.05, 0.02, "gives 5 of 10,000 people, 2.5 times as many people"),
    ],
)
def test_people_are_counted_in_a_crowd_that_has_some(progress, versus, found, start, said):
    asked = prediction(read="inner.per_100", versus=versus)
    here, there = (SimpleNamespace(inner=SimpleNamespace(per_100=number)) for number in (found, start))
    card = PredictionCard(asked, progress, SimpleNamespace(state_for=lambda dose: here, reference=there))
    card.commit(0)
    assert said in plain(Comparison(card).static_html())


def test_show_me_anyway_opens_and_is_recorded(lesson, panel, progress):
    cover = lesson.cover(panel, "doubling")
    cover.show_anyway.click()
    assert not cover.covered
    assert progress.prediction("doubling") == {"skipped": True}


def test_predict_first_brings_the_very_card_onto_the_cover(lesson, panel):
    cover = lesson.cover(panel, "doubling")
    cover.predict_first.click()
    assert lesson.predict("doubling") in cover.front.children
    assert cover.covered


@pytest.mark.parametrize("name", ["MUSCLE_TWITCH_OPEN", "MUSCLE_TWITCH_STATIC"])
def test_tests_and_stored_outputs_are_not_covered(lesson, panel, monkeypatch, name):
    monkeypatch.setenv(name, "1")
    assert not lesson.cover(panel, "doubling").covered


def test_voila_is_not_covered(lesson, panel, monkeypatch):
    monkeypatch.setenv("SERVER_SOFTWARE", "voila/0.5")
    assert not lesson.cover(panel, "doubling").covered


def test_the_projector_uncovers_and_covers_again(lesson, panel):
    cover = lesson.cover(panel, "doubling")
    theme.mode.projector = True
    assert cover.stage.layout.visibility == "visible"
    theme.mode.projector = False
    assert cover.stage.layout.visibility == "hidden"


def test_a_new_kernel_remembers(tmp_path, panel):
    Lesson("04_calcium", FakeData(), Progress(tmp_path)).predict("doubling").commit(0)
    later = Lesson("04_calcium", FakeData(), Progress(tmp_path))
    assert not later.cover(panel, "doubling").covered
    assert later.predict("doubling").options.index == 0


def test_comparison_of_a_right_prediction(lesson, panel):
    lesson.cover(panel, "doubling")
    lesson.predict("doubling").commit(2)
    html = lesson.compare("doubling").static_html()
    assert "As you predicted" in html
    assert "With dose at 2.0, the panel gives 8.0, that is 4.00 of its value at the start (2.0)." in html


def test_comparison_of_a_wrong_prediction_follows_a_later_commitment(lesson, panel):
    lesson.cover(panel, "doubling")
    compared = lesson.compare("doubling")
    assert "not committed" in compared.static_html()
    lesson.predict("doubling").commit(1)
    html = compared.static_html()
    assert "It came out otherwise" in html
    assert "Proportional is a natural first guess." in html
    assert "The dose is squared." in html
    lesson.predict("doubling").commit(2)
    assert "It came out otherwise" in compared.static_html()
    assert "Later you said" in compared.static_html()


def test_comparison_after_looking_first_is_kind(lesson, panel):
    lesson.cover(panel, "doubling").show_anyway.click()
    compared = lesson.compare("doubling")
    assert "that is fine" in compared.static_html()
    assert "It grows more than twofold" in compared.static_html()
    lesson.predict("doubling").commit(2)
    assert "Said after looking" in compared.static_html()


def test_comparison_without_a_panel_says_so(lesson):
    assert "run the cell with the panel first" in lesson.compare("doubling").static_html()


def test_an_outcome_that_cannot_be_worked_out_is_logged_not_raised(lesson, caplog):
    broken = FakePanel()
    broken.reference = broken.state_for(dose=0.0)
    assert "Nothing to compare" in lesson.compare("doubling", broken).static_html()
    assert "doubling" in caplog.text
    caplog.clear()
