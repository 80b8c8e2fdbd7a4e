"""One trace at a time: the spike itself, accuracy against a far finer calculation, and what a trace tells."""

from dataclasses import FrozenInstanceError

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.physiology import axon
from helpers.physiology.axon import simulate, spike_times
from helpers.physiology.axon_equations import (
    LEAK_CONDUCTANCE,
    LEAK_REVERSAL,
    _gate_rates,
    _ion_current,
    rest_mV,
    reversal_potentials_mV,
    steady_gates,
)
from helpers.physiology.axon_search import sweep

FIRING = np.array([  # gating shift, potassium, current, kick
    (0.0, 4.0, 10.0, 0.0), (-8.0, 4.0, 0.0, 5.0), (0.0, 2.5, 15.0, 0.0), (3.0, 5.0, 20.0, 0.0)
])  # fmt: skip


@pytest.fixture(scope="module")
def fine_traces():
    """The times, and side by side the voltages, that a far finer calculation gives for ``FIRING``."""
    return fine_trace(*FIRING.T)


def fine_trace(shift, potassium, current, kick, duration_ms=60.0, step_ms=0.01):
    """Fourth-order Runge-Kutta on the plain equations; stimulus from 10 ms. Returns time and voltage."""
    e_na, e_k = reversal_potentials_mV(potassium)
    y = np.array([rest_mV(shift, potassium), *steady_gates(rest_mV(shift, potassium), shift)])

    def change(y, now):
        rates = _gate_rates(y[0] - shift)
        gates = [a * (1 - x) - b * x for x, (a, b) in zip(y[1:], rates, strict=True)]
        return np.array([now - _ion_current(y[0], y[1:], e_na, e_k), *gates])

    voltages = [y[0]]
    for k in range(round(duration_ms / step_ms)):
        y[0] += kick if k == round(10 / step_ms) else 0.0
        now = current * (k >= round(10 / step_ms))
        a = change(y, now)
        b = change(y + step_ms / 2 * a, now)
        c = change(y + step_ms / 2 * b, now)
        d = change(y + step_ms * c, now)
        y = y + step_ms / 6 * (a + 2 * b + 2 * c + d)
        voltages.append(y[0].copy())
    return step_ms * np.arange(len(voltages)), np.array(voltages)


def test_t12_and_t13_identity_peak_and_after_hyperpolarisation():
    trace = simulate(50, kick_mV=15, kick_ms=0)
    assert trace.peak_mV == pytest.approx(40.4, abs=1)
    assert trace.voltage_mV.min() == pytest.approx(-76.2, abs=0.5)
    assert trace.spikes == 1


def test_t14_identity_six_millivolts_fail_and_seven_fire():
    assert simulate(50, kick_mV=6).spikes == 0
    assert simulate(50, kick_mV=7).spikes == 1


def test_t17_and_t18_identity_firing_rates():
    assert simulate(300, current_uA_cm2=10).rate_hz == pytest.approx(68.3, abs=1)
    assert simulate(300, current_uA_cm2=20).rate_hz == pytest.approx(86.5, abs=1)


def test_t21_identity_no_spike_at_body_temperature():
    trace = simulate(20, kick_mV=20, kick_ms=1, temperature_c=37)
    assert trace.peak_mV < 0
    assert trace.spikes == 0


def test_t27_identity_firing_by_itself_gets_faster_as_the_gates_shift_further():
    rates = [simulate(300, gating_shift_mV=shift, from_healthy=True).rate_hz for shift in (-8.0, -12.0)]
    assert rates == pytest.approx([55, 69], abs=1.5)


def test_warmth_shrinks_the_spike():
    peaks = [simulate(30, kick_mV=20, kick_ms=1, temperature_c=c).peak_mV for c in (6.3, 18.5, 25, 30)]
    assert peaks == pytest.approx([40.8, 33, 23, 12], abs=1)


@pytest.mark.parametrize("number", range(len(FIRING)), ids=lambda number: str(FIRING[number]))
def test_spike_times_within_a_thousandth_of_a_far_finer_calculation(number, fine_traces):
    shift, potassium, current, kick = FIRING[number].tolist()
    exact = spike_times(fine_traces[0], fine_traces[1][:, number])
    ours = simulate(
        60, gating_shift_mV=shift, potassium_mM=potassium, current_uA_cm2=current, kick_mV=kick
    ).spike_times_ms
    assert ours.size == exact.size > 1
    assert np.abs((ours - exact) / (exact - 10)).max() < 0.001


