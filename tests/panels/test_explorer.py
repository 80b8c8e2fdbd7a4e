"""The symptom explorer: what it shows is what the statistics give, and everything else is one click away."""

from __future__ import annotations

import csv
import io
import random
import re
import shutil

import numpy as np
import pytest

from helpers import evidence, theme
from helpers.evidence import Data
from helpers.likelihood import count, denominator, dose, model
from helpers.panels.blood_calcium import BloodCalcium
from helpers.panels.controls import Switch
from helpers.panels.explorer import BY_CAUSE, CAUSES, COMPUTED, SOMEONE, Explorer
from helpers.panels.explorer_tabs import LOG_ODDS, NEVER_STUDIED
from helpers.panels.inputs import MaybeKnown
from helpers.physiology.blood import blood
from helpers.records import FACTOR_GROUPS, DataError

EXAM_WEEK = {"sleep_h": 5.0, "caffeine_mg_day": 400, "stress_pss10": 28, "anxiety_gad7": 10}
WHY, HOW_SURE, DETAILS = range(3)

pytestmark = pytest.mark.usefixtures("no_error_is_logged")


@pytest.fixture
def panel():
    made = Explorer()
    yield made
    made.close()


def titles(panel):
    """What stands over each block of people, in order."""
    frame = panel.frame_now()
    return [frame[name]["text"][0] for name in sorted(frame) if name.startswith("title")]


def open_tab(panel, index):
    panel._behind.selected_index = index
    return panel._tabs[index]


def test_one_control_for_each_factor_of_the_data():
    rows = evidence.rows("explorer_factors")
    assert len(rows) == 14
    for row in rows:
        control = Explorer.controls[row.id]
        assert control.label == row.label
        assert control.reference == row.reference
        assert control.optional
    assert sum(isinstance(Explorer.controls[row.id], Switch) for row in rows) == 4
    assert {row.group for row in rows} == set(FACTOR_GROUPS)


def test_the_state_is_what_the_statistics_give(panel):
    panel.set(**EXAM_WEEK)
    expected = model().estimate(EXAM_WEEK).outcomes
    for name, outcome in panel.state.estimate.outcomes.items():
        assert outcome.likelihood == expected[name].likelihood
        assert (outcome.low, outcome.high) == (expected[name].low, expected[name].high)
    assert panel.state.eyelid_twitch.per_100 == pytest.approx(15.7, abs=0.05)
    assert panel.state.eyelid_twitch.reference_per_100 == pytest.approx(6)
    with pytest.raises(AttributeError, match="hiccups"):
        _ = panel.state.hiccups


def test_at_the_start_both_blocks_show_the_baseline(panel):
    assert len(titles(panel)) == 2
    for symptom, row in model().symptoms.items():
        panel.symptom.value = symptom
        people = denominator(row.value / 100)
        number = f"{count(row.value / 100, people):,} of {people:,}"
        assert all(number in title for title in titles(panel)), symptom
        assert "no difference" in panel.sentence


def test_the_sentence_says_both_counts_the_difference_and_who_does_not(panel):
    panel.set(**EXAM_WEEK)
    for words in (
        "Of 100 people like this, about 16 (plausibly 5 to 48) notice an eyelid twitch",
        "84 do not",
    ):
        assert words in panel.sentence
    assert "At the reference 6 do; here it is 10 more" in panel.sentence


def test_a_rare_symptom_is_counted_among_more_people(panel):
    panel.symptom.value = "tetany"
    assert "Of 10,000 people" in panel.sentence
    assert "2 of 10,000" in titles(panel)[0]


def test_nothing_reassures_and_the_red_flags_never_change(panel):
    def flags():
        return [part.value for part in boxes(panel) if "wmt-flags" in str(getattr(part, "value", ""))]

    before = flags()
    assert len(before) == 1
    for line in (*evidence.red_flags().urgent, *evidence.red_flags().soon):
        assert line in before[0]
    panel.set(**EXAM_WEEK, symptom="palpitations", mode=BY_CAUSE)
    assert flags() == before
    assert not re.search(r"\b(your|safe|healthy|harmless|normal)\b", panel.sentence)


