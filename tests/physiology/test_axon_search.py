"""Thresholds, firing onset and stability: rows of the excitability brief, all identities of the squid model.

Where the model starts to fire is a property of the squid axon at 6.3 °C, not of people with low calcium.
"""

import numpy as np
import pytest

from helpers.physiology import axon_search
from helpers.physiology.axon import simulate
from helpers.physiology.axon_equations import (
    _gate_rates,
    _ion_current,
    gating_shift_mV,
    rest_mV,
    reversal_potentials_mV,
    steady_gates,
)
from helpers.physiology.axon_search import (
    _bisect,
    endless_from_mV,
    endless_rate_hz,
    fires_by_itself,
    firing_rate_hz,
    growth_per_ms,
    hopf_currents_uA_cm2,
    kick_threshold_mV,
    pulse_threshold_uA_cm2,
    rest_is_stable,
    rheobase_uA_cm2,
    silent_until_mV,
    sustained_onset_uA_cm2,
    sweep,
    unstable_potassium_mM,
)

CALCIUM = np.array([0.72, 0.81, 0.91, 1.01, 1.25, 1.55, 1.92])
POTASSIUM = np.array([2.5, 3.0, 3.5, 4.0, 4.5, 5.0, 5.5, 6.0])
SODIUM = np.array([120.0, 130.0, 140.0, 150.0])


@pytest.fixture(scope="module")
def rheobases():
    """One search for all: along the gating shift, along calcium, along potassium, along sodium."""
    shifts = np.array([-4.0, -2.0, 0.0, 2.0, 4.0, -7.0])
    calcium_shifts = gating_shift_mV(CALCIUM)
    shift = np.concatenate([shifts, calcium_shifts, 0 * POTASSIUM, 0 * SODIUM])
    potassium = np.concatenate([0 * shifts + 4, 0 * CALCIUM + 4, POTASSIUM, 0 * SODIUM + 4])
    sodium = np.concatenate([0 * shifts + 140, 0 * CALCIUM + 140, 0 * POTASSIUM + 140, SODIUM])
    found = rheobase_uA_cm2(shift, potassium, sodium)
    cuts = np.cumsum([shifts.size, CALCIUM.size, POTASSIUM.size])
    return dict(zip(("shift", "calcium", "potassium", "sodium"), np.split(found, cuts), strict=True))


@pytest.fixture(scope="module")
def kicks():
    return kick_threshold_mV(np.array([4.0, 2.0, 0.0, -2.0, -3.0, -4.0, -5.0, -5.5, -7.0]))


def test_kick_thresholds_of_section_c3_identity(kicks):
    assert kicks[:8] == pytest.approx([8.73, 7.63, 6.51, 5.34, 4.73, 4.12, 3.49, 3.17], abs=0.01)
    assert np.isnan(kicks[8]), "at -7 mV the axon fires by itself and needs no kick"


def test_t16_identity_sustained_onset():
    assert sustained_onset_uA_cm2(np.array([0.0, -4.0])) == pytest.approx([6.26, 1.98], abs=0.1)


def test_t17_t18_identity_rate_against_current():
    currents = np.array([7.0, 10.0, 20.0, 50.0, 5.0])
    assert firing_rate_hz(currents) == pytest.approx([58.3, 68.3, 86.5, 117.0, 0.0], abs=1)


def test_t26_identity_rest_loses_stability():
    edge = silent_until_mV()
    assert edge == pytest.approx(-6.756, abs=0.01)
    assert 1.25 * np.exp(edge / 9.32) == pytest.approx(0.605, abs=0.002)
    assert silent_until_mV(4.0, temperature_c=18.5) == pytest.approx(-9.29, abs=0.01)


def test_t27_identity_endless_rate():
    assert endless_rate_hz(np.array([-8.0, -10.0, -12.0, -15.0])) == pytest.approx([55, 62, 69, 80], abs=1.5)
    assert endless_rate_hz(-5.0) == 0


def test_t28_identity_rheobase_with_the_gates_shifted(rheobases):
    assert rheobases["shift"][[0, 4]] == pytest.approx([1.27, 3.16], rel=0.03)
    assert np.isnan(rheobases["shift"][5])


def test_t30_identity_rheobase_and_sodium(rheobases):
    assert rheobases["sodium"][[0, 2]] == pytest.approx([2.37, 2.24], rel=0.02)
    assert np.all(np.diff(rheobases["sodium"]) < 0), "less sodium outside makes firing a little harder"


def test_rheobase_rises_with_calcium_and_falls_with_potassium(rheobases):
    assert np.all(np.diff(rheobases["calcium"]) > 0)
    assert np.all(np.diff(rheobases["potassium"]) < 0)