def test_the_gates_on_request_follow_the_fine_calculation_and_sum_up_the_current():
    trace = simulate(60, current_uA_cm2=10, gates=True)
    e_na, e_k = reversal_potentials_mV()
    inward = _ion_current(trace.voltage_mV, (trace.m, trace.h, trace.n), e_na, e_k)
    slope = np.gradient(trace.voltage_mV, trace.time_ms)
    quiet = np.abs(np.gradient(slope, trace.time_ms)) < 20  # away from the sharpest turns
    assert np.abs(trace.current_uA_cm2 - inward - slope)[quiet].max() < 1.5
    assert simulate(20).m is None


def test_anode_break_a_spike_after_an_inhibiting_current_ends():
    trace = simulate(100, current_uA_cm2=-10, start_ms=5, stop_ms=55)
    assert trace.spikes == 1
    assert 55 < trace.spike_times_ms[0] < 65


def test_an_untouched_healthy_axon_stays_at_rest():
    trace = simulate(100)
    assert np.ptp(trace.voltage_mV) < 0.02
    assert trace.spikes == 0
    assert trace.rate_hz == 0
    assert not trace.still_firing


def test_still_firing_tells_endless_firing_from_one_spike():
    assert simulate(150, current_uA_cm2=10).still_firing
    assert not simulate(150, current_uA_cm2=4).still_firing
    assert not simulate(150, current_uA_cm2=10, stop_ms=80).still_firing


def test_kicked_bistable_axon_goes_on_and_its_neighbour_does_not():
    assert simulate(400, gating_shift_mV=-6.2, kick_mV=15).still_firing
    assert not simulate(400, gating_shift_mV=-5.4, kick_mV=15).still_firing
    assert simulate(400, gating_shift_mV=-6.2).spikes == 0


def test_the_trace_knows_its_conditions_and_cannot_be_changed():
    trace = simulate(20, gating_shift_mV=-3, potassium_mM=3.5, sodium_mM=130, current_uA_cm2=2, start_ms=5)
    assert (trace.gating_shift_mV, trace.potassium_mM, trace.sodium_mM) == (-3.0, 3.5, 130.0)
    assert trace.rest_mV == pytest.approx(float(rest_mV(-3, 3.5, 130)))
    assert trace.time_ms.size == trace.voltage_mV.size == trace.current_uA_cm2.size == 801
    assert trace.current_uA_cm2[[0, 199, 200, 800]].tolist() == [0, 0, 2, 2]
    with pytest.raises(ValueError, match="read-only"):
        trace.voltage_mV[0] = 0
    with pytest.raises(FrozenInstanceError):
        trace.rest_mV = 0


def test_the_cached_table_is_one_and_cannot_be_spoilt():
    axon._gate_table.cache_clear()
    simulate(5)
    sweep(1)
    assert axon._gate_table.cache_info().currsize == 1
    with pytest.raises(ValueError, match="read-only"):
        axon._gate_table(axon.TIME_STEP_MS, 1.0)[0, 0] = 0


@pytest.mark.parametrize(
    ("voltages", "found"),
    [
        ([-10.0, 30.0, -5.0, -1.0], [0.25]),
        ([-10.0, 0.0, 10.0, -10.0], [1.0]),  # to touch the level is to reach it
        ([0.0, 10.0, -10.0, -1.0], []),  # what starts there has not climbed to it
        ([-10.0, 10.0, -10.0, 30.0], [0.5, 2.25]),
    ],
)
def test_a_spike_is_a_climb_through_nought_timed_between_the_samples(voltages, found):
    assert spike_times(np.arange(4.0), np.array(voltages)) == pytest.approx(found)


TWO_ROWS = "time_ms and voltage_mV must be two rows of equal length, ms and mV"