def boxes(widget):
    yield widget
    for child in getattr(widget, "children", ()):
        yield from boxes(child)


def test_not_known_stands_at_its_everyday_value_and_widens(panel):
    panel.symptom.value = "cramp"
    panel.set(calcium_mM=model().typical("calcium_mM"))
    known = panel.state.outcome
    panel.calcium_mM.value = None
    unknown = panel.state.outcome
    assert unknown.likelihood == known.likelihood
    assert unknown.low <= known.low
    assert unknown.high > known.high
    assert panel.state.estimate.not_known == ("calcium_mM",)


class TestCauses:
    """Blood computed from causes."""

    def test_the_usual_causes_give_the_baselines(self, panel):
        panel.mode.value = BY_CAUSE
        for name, row in model().symptoms.items():
            assert getattr(panel.state, name).per_100 == pytest.approx(row.value, rel=1e-3)

    def test_the_blood_is_the_physiologys(self, panel):
        causes = {"gland_function": 0.5, "magnesium_leak_mM": 0.3, "month": 2, "breathing_times": 1.5}
        panel.set(mode=BY_CAUSE, **causes)
        found = blood(**causes)
        assert panel.state.blood == {name: getattr(found, name) for name in COMPUTED}
        alone = model().estimate(panel.state.blood, silent={("anxiety_gad7", "tetany")})
        assert panel.state.outcome == alone.outcomes["eyelid_twitch"]

    def test_the_blood_sliders_are_put_away_and_do_nothing(self, panel):
        panel.set(mode=BY_CAUSE)
        rows = {row.control.name: row for row in panel._rows}
        assert all(rows[name].layout.display == "none" for name in COMPUTED)
        assert all(rows[name].layout.display is None for name in CAUSES)
        before = panel.state.estimate
        panel.set(calcium_mM=0.7, magnesium_mM=None)
        assert panel.state.estimate == before
        panel.mode.value = "blood values"
        assert all(rows[name].layout.display is None for name in COMPUTED)
        assert all(rows[name].layout.display == "none" for name in CAUSES)
        assert panel.state.blood == {}

    def test_anxiety_reaches_tetany_by_ph_or_by_its_odds_ratio_never_both(self, panel):
        panel.set(symptom="tetany", anxiety_gad7=15)
        by_ratio = panel.state.outcome
        panel.mode.value = BY_CAUSE
        by_breath = panel.state.outcome
        place = list(model().factors).index("anxiety_gad7")
        assert by_ratio.steps[place] > 0
        assert by_breath.steps[place] == 0
        assert panel.state.blood["calcium_mM"] == blood(anxiety=1.0).calcium_mM < 1.2
        assert by_breath.likelihood > by_breath.reference

    def test_for_every_other_symptom_anxiety_counts_by_its_odds_ratio_alone(self, panel):
        panel.set(anxiety_gad7=15)
        by_ratio = panel.state.estimate.outcomes
        panel.mode.value = BY_CAUSE
        for name, outcome in panel.state.estimate.outcomes.items():
            if name != "tetany":
                assert outcome.likelihood == pytest.approx(by_ratio[name].likelihood, rel=1e-4), name

    def test_overbreathing_stands_beside_the_experiment_that_contradicts_it(self, panel):
        panel.set(mode=BY_CAUSE, breathing_times=2.0, symptom="tetany")
        for words in ("Steurer et al. 1997", "7 of 10", "no significant change of ionised calcium"):
            assert words in panel.figure.caption
        panel.symptom.value = "cramp"
        assert "Steurer" not in panel.figure.caption

    def test_anxiety_that_is_not_known_breathes_as_usual(self, panel):
        panel.set(mode=BY_CAUSE, anxiety_gad7=None, symptom="tetany")
        share = float(dose(model().factors["anxiety_gad7"], model().typical("anxiety_gad7")))
        assert panel.state.blood["calcium_mM"] == blood(anxiety=share).calcium_mM
        assert panel.state.tetany.high_per_100 > 0
        unknown = panel.state.tetany
        panel.set(anxiety_gad7=model().typical("anxiety_gad7"))
        assert unknown.high_per_100 >= panel.state.tetany.high_per_100


