"""The motor-unit panel: what it says, shows and plays agree with the physiology under it."""

from __future__ import annotations

import asyncio
import io
import wave

import numpy as np
import pytest

from helpers import theme
from helpers.figures.motor_unit import ALONE, PULL, TOGETHER
from helpers.panels import motor_unit
from helpers.panels.motor_unit import LOUDNESS, MotorUnit, wav
from helpers.physiology.motor_unit import (
    CRAMP_RATE,
    FALLS_BACK,
    FUSED_RIPPLE,
    TETANUS_TO_TWITCH,
    TREMBLING_RIPPLE,
    force_fraction,
    ripple,
)
from helpers.records import MARKS


@pytest.fixture
def panel():
    made = MotorUnit()
    yield made
    made.close()


def samples(sound):
    """Sample rate and samples (-1 to 1) of WAV bytes."""
    with wave.open(io.BytesIO(sound), "rb") as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        return file.getframerate(), np.frombuffer(file.readframes(file.getnframes()), "<i2") / 32767


def thumps(sound):
    """How many separate waves a sound holds: silences of more than 4 ms divide them."""
    rate, heard = samples(sound)
    loud = np.flatnonzero(np.abs(heard) > 0.1)
    return int(np.sum(np.diff(loud) > 0.004 * rate)) + 1


@pytest.mark.parametrize(
    ("preset", "word"),
    [
        ("single twitches", "single twitches"),
        ("unfused", "unfused (trembling)"),
        ("fused (tetanus)", "fused"),
    ],
)
def test_a_preset_keeps_what_its_name_promises(panel, preset, word):
    panel.use(preset)
    assert panel.state.word == word
    assert word in panel.sentence
    assert panel.frame_now()["what it is called"]["text"] == [word]


def test_single_twitches_are_single_and_the_reference_overlaps(panel):
    assert panel.state.word == "twitches that overlap (unfused)"
    panel.use("single twitches")
    assert panel.state.alone_lowest_twitches < 0.05
    assert panel.state.highest_twitches == pytest.approx(1.0, abs=0.01)


def test_the_cramp_preset_fires_at_the_measured_rate(panel):
    panel.use("a cramp's rate")
    assert panel.state.rate_hz == CRAMP_RATE
    assert panel.state.units > 1


@pytest.mark.parametrize("rate_hz", [2.0, 5.0, 12.0, 30.0, 60.0])
@pytest.mark.parametrize("contraction_time_ms", [30, 75, 120])
def test_the_drawn_force_has_the_ripple_and_mean_of_the_model(panel, rate_hz, contraction_time_ms):
    panel.set(rate_hz=rate_hz, contraction_time_ms=contraction_time_ms)
    drawn = panel.frame_now()[PULL]["y"][panel.state.time_s >= 1.0]
    assert np.ptp(drawn) / drawn.mean() == pytest.approx(ripple(rate_hz, contraction_time_ms), abs=0.02)
    mean = TETANUS_TO_TWITCH * force_fraction(rate_hz, contraction_time_ms)
    assert drawn.mean() == pytest.approx(mean, rel=0.03)
    assert panel.state.mean_twitches == pytest.approx(mean)
    assert panel.state.ripple == pytest.approx(ripple(rate_hz, contraction_time_ms), abs=0.02)


def test_one_twitch_at_a_time_is_one_twitch_high(panel):
    panel.rate_hz.value = 1.0
    assert panel.state.highest_twitches == pytest.approx(1.0, abs=0.01)
    assert panel.frame_now()[PULL]["y"].max() == pytest.approx(1.0, rel=0.01)


def test_a_fused_pull_is_nine_twitches(panel):
    panel.use("fused (tetanus)")
    assert panel.state.mean_twitches == pytest.approx(TETANUS_TO_TWITCH, rel=0.005)


def test_more_units_pull_harder_and_more_evenly(panel):
    before = panel.state
    panel.units.value = 6
    assert panel.state.mean_twitches == pytest.approx(6 * before.mean_twitches)
    assert panel.frame_now()[TOGETHER]["y"] == pytest.approx([6 * before.mean_twitches])
    assert panel.state.share_twitches == pytest.approx(before.mean_twitches)
    assert panel.state.ripple < before.ripple / 3
    assert panel.state.word == before.word
    assert f"{panel.state.mean_twitches:.1f} times one twitch on average" in panel.sentence
    assert f"One alone swings between 0.6 and 1.3: {panel.state.word}" in panel.sentence


def test_the_sentence_names_rate_average_swing_word_and_reference(panel):
    panel.rate_hz.value = 10.0
    state, reference = panel.state, panel.reference
    for part in (
        "At 10 per second",
        f"{state.mean_twitches:.1f} times one twitch on average",
        f"swings between {state.lowest_twitches:.1f} and {state.highest_twitches:.1f}",
        f"Reference, {reference.rate_hz:g} per second: {reference.mean_twitches:.1f}.",
    ):
        assert part in panel.sentence
    assert state.word in panel.sentence
    assert "%" not in panel.sentence


def test_what_does_not_change_when_rounded_hardly_swings(panel):
    panel.set(rate_hz=60.0, contraction_time_ms=120)
    assert "hardly swings" in panel.sentence


def test_picture_and_sentence_use_one_unit(panel):
    panel.use("a cramp's rate")
    frame, state = panel.frame_now(), panel.state
    steady = state.time_s >= 1.0
    assert frame[PULL]["y"][steady].mean() == pytest.approx(state.share_twitches, rel=0.03)
    assert frame[ALONE]["y"][steady].max() == pytest.approx(state.alone_highest_twitches)
    assert frame["how much together"]["text"][0] in panel.sentence