def test_design_claim_rest_loses_stability_at_potassium_6_09():
    assert unstable_potassium_mM() == pytest.approx(6.09, abs=0.005)
    assert rest_is_stable(0.0, 6.08)
    assert fires_by_itself(0.0, 6.10)


def test_low_potassium_protects_and_high_potassium_unmasks_at_calcium_0_90():
    shift = gating_shift_mV(0.90)
    assert fires_by_itself(shift, [3.0, 3.5, 4.0, 5.1]).tolist() == [False, False, False, True]
    assert endless_rate_hz(shift, 5.0) > 40


def test_very_high_potassium_blocks():
    assert rest_is_stable(0.0, 20.0)
    assert simulate(100, potassium_mM=20.0, kick_mV=20).spikes == 0


def test_at_unusual_temperature_and_shift_a_disturbance_grows_or_dies():
    assert growth_per_ms(0.0) < 0 < growth_per_ms(-8.0)
    assert growth_per_ms(0.0, current_uA_cm2=20.0) > 0


def test_side_by_side_gives_what_one_trace_gives():
    shift, current = np.array([0.0, -3.0, 2.0]), np.array([10.0, 8.0, 15.0])
    together = sweep(190, gating_shift_mV=shift, current_uA_cm2=current)
    for i in range(3):
        alone = simulate(200, gating_shift_mV=shift[i], current_uA_cm2=current[i])
        assert together.spikes[i] == alone.spikes
        assert together.rate_hz[i] == pytest.approx(alone.rate_hz, rel=1e-3)


def test_one_spike_alone_has_no_rate_and_three_make_a_train():
    run = sweep(100, kick_mV=[0.0, 20.0], current_uA_cm2=0.0)
    assert run.spikes.tolist() == [0, 1]
    assert run.rate_hz.tolist() == [0.0, 0.0]
    firing = sweep(100, current_uA_cm2=20.0)
    assert firing.spikes > 3
    assert firing.still_firing
    assert firing.rate_hz == pytest.approx(86.5, abs=1)


@pytest.mark.parametrize(
    "axon",
    [
        {"potassium_mM": 5.0, "current_uA_cm2": 12.0},
        {"sodium_mM": 110.0, "current_uA_cm2": 30.0},
        {"gating_shift_mV": -4.0, "kick_mV": 30.0},
        {"gating_shift_mV": 2.0, "kick_mV": 7.0},
        *({"gating_shift_mV": shift, "current_uA_cm2": 80.0} for shift in (-10.0, 10.0)),  # low swings
    ],
    ids=str,
)
def test_salts_and_kicks_do_to_many_what_they_do_to_one(axon):
    together, alone = sweep(90, **axon), simulate(100, **axon)
    assert together.spikes == alone.spikes
    assert together.rate_hz == pytest.approx(alone.rate_hz, rel=1e-3)


def test_firing_that_ended_is_not_going_on():
    ended = sweep(200, current_uA_cm2=[10.0, 10.0], pulse_ms=80.0)
    assert (ended.spikes >= 3).all()
    assert not ended.still_firing.any()
    assert simulate(210, current_uA_cm2=10.0, stop_ms=90).spikes == ended.spikes[0]


def test_two_spikes_have_a_rate_and_a_third_makes_them_a_train_until_the_next_is_overdue():
    two, three = sweep(25, current_uA_cm2=10.0), sweep(34, current_uA_cm2=10.0)
    assert (two.spikes, two.still_firing) == (2, False)
    assert two.rate_hz == pytest.approx(67, abs=1)
    assert (three.spikes, three.still_firing) == (3, True)
    stopped = {"current_uA_cm2": [[10.0, 10.0]], "pulse_ms": 33.0}  # the third spike was at 32 ms, 15 apart
    assert sweep(48, **stopped).still_firing.tolist() == [[True, True]]
    overdue = sweep(60, **stopped)
    assert overdue.spikes.tolist() == [[3, 3]]
    assert overdue.still_firing.tolist() == [[False, False]]
    assert overdue.rate_hz.shape == (1, 2)


def test_a_run_that_stops_at_the_first_spike_waits_for_the_last_axon():
    first = sweep(100, current_uA_cm2=[20.0, 3.0], stop_at_spike=True)
    assert (first.spikes > 0).all()
    assert first.spikes.sum() < sweep(100, current_uA_cm2=[20.0, 3.0]).spikes.sum()