def test_what_lies_outside_the_table_is_said_to_count_as_its_end(panel):
    assert "counted" not in panel.figure.caption
    panel.set(caffeine_mg_day=800, sleep_h=9.0)
    assert "Caffeine 800 as 400 mg a day" in panel.figure.caption
    assert "9 as 7.5 h" in panel.figure.caption


class TestTabs:
    """Why, How sure and Details."""

    def test_nothing_is_made_before_it_is_opened(self, panel):
        assert panel._behind.selected_index is None
        assert panel._tabs == {}

    @pytest.mark.parametrize("scale", [0, 1])
    def test_the_bars_add_up_to_the_number_shown(self, panel, scale):
        why = open_tab(panel, WHY)
        why.scale.index = scale
        panel.use("hot marathon")
        outcome = panel.state.outcome
        assert outcome.reference + sum(outcome.people_steps) == pytest.approx(outcome.likelihood, abs=1e-12)
        assert why.scale.value == (LOG_ODDS if scale else "people per 100")
        assert why.figure.frame
        assert "Hardest effort" in why.figure.sentence or "effort" in why.figure.sentence.lower()

    def test_how_sure_counts_from_the_data(self, panel):
        panel.use("exam week")
        sure = open_tab(panel, HOW_SURE)
        everywhere = model().grades()
        assert everywhere.total() == 84
        for word, number in everywhere.items():
            assert re.search(rf"{word}</th><td>\d+</td><td>{number}</td>", sure.counts.value)
        assert "noisy-OR" in sure.figure.sentence

    def test_four_causes_far_out_are_called_never_studied(self, panel):
        sure = open_tab(panel, HOW_SURE)
        panel.set(sleep_h=4.5, caffeine_mg_day=400, anxiety_gad7=15)
        assert sure.banner.layout.visibility == "hidden"
        assert NEVER_STUDIED not in panel.sentence
        panel.set(stress_pss10=30)
        assert sure.banner.layout.visibility == "visible"
        assert NEVER_STUDIED in panel.sentence
        assert "not studied" in titles(panel)[0]

    def test_details_lead_from_every_bar_to_its_source(self, panel):
        details = open_tab(panel, DETAILS)
        for symptom in model().symptoms:
            panel.symptom.value = symptom
            for factor in model().factors:
                details.factor.value = factor
                row = model().effects[factor, symptom]
                assert f"{row.value:g} ({row.low:g} to {row.high:g})" in details.card.value
                assert evidence.source(row.source).html in details.card.value

    def test_details_open_at_the_longest_bar_and_say_what_overlap_took_off(self, panel):
        panel.use("exam week")
        details = open_tab(panel, DETAILS)
        assert details.factor.value == "stress_pss10"
        assert "+0.37 (+0.55 alone, before overlap is taken off)" in details.card.value

    def test_an_open_tab_follows_every_move(self, panel):
        for index in (WHY, HOW_SURE):
            tab = open_tab(panel, index)
            before = tab.figure.sentence
            panel.long_acting_beta_agonist.value = not panel.long_acting_beta_agonist.value
            assert tab.figure.sentence != before