@pytest.mark.parametrize("rate_hz", [1.0, 3.0, 5.0, 12.0])
def test_there_is_one_thump_in_the_sound_for_each_spike(panel, rate_hz):
    panel.rate_hz.value = rate_hz
    assert thumps(panel.sound.value) == len(panel.state.spike_times_s[0])


def test_the_sound_is_two_quiet_seconds_that_wait_to_be_played(panel):
    rate, heard = samples(panel.sound.value)
    assert len(heard) == 2 * rate
    assert 0.9 * LOUDNESS < np.abs(heard).max() <= LOUDNESS < 0.5
    assert (panel.sound.autoplay, panel.sound.loop, panel.sound.controls) == (False, False, True)


def test_the_sound_follows_the_sliders_and_comes_back_with_reset(panel):
    first = panel.sound.value
    panel.contraction_time_ms.value = 100
    assert panel.sound.value == first  # how fast the muscle is, its nerve does not hear
    panel.rate_hz.value = 40.0
    assert panel.sound.value != first
    panel.reset()
    assert panel.sound.value == first


def test_while_a_slider_is_dragged_no_sound_is_made(panel, monkeypatch):
    monkeypatch.setattr(motor_unit, "REST_S", 0.001)
    first, made = panel.sound.value, []
    panel.sound.observe(lambda change: made.append(change.new), "value")

    async def drag():
        for rate_hz in (10.0, 20.0, 30.0):
            panel.rate_hz.value = rate_hz
        assert made == []
        await asyncio.wait_for(sounded.wait(), 10)
        panel.contraction_time_ms.value = 100  # the same sound: the clip is left alone
        assert panel._later is None

    sounded = asyncio.Event()
    panel.sound.observe(lambda _: sounded.set(), "value")
    asyncio.run(drag())
    assert len(made) == 1
    panel.reset()
    assert panel.sound.value == first


def test_a_closed_panel_makes_no_more_sound(monkeypatch):
    monkeypatch.setattr(motor_unit, "REST_S", 0.0)
    made = []

    async def drag_and_close():
        panel = MotorUnit()
        monkeypatch.setattr(panel, "_record", lambda: made.append(1))
        panel.rate_hz.value = 10.0
        panel.close()
        await asyncio.sleep(0.01)

    asyncio.run(drag_and_close())
    assert made == []


def test_the_room_for_words_follows_the_projector(panel):
    heights = [panel.figure.layout.min_height]
    try:
        theme.mode.projector = True
        heights.append(panel.figure.layout.min_height)
    finally:
        theme.mode.projector = False
    heights.append(panel.figure.layout.min_height)
    desk, projector, again = [int(height.removesuffix("px")) for height in heights]
    assert desk == again < projector


def test_units_do_not_change_the_room_a_panel_takes(panel):
    before = panel.figure.layout.min_height
    panel.use("a cramp's rate")
    assert panel.figure.layout.min_height == before
    assert panel.figure.skeleton["layout"]["height"] == panel.skeleton(theme.DESK)["layout"]["height"]


def test_the_player_stands_among_the_controls(panel):
    controls = panel.children[1]
    assert panel.sound in controls.children[-1].children


def test_a_sound_keeps_its_samples():
    rate, heard = samples(wav(np.array([0.0, 1.0, -1.0]), 8000))
    assert rate == 8000
    assert heard == pytest.approx([0, LOUDNESS, -LOUDNESS], abs=1e-4)


def test_the_chosen_cut_offs_are_called_an_assumption_on_screen(panel):
    words = " ".join(str(getattr(child, "value", "")) for child in panel.children)
    for cut_off in (FALLS_BACK, TREMBLING_RIPPLE, FUSED_RIPPLE):
        assert f"{cut_off:.0%}" in words
        assert "\u00a0".join(MARKS[cut_off.confidence]) in words
    assert "\u00a0".join(MARKS[CRAMP_RATE.confidence]) in words and "Minetto" in words


def test_the_chain_touches_nerve_junction_and_muscle_only(panel):
    panel.rate_hz.value = 10.0
    chain = panel.chain(panel.state, panel.reference)
    assert set(chain) == {"axon", "junction", "muscle"}
    assert "5.1 times" in chain["muscle"]
    panel.reset()
    assert panel.chain(panel.state, panel.reference)["muscle"] == panel.state.word


def test_units_out_of_step_hide_the_trembling_of_each(panel):
    panel.use("a cramp's rate")
    steady = panel.state.time_s >= 1.0
    frame = panel.frame_now()
    together, alone = frame[PULL]["y"][steady], frame[ALONE]["y"][steady]
    assert np.ptp(together) < np.ptp(alone) / 3
    assert together.mean() == pytest.approx(alone.mean(), rel=0.03)
    assert frame["what it is called"]["text"] == ["unfused (trembling)"]
    panel.units.value = 1
    assert len(panel.frame_now()[ALONE]["y"]) == 0


def test_at_the_reference_the_sentence_says_so_before_and_after_a_move(panel):
    first = panel.sentence
    assert first.endswith("This is the reference.")
    panel.contraction_time_ms.value = 40
    assert "Reference, 5 per second" in panel.sentence
    panel.reset()
    assert panel.sentence == first


def test_closing_silences_the_player(panel):
    sound = panel.sound
    panel.close()
    assert sound.comm is None