@pytest.mark.parametrize(
    ("times", "voltages", "message"),
    [
        ("now", [0.0], "time_ms must be one row of times in ms, got 'now'"),
        ([0.0], "high", "voltage_mV must be one row of voltages in mV, got 'high'"),
        (
            [0.0, 1.0],
            [0.0],
            f"{TWO_ROWS}, got shapes (2,) and (1,)",
        ),
        (
            [[0.0, 1.0]],
            [[0.0, 1.0]],
            f"{TWO_ROWS}, got shapes (1, 2) and (1, 2)",
        ),
    ],
)
def test_rows_that_are_none_are_named(times, voltages, message):
    with pytest.raises(ValueError) as error:
        spike_times(times, voltages)
    assert str(error.value) == message


def test_a_trace_says_how_far_it_still_was_from_the_next_spike():
    def trace(*spikes, end_ms):
        row = np.array([0.0, end_ms])
        return axon.Trace(row, row, row, np.array(spikes), -65.0, 0.0, 4.0, 140.0, 6.3)

    assert trace(end_ms=50.0).rate_hz == trace(10.0, end_ms=50.0).rate_hz == 0.0
    assert trace(10.0, 30.0, end_ms=50.0).rate_hz == 50.0
    assert trace(5.0, 10.0, 30.0, end_ms=50.0).rate_hz == 50.0, "the last interval counts"
    assert not trace(10.0, 30.0, end_ms=31.0).still_firing, "two spikes are no train"
    assert trace(5.0, 10.0, 30.0, end_ms=59.0).still_firing
    assert not trace(5.0, 10.0, 30.0, end_ms=61.0).still_firing
    assert trace(5.0, end_ms=61.0).peak_mV == 61.0


def test_far_below_the_table_of_voltages_the_gates_stay_as_at_its_end():
    trace = simulate(60, current_uA_cm2=-100, start_ms=0, gates=True)
    only_the_leak = LEAK_REVERSAL - 100 / LEAK_CONDUCTANCE
    assert trace.voltage_mV[-1] == pytest.approx(only_the_leak, abs=1.0)
    assert (trace.m[-1], trace.h[-1], trace.n[-1]) == pytest.approx((0, 1, 0), abs=0.01)


def test_a_trace_lasts_a_tenth_of_a_second_and_is_left_alone_unless_told():
    trace = simulate()
    assert (trace.time_ms[0], trace.time_ms[-1]) == pytest.approx((0.0, 100.0))
    assert (trace.temperature_c, trace.potassium_mM, trace.sodium_mM) == pytest.approx((6.3, 4.0, 140.0))
    assert trace.spikes == 0
    assert simulate(current_uA_cm2=1.0).current_uA_cm2[[399, 400, -1]].tolist() == [0.0, 1.0, 1.0]


def test_a_moment_at_which_nothing_happens_changes_nothing():
    whole = simulate(60, current_uA_cm2=10)
    for moment_ms in (20.0, 33.0, 47.3):  # the run is cut in two there, gates and voltage brought level
        cut = simulate(60, current_uA_cm2=10, kick_mV=0.0, kick_ms=moment_ms)
        assert cut.voltage_mV == pytest.approx(whole.voltage_mV, abs=1e-6)


def test_stimuli_are_given_when_they_are_asked_for():
    trace = simulate(30, current_uA_cm2=3, start_ms=5, stop_ms=12, kick_mV=20, kick_ms=8)
    on = trace.time_ms[trace.current_uA_cm2 > 0]
    assert (on[0], on[-1]) == pytest.approx((5.0, 11.975))
    jump = np.diff(trace.voltage_mV)
    assert trace.time_ms[1:][jump.argmax()] == pytest.approx(8.0)
    assert simulate(30, kick_mV=20, start_ms=6).spike_times_ms[0] == pytest.approx(
        simulate(30, kick_mV=20, kick_ms=6).spike_times_ms[0]
    ), "a kick comes with the current unless told when"


def test_a_poison_that_shuts_the_sodium_channels_takes_the_spike():
    peaks = [simulate(30, kick_mV=30, sodium_channels=share).peak_mV for share in (1.0, 0.5, 0.0)]
    assert peaks[0] > peaks[1] > peaks[2]
    assert peaks[2] < -30