class TestScenarios:
    """Fictional people, pinned and passed on."""

    def test_every_scenario_can_be_met(self, panel):
        assert len(panel.presets) >= 6
        for item in evidence.scenarios():
            panel._someone.value = item.label
            for name, value in item.values.items():
                assert panel.values()[name] == value
            assert item.story[:20] in panel._story.value or "&" in panel._story.value

    def test_moving_on_leaves_the_person_and_they_can_be_met_again(self, panel):
        panel._someone.value = "exam week"
        panel.sleep_h.value = 6.0
        assert panel._someone.value == SOMEONE
        panel._someone.value = "exam week"
        assert panel.sleep_h.value == 5.0

    def test_meeting_someone_keeps_the_symptom(self, panel):
        panel.symptom.value = "cramp"
        panel.use("new inhaler")
        assert panel.state.symptom == "cramp"

    def test_a_pinned_person_stands_beside_the_reference(self, panel):
        panel.use("exam week")
        panel.pin()
        panel.use("hot marathon")
        assert [title.split("<br>")[0] for title in titles(panel)] == [
            "these settings",
            "pinned",
            "the reference",
        ]
        assert "Pinned: 16" in panel.sentence
        panel.symptom.value = "cramp"
        assert "Pinned: 18" in panel.sentence
        panel.reset()
        assert len(titles(panel)) == 2

    def test_a_scenario_goes_out_as_text_and_comes_back(self, panel):
        dice = random.Random("scenarios as text")
        for _ in range(60):
            values = {name: dice.choice(control.legal()) for name, control in panel.controls.items()}
            panel.set(**values)
            text, state = panel.scenario_text(), panel.values()
            assert "\n" not in text
            assert "http" not in text
            panel.reset()
            panel.use_text(text)
            assert panel.values() == state

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("", "begins with “explorer;”"),
            ("sleep_h=5", "begins with “explorer;”"),
            ("explorer; naps=5", "“naps=5” is no setting"),
            ("explorer; sleep_h", "“sleep_h” is no setting"),
            ("explorer; sleep_h=1", "sleep_h must be between 3 and 9 h, got 1"),
            ("explorer; sleep_h=long", "sleep_h must be between 3 and 9 h, got 'long' (write a number"),
            ("explorer; sleep_h=5,5", "got '5,5' (write a number with a point, as in 5.5)"),
            ("explorer; sleep_h=nan", "sleep_h must be between 3 and 9 h, got nan"),
            ("explorer; diuretic=maybe", "diuretic must be True or False, got 'maybe' (write on, off or ?)"),
            ("explorer; symptom=hiccups", "symptom must be one of"),
            ("explorer; month=1.5", "month must be between 1 and 12, got '1.5'"),
            ("explorer; month=?", "month must be between 1 and 12"),
            ("explorer; symptom=?", "symptom must be one of"),
            ("explorer; sleep_h=5; sleep_h=6", "sleep_h stands there twice"),
            ("explorer; <script>alert(1)</script>=1", "is no setting"),
        ],
    )
    def test_a_wrong_text_is_explained_and_nothing_moves(self, panel, text, said):
        panel.use("exam week")
        before = panel.values()
        with pytest.raises(ValueError, match=re.escape(said)):
            panel.use_text(text)
        panel._share.pasted.value = text
        panel._share.use_pasted()
        assert "Nothing was moved" in panel._share.said.value
        assert "<script" not in panel._share.said.value
        assert panel.values() == before

    def test_text_is_forgiving_about_blanks_and_lines(self, panel):
        panel.use_text("\ufeff Explorer ;\n sleep_h = 5 ;; diuretic = true \n;calcium_mM=?; symptom=Cramp")
        assert panel.state.symptom == "cramp"
        assert (panel.sleep_h.value, panel.diuretic.value, panel.calcium_mM.value) == (5.0, True, None)

    def test_the_file_holds_settings_symptoms_and_bars(self, panel):
        panel.use("exam week")
        panel.calcium_mM.value = None
        rows = list(csv.DictReader(io.StringIO(panel.csv())))
        kinds = {
            kind: [row for row in rows if row["kind"] == kind] for kind in ("setting", "likelihood", "step")
        }
        assert {row["name"] for row in kinds["setting"]} >= set(model().factors)
        assert next(row for row in kinds["setting"] if row["name"] == "calcium_mM")["value"] == "not known"
        eyelid = next(row for row in kinds["likelihood"] if row["name"] == "eyelid_twitch")
        assert float(eyelid["value"]) == pytest.approx(panel.state.eyelid_twitch.per_100, rel=1e-5)
        assert len(kinds["step"]) == len(model().factors)
        assert {"symptom", "mode"} <= {row["name"] for row in kinds["setting"]}
        assert next(row for row in rows if row["name"] == "never_studied")["value"] == "yes"
        assert all(row["source"] and row["grade"] for row in kinds["step"])