def test_noise_shakes_each_axon_on_its_own_and_adds_up_with_the_square_root_of_time():
    quiet = sweep(100, gating_shift_mV=np.zeros(40))
    shaken = sweep(100, gating_shift_mV=np.zeros(40), noise_mV=3.0, seed=2)
    assert quiet.spikes.sum() == 0
    again = sweep(100, gating_shift_mV=np.zeros(40), noise_mV=3.0, seed=2)
    assert again.spikes.tolist() == shaken.spikes.tolist(), "the same seed, the same noise"
    assert len(set(shaken.spikes.tolist())) > 1
    assert sweep(100, gating_shift_mV=np.zeros(40), noise_mV=1.0, seed=2).spikes.sum() < shaken.spikes.sum()
    assert 1 < shaken.spikes.mean() < 5, "noise of its own for each step would give none, or far more"


def test_published_thresholds_come_out_of_a_short_search_too(monkeypatch):
    monkeypatch.setattr(axon_search, "SEARCH_MS", 25.0)
    kicks = kick_threshold_mV([0.0, -4.0, -7.0])
    assert kicks == pytest.approx([6.51, 4.12, np.nan], abs=0.01, nan_ok=True)
    assert kick_threshold_mV(0.0, 5.0) < kicks[0] < kick_threshold_mV(0.0, 4.0, 100.0)
    assert rheobase_uA_cm2([0.0, -7.0]) == pytest.approx([2.24, np.nan], rel=0.05, nan_ok=True)
    assert rheobase_uA_cm2(0.0, 5.0) < 1.6
    assert rheobase_uA_cm2(0.0, 4.0, 100.0) > 2.5


def test_what_is_asked_without_arguments_is_asked_of_the_healthy_axon(monkeypatch):
    monkeypatch.setattr(axon_search, "SEARCH_MS", 25.0)
    assert rheobase_uA_cm2() == rheobase_uA_cm2(0.0, 4.0, 140.0)
    assert kick_threshold_mV() == kick_threshold_mV(0.0, 4.0, 140.0)
    assert pulse_threshold_uA_cm2() == pulse_threshold_uA_cm2(1.0, 0.0, 4.0, 140.0)
    assert not fires_by_itself()
    assert growth_per_ms() == growth_per_ms(0.0, 4.0, 140.0, 0.0, 6.3)


def test_firing_without_end_asks_for_more_current_than_one_spike(monkeypatch):
    monkeypatch.setattr(axon_search, "SEARCH_MS", 90.0)
    onset = sustained_onset_uA_cm2(np.array([0.0, -4.0, -7.0]))
    assert onset == pytest.approx([6.2, 2.0, np.nan], abs=0.3, nan_ok=True)
    assert onset[0] > 2 * rheobase_uA_cm2()
    assert sustained_onset_uA_cm2() == onset[0]


@pytest.mark.parametrize(("potassium", "celsius"), [(2.5, 6.3), (4.0, 6.3), (5.5, 6.3), (4.0, 18.5)])
def test_where_rest_gives_way_a_disturbance_neither_grows_nor_dies(potassium, celsius):
    edge = silent_until_mV(potassium, celsius)
    growth = [growth_per_ms(edge + step, potassium, temperature_c=celsius) for step in (-1e-6, 1e-6)]
    assert growth[0] > 0 > growth[1]
    if celsius == 6.3 and potassium >= 4:
        assert unstable_potassium_mM(edge) == pytest.approx(potassium)


def swings_mV(shift, sodium, kick_mV=1e-4, duration_ms=80.0, step_ms=0.02):
    """Times and heights of the swings about rest after a tiny kick, by Runge-Kutta on the plain equations."""
    rest = float(rest_mV(shift, 4.0, sodium))
    e_na, e_k = reversal_potentials_mV(4.0, sodium)

    def change(y):
        gates = [a * (1 - x) - b * x for x, (a, b) in zip(y[1:], _gate_rates(y[0] - shift), strict=True)]
        return np.array([-_ion_current(y[0], y[1:], e_na, e_k), *gates])

    y, voltages = np.array([rest + kick_mV, *steady_gates(rest, shift)]), []
    for _ in range(round(duration_ms / step_ms)):
        a = change(y)
        b = change(y + step_ms / 2 * a)
        c = change(y + step_ms / 2 * b)
        y = y + step_ms / 6 * (a + 2 * b + 2 * c + change(y + step_ms * c))
        voltages.append(float(y[0]) - rest)
    v = np.array(voltages)
    top = 1 + np.flatnonzero((v[1:-1] > v[:-2]) & (v[1:-1] >= v[2:]))
    return step_ms * top, v[top]