def test_less_sodium_outside_makes_a_lower_spike_and_less_potassium_a_deeper_rest():
    peaks = [simulate(30, kick_mV=30, sodium_mM=sodium).peak_mV for sodium in (300.0, 140.0, 100.0)]
    assert peaks[0] > peaks[1] > peaks[2] > 0
    assert peaks[0] - peaks[2] == pytest.approx(24.08 * np.log(3), abs=6), (
        "the spike follows sodium's own voltage"
    )
    assert simulate(5, potassium_mM=2.5).voltage_mV[-1] == pytest.approx(float(rest_mV(0, 2.5)), abs=0.02)


def test_calcium_that_changes_at_once_starts_from_the_healthy_rest():
    at_once = simulate(5, gating_shift_mV=-5, from_healthy=True, gates=True)
    settled = simulate(5, gating_shift_mV=-5)
    assert (at_once.m[0], at_once.h[0], at_once.n[0]) == pytest.approx(steady_gates(rest_mV()), abs=1e-9)
    assert at_once.voltage_mV[0] == pytest.approx(float(rest_mV()))
    assert settled.voltage_mV[0] == pytest.approx(float(rest_mV(-5)))
    assert np.ptp(settled.voltage_mV) < 0.02 < np.ptp(at_once.voltage_mV)


def test_stimuli_after_the_end_are_never_given():
    assert np.ptp(simulate(5, current_uA_cm2=50, kick_mV=50).voltage_mV) < 0.02


@settings(max_examples=40, deadline=None)
@given(
    st.floats(-40, 40), st.floats(1, 20), st.floats(50, 300), st.floats(-100, 150),
    st.floats(-50, 90), st.floats(0, 40),
)  # fmt: skip
def test_every_legal_setting_gives_a_finite_bounded_trace(shift, potassium, sodium, current, kick, celsius):
    trace = simulate(
        5, start_ms=1, kick_ms=2, gating_shift_mV=shift, potassium_mM=potassium, sodium_mM=sodium,
        current_uA_cm2=current, kick_mV=kick, temperature_c=celsius, gates=True,
    )  # fmt: skip
    assert np.all(np.isfinite(trace.voltage_mV))
    assert np.abs(trace.voltage_mV).max() < 600
    gates = np.array([trace.m, trace.h, trace.n])
    assert gates.min() >= -1e-9
    assert gates.max() <= 1 + 1e-9


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"duration_ms": 0}, "duration_ms must be between 1 and 2000 ms, got 0"),
        ({"duration_ms": "long"}, "duration_ms must be between 1 and 2000 ms, got 'long'"),
        ({"duration_ms": "20"}, "duration_ms must be between 1 and 2000 ms, got '20'"),
        ({"kick_mV": [5]}, "kick_mV must be one number between -50 and 90 mV, got [5]"),
        ({"temperature_c": True}, "temperature_c must be between 0 and 40 °C, got True"),
        ({"start_ms": -1}, "start_ms must be between 0 and 2000 ms, got -1"),
        ({"current_uA_cm2": 1e6}, "current_uA_cm2 must be between -100 and 150 µA/cm², got 1000000.0"),
        ({"kick_mV": 200}, "kick_mV must be between -50 and 90 mV, got 200"),
        ({"gating_shift_mV": None}, "gating_shift_mV must be between -40 and 40 mV, got None"),
        ({"potassium_mM": 0}, "potassium_mM must be between 1 and 20 mmol/L, got 0"),
        *(
            ({name: [low, high]}, f"{name} must be one number between {allowed}, got {[low, high]}")
            for name, low, high, allowed in (
                ("gating_shift_mV", 0.0, 1.0, "-40 and 40 mV"),
                ("potassium_mM", 3.0, 4.0, "1 and 20 mmol/L"),
                ("sodium_mM", 130.0, 140.0, "50 and 300 mmol/L"),
            )
        ),
        ({"gating_shift_mV": -41}, "gating_shift_mV must be between -40 and 40 mV, got -41"),
        ({"sodium_mM": 301}, "sodium_mM must be between 50 and 300 mmol/L, got 301"),
        ({"temperature_c": 60}, "temperature_c must be between 0 and 40 °C, got 60"),
    ],
)
def test_bad_input_is_named(arguments, message):
    with pytest.raises(ValueError) as error:
        simulate(**arguments)
    assert str(error.value) == message