class TestSeams:
    """Where state could drift apart from what is shown."""

    def test_causes_without_a_mode_set_the_mode(self, panel):
        panel.use_text("explorer; month=2")
        assert panel.state.mode == BY_CAUSE
        made = Explorer(start={"sun_min_day": 0})
        assert made.state.mode == BY_CAUSE
        made.close()

    def test_causes_and_values_of_the_blood_together_are_refused(self, panel):
        with pytest.raises(ValueError, match="month as a cause and calcium_mM as a value"):
            panel.use_text("explorer; month=2; calcium_mM=0.9")
        with pytest.raises(ValueError, match="calcium_intake_mg_day as a cause and magnesium_mM as a value"):
            Explorer(start=BloodCalcium().state)

    def test_another_explorers_state_is_a_start(self, panel):
        panel.set(symptom="cramp", mode=BY_CAUSE, month=2, sleep_h=5.0, caffeine_mg_day=None)
        made = Explorer(start=panel.state)
        assert made.values() == panel.values()
        made.close()

    def test_numpys_numbers_are_numbers_and_curves_are_left_out(self):
        class State:
            calcium_mM, sleep_h, caffeine_mg_day = np.array([1.0, 0.9]), np.float64(5), np.int64(200)

        made = Explorer(start=State())
        assert (made.calcium_mM.value, made.sleep_h.value, made.caffeine_mg_day.value) == (1.25, 5.0, 200)
        made.close()

    def test_a_pinned_crowd_that_nobody_studied_stays_grey(self, panel):
        panel.use("exam week")
        panel.pin()
        panel.set(sleep_h=7.5, caffeine_mg_day=0)
        assert ["not studied" in title for title in titles(panel)] == [False, True, False]

    def test_pinning_the_reference_is_no_third_crowd(self, panel):
        panel.use("exam week")
        panel.reset()
        panel.pin()
        assert len(titles(panel)) == 2

    def test_the_caption_of_a_pin_names_only_what_counts(self, panel):
        panel.set(calcium_mM=0.7)
        panel.set(mode=BY_CAUSE, month=2, sleep_h=None)
        panel.pin()
        caption = panel.figure.caption.split(".")[0]
        assert "Month 2" in caption
        assert "Ionised calcium" not in caption
        assert "not known h" not in caption

    def test_choosing_nobody_leaves_the_person_who_is_there(self, panel):
        panel.use("exam week")
        panel._someone.value = SOMEONE
        assert panel._someone.value == "exam week"

    def test_a_message_about_a_text_goes_with_the_next_move(self, panel):
        panel._share.pasted.value = "nonsense"
        panel._share.use_pasted()
        assert "Nothing was moved" in panel._share.said.value
        panel.sleep_h.value = 5.0
        assert panel._share.said.value == ""

    def test_the_usual_causes_move_no_bar(self, panel):
        why = open_tab(panel, WHY)
        panel.mode.value = BY_CAUSE
        assert "Nothing is moved" in why.figure.sentence

    def test_the_computed_blood_is_said_with_its_labels(self, panel):
        panel.mode.value = BY_CAUSE
        assert "Vitamin D, 25(OH)D 62 nmol/L" in panel._computed_words.value or (
            "Vitamin D, 25(OH)D 60 nmol/L" in panel._computed_words.value
        )
        panel.mode.value = "blood values"
        assert "Computed" not in panel._computed_words.value

    def test_an_unknown_anxiety_is_drawn_and_computed_calcium_is_not(self, panel):
        sure = open_tab(panel, HOW_SURE)
        panel.set(mode=BY_CAUSE, symptom="tetany", anxiety_gad7=None)
        drawn = sure.counts.value.split("everyday spread")[1]
        assert "Anxiety" in drawn
        assert "calcium" not in drawn

    def test_the_share_text_follows_while_it_is_open(self, panel):
        panel._share.unfold(True)
        panel.sleep_h.value = 5.0
        assert "sleep_h=5.00" in panel._share.text.value

    def test_the_focus_is_marked(self):
        made = Explorer(focus="calcium_mM")
        marked = [row.control.name for row in made._rows if "wmt-focus" in row._dom_classes]
        assert marked == ["calcium_mM"]
        made.close()

    def test_open_tabs_change_with_the_projector(self, panel):
        tabs = [open_tab(panel, index) for index in (WHY, HOW_SURE)]
        before = [tab.figure.skeleton["layout"]["font"]["size"] for tab in tabs]
        theme.mode.projector = True
        try:
            after = [tab.figure.skeleton["layout"]["font"]["size"] for tab in tabs]
        finally:
            theme.mode.projector = False
        assert all(big > small for big, small in zip(after, before, strict=True))

    def test_details_and_why_say_the_same_tiny_step(self, panel):
        panel.set(symptom="tetany", plain_water_percent=2.0)
        details = open_tab(panel, DETAILS)
        details.factor.value = "plain_water_percent"
        assert "+0.00" in details.card.value

    def test_a_silent_pair_is_called_silent(self, panel):
        panel.set(symptom="tetany", mode=BY_CAUSE, anxiety_gad7=15)
        details = open_tab(panel, DETAILS)
        details.factor.value = "anxiety_gad7"
        assert "silent here" in details.card.value
        panel.mode.value = "blood values"
        assert "silent here" not in details.card.value

    def test_noisy_or_outside_the_range_is_called_that(self, panel):
        sure = open_tab(panel, HOW_SURE)
        panel.set(symptom="tetany", magnesium_mM=0.45, calcium_mM=0.99)
        assert "outside the range" in sure.figure.sentence
        panel.set(magnesium_mM=0.85)
        assert "outside the range" not in sure.figure.sentence

    def test_a_tab_that_fails_is_logged_and_the_panel_lives_on(self, panel, monkeypatch, caplog):
        why = open_tab(panel, WHY)
        monkeypatch.setattr(why, "show", lambda state: 1 / 0)
        panel.sleep_h.value = 5.0
        assert any("could not show" in record.getMessage() for record in caplog.records)
        assert panel.state.values["sleep_h"] == 5.0
        caplog.clear()

    def test_a_removed_factor_is_gone_and_sources_come_from_the_same_folder(self, tmp_path):
        folder = tmp_path / "data"
        shutil.copytree(evidence.DATA_FOLDER, folder)
        for file in ("explorer_factors.csv", "explorer_effects.csv"):
            kept = [line for line in (folder / file).read_text(encoding="utf-8").splitlines(keepends=True)
                    if not line.startswith("statin_first_year,")]  # fmt: skip
            (folder / file).write_text("".join(kept), encoding="utf-8")
        stories = (
            (folder / "scenarios.yaml").read_text(encoding="utf-8").replace("statin_first_year", "diuretic")
        )
        (folder / "scenarios.yaml").write_text(stories, encoding="utf-8")
        made = Explorer.of(Data(folder))()
        assert "statin_first_year" not in made.values()
        assert open_tab(made, DETAILS).data.folder == folder
        made.close()