@pytest.mark.parametrize(("shift", "sodium"), [(-8.0, 140.0), (-8.0, 100.0), (-6.0, 140.0)])
def test_a_tiny_disturbance_grows_or_dies_at_the_rate_that_is_told(shift, sodium):
    times, heights = swings_mV(shift, sodium)
    seen = np.log(heights[-1] / heights[-2]) / (times[-1] - times[-2])
    assert growth_per_ms(shift, 4.0, sodium) == pytest.approx(seen, abs=0.0005)


def test_no_potassium_unsettles_an_axon_that_is_blocked_at_the_highest_tried():
    assert fires_by_itself(-12.0, 4.0)
    assert np.isnan(unstable_potassium_mM(-12.0)), "its rest gives way below 3 mmol/L and holds again at 8"


def test_the_edge_of_endless_firing_is_searched_above_the_edge_of_rest(monkeypatch):
    potassium = np.array([3.0, 4.0, 5.0])
    wanted = silent_until_mV(potassium) + np.array([0.3, 1.0, 3.5])

    def rate_hz(shift, potassium_mM):
        assert potassium_mM is potassium
        return np.where(shift < wanted, 50.0, 0.0)

    monkeypatch.setattr(axon_search, "endless_rate_hz", rate_hz)
    assert endless_from_mV(potassium) == pytest.approx(wanted, abs=0.005)
    assert np.all(endless_from_mV(potassium) <= wanted), "there it does go on"


def test_a_short_pulse_must_be_strong_and_carries_the_charge_of_a_kick(monkeypatch):
    monkeypatch.setattr(axon_search, "SEARCH_MS", 25.0)
    brief, longer = pulse_threshold_uA_cm2(0.1), pulse_threshold_uA_cm2(1.0)
    assert brief > 8 * longer > 8 * 2.24
    assert 0.1 * brief == pytest.approx(6.51, rel=0.05), "charge over capacitance is the kick"
    assert pulse_threshold_uA_cm2(1.0, 0.0, 5.0) < longer < pulse_threshold_uA_cm2(1.0, 0.0, 4.0, 100.0)
    assert np.isnan(pulse_threshold_uA_cm2(1.0, -7.0))


def test_identity_the_two_currents_between_which_rest_is_unstable():
    first, last = hopf_currents_uA_cm2()
    assert first == pytest.approx(9.78, abs=0.02)
    assert last == pytest.approx(154.5, abs=0.5)
    assert hopf_currents_uA_cm2(-4.0)[0] < first < hopf_currents_uA_cm2(0.0, 3.0)[0]


def test_answers_have_the_shape_of_the_questions():
    run = sweep(5, gating_shift_mV=np.zeros((2, 1)), kick_mV=[0.0, 5.0, 20.0])
    assert run.spikes.tolist() == [[0, 0, 1], [0, 0, 1]]
    assert rest_is_stable(np.zeros((2, 1)), np.full(3, 4.0)).shape == (2, 3)
    assert np.shape(growth_per_ms()) == ()


def test_bisect_finds_the_smallest_that_passes_and_says_where_none_does():
    assert _bisect(lambda x: x > np.array([1.0, 9.0]), [0.0, 0.0], [4.0, 4.0], 30) == pytest.approx(
        [1.0, np.nan], nan_ok=True
    )


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: sweep(0), "duration_ms must be between 1 and 10000 ms, got 0"),
        (lambda: sweep(5, kick_mV="x"), "kick_mV must be between -50 and 90 mV, got 'x'"),
        (
            lambda: sweep(5, noise_mV=-1),
            "noise_mV must be between 0 and 10 mV per square root of 1 ms, got -1",
        ),
        (lambda: pulse_threshold_uA_cm2(0), "pulse_ms must be between 0.1 and 100 ms, got 0"),
        (lambda: sweep(5, pulse_ms=0), "pulse_ms must be between 0.1 and 10000 ms, got 0"),
        (lambda: sweep(5, current_uA_cm2=301), "current_uA_cm2 must be between -100 and 300 µA/cm², got 301"),
        (lambda: silent_until_mV(21), "potassium_mM must be between 1 and 20 mmol/L, got 21"),
        (lambda: silent_until_mV(4, 41), "temperature_c must be between 0 and 40 °C, got 41"),
        (lambda: endless_from_mV(0.5), "potassium_mM must be between 1 and 20 mmol/L, got 0.5"),
        (lambda: unstable_potassium_mM(41), "gating_shift_mV must be between -40 and 40 mV, got 41"),
        (lambda: growth_per_ms(0, 0), "potassium_mM must be between 1 and 20 mmol/L, got 0"),
        (lambda: growth_per_ms(0, 4, 10), "sodium_mM must be between 50 and 300 mmol/L, got 10"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value) == message