class TestOpenedFromALesson:
    """``Explorer(focus=..., start=...)``."""

    def test_a_mapping_or_a_state_gives_the_start(self):
        class State:
            calcium_mM, potassium_mM = 0.9, 4.0

        for start in ({"calcium_mM": 0.9}, State()):
            panel = Explorer(focus="calcium_mM", start=start)
            assert panel.calcium_mM.value == 0.9
            assert panel.state.symptom == "tetany"  # what low calcium does most
            panel.reset()
            assert panel.calcium_mM.value == 1.25
            panel.close()

    def test_a_lessons_value_off_the_scale_goes_to_its_end(self):
        class State:
            calcium_mM = 1.8

        panel = Explorer(focus="calcium_mM", start=State())
        assert panel.calcium_mM.value == Explorer.controls["calcium_mM"].high
        panel.close()

    def test_the_way_back_stands_at_the_top(self):
        panel = Explorer(focus="calcium_mM")
        words = "".join(getattr(part, "value", "") for part in boxes(panel) if type(part).__name__ == "HTML")
        assert 'href="04_calcium.ipynb"' in words
        panel.close()

    def test_a_wrong_focus_or_start_is_named(self):
        with pytest.raises(ValueError, match="focus must be one of exertion_cr10"):
            Explorer(focus="potassium_mM")
        with pytest.raises(ValueError, match="calcium_mM must be between"):
            Explorer(start={"calcium_mM": 9})
        with pytest.raises(ValueError, match="no control 'potassium_mM'"):
            Explorer(start={"potassium_mM": 4})
        with pytest.raises(ValueError, match="start has no field"):
            Explorer(start=object())


def test_a_new_row_is_a_new_factor_without_code(tmp_path):
    folder = tmp_path / "data"
    shutil.copytree(evidence.DATA_FOLDER, folder)
    with (folder / "explorer_factors.csv").open("a", encoding="utf-8") as file:
        file.write(
            "screen_h,did,Screen time,slider,h a day,0,12,0.5,4,8,exponential,1,,,1,5,10,,a working day: 8,"
            "02_neurotransmitters,kit_choice,assumption,A test row\n"
        )
    with (folder / "explorer_effects.csv").open("a", encoding="utf-8") as file:
        for symptom in model().symptoms:
            ratio = "3,1.5,6" if symptom == "eyelid_twitch" else "1,0.8,1.25"
            file.write(
                f"screen_h,{symptom},{ratio},plausible range,odds ratio,kit_choice,assumption,Test,A trial\n"
            )
    panel = Explorer.of(Data(folder))()
    assert isinstance(panel.screen_h, MaybeKnown)
    panel.screen_h.value = 8.0
    before = model().estimate({}).outcomes["eyelid_twitch"].reference
    odds = panel.state.outcome.likelihood / (1 - panel.state.outcome.likelihood)
    assert odds / (before / (1 - before)) == pytest.approx(3)
    assert "screen_h=8.0" in panel.scenario_text()
    open_tab(panel, WHY)
    assert "Screen time" in panel._tabs[WHY].figure.sentence
    panel.close()
    assert "screen_h" not in Explorer.controls


@pytest.mark.parametrize("name", ["symptom", "month", "focus"])
def test_a_factor_cannot_take_a_word_of_the_explorers_own(tmp_path, name):
    folder = tmp_path / "data"
    shutil.copytree(evidence.DATA_FOLDER, folder)
    for file in ("explorer_factors.csv", "explorer_effects.csv"):
        text = (folder / file).read_text(encoding="utf-8").replace("\nstress_pss10,", f"\n{name},")
        (folder / file).write_text(text, encoding="utf-8")
    stories = (folder / "scenarios.yaml").read_text(encoding="utf-8").replace("stress_pss10", name)
    (folder / "scenarios.yaml").write_text(stories, encoding="utf-8")
    with pytest.raises(DataError, match=f"explorer_factors.csv, row 11, column 'id': got '{name}'"):
        Explorer.of(Data(folder))
