"""The cramp loop: a switch, its threshold, its end, and what block and stretch do to it."""

import math
from inspect import signature

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.physiology import cramp
from helpers.physiology.cramp import simulate_cramp, steady_rates_hz, threshold_frequency_hz
from helpers.physiology.motor_unit import CRAMP_RATE

BIAS = st.floats(-20, 30)


# Fitted targets: the loop's numbers were chosen to give these two.
@pytest.mark.parametrize(
    ("bias", "hertz", "seen"), [(0, 24, 25.5), (8, 15, 14.9)], ids=["no history", "prone to cramps"]
)
def test_t47_miller_knight_2009_fitted_target(bias, hertz, seen):
    assert threshold_frequency_hz(bias) == pytest.approx(hertz, abs=0.1)
    assert threshold_frequency_hz(bias) == pytest.approx(seen, abs=1.6)


# Identities: the brief's table of the model's own thresholds, to one hertz.
@pytest.mark.parametrize(
    ("bias", "hertz"), [(-1, 25), (0, 24), (1, 22), (4, 19), (7, 16), (8, 15), (10, 13), (14, 9), (20, 3)]
)
def test_threshold_table_identity(bias, hertz):
    assert threshold_frequency_hz(bias) == pytest.approx(hertz, abs=1)


def test_our_own_thresholds_identity():
    """What this code gives, to the hertz: one row, bias 1, is a hertz above the brief's table."""
    ours = {-1.5: 26, -1: 25, 0: 24, 1: 23, 4: 19, 5: 18, 7: 16, 8: 15, 10: 13, 14: 9, 20: 3, 21: 2}
    assert {bias: threshold_frequency_hz(bias) for bias in ours} == ours


def test_below_minus_two_no_train_starts_a_cramp_and_from_22_none_is_needed_identity():
    assert threshold_frequency_hz(-2) == threshold_frequency_hz(-20) == math.inf
    assert threshold_frequency_hz(22) == threshold_frequency_hz(30) == 0
    assert simulate_cramp(40, -2).duration_s < 2.6


# Fitted targets: how long it lasts, and how fast.
@pytest.mark.parametrize(("bias", "seconds"), [(0, 14), (4, 49), (7, 138)])
def test_duration_identity(bias, seconds):
    trace = simulate_cramp(30, bias, duration_s=200)
    assert trace.duration_s == pytest.approx(seconds, abs=1.1)
    assert not trace.still_going


def test_above_seven_it_never_ends_which_real_cramps_do_shown():
    trace = simulate_cramp(20, 8, duration_s=250)
    assert trace.still_going
    assert trace.duration_s == pytest.approx(248, abs=0.01)
    assert "never ends; real ones do" in cramp.__doc__


@pytest.mark.parametrize("bias", [0, 2, 4, 6, 7, 8])
def test_minetto_2009_rate_of_units_fitted_target(bias):
    """Measured 14.5 ± 5.1 Hz; the model's mean rate is 13 to 16 Hz."""
    rate = simulate_cramp(30, bias, duration_s=300).mean_rate_hz
    assert 13 < rate < 16
    assert abs(rate - CRAMP_RATE) < 5.1


def test_minetto_2011_nerve_block_fitted_target():
    """55.6 ± 19.2 s with the nerve intact, 2.6 ± 1.3 s blocked: most of the cramp is the spinal cord's."""
    intact = simulate_cramp(30, 4.6, duration_s=200)
    blocked = simulate_cramp(30, 4.6, nerve_blocked=True)
    assert intact.duration_s == pytest.approx(55.6, abs=2)
    assert blocked.duration_s == pytest.approx(2.6, abs=1.3)
    assert blocked.duration_s == pytest.approx(1.1 * math.log(25 / 3), abs=0.011)
    assert blocked.mean_rate_hz < intact.mean_rate_hz


def test_poe_7_unplugging_the_spine_identity():
    assert simulate_cramp(30, 7, duration_s=200).duration_s == pytest.approx(138, abs=1.1)
    assert 2 < simulate_cramp(30, 7, nerve_blocked=True).duration_s < 3


def test_the_blocked_muscle_follows_the_shocks_then_its_axons():
    trace = simulate_cramp(18, 0, nerve_blocked=True, duration_s=10)
    assert np.all(trace.rate_hz[trace.time_s < 2] == 18)
    assert trace.rate_hz[200] == 25
    assert trace.rate_hz[310] == pytest.approx(25 / math.e)
    assert np.all(trace.loop == 0)
    assert np.all(trace.brake == 0)
    assert np.all(simulate_cramp(0, 25, nerve_blocked=True).rate_hz == 0)


@pytest.mark.parametrize("bias", [0, 4, 7, 8])
@pytest.mark.parametrize("begin", [3, 10])
def test_khan_burne_2007_stretch_ends_a_cramp_within_two_seconds_fitted_target(bias, begin):
    held = simulate_cramp(30, bias, brake_hz=cramp.STRETCH_BRAKE, brake_from_s=begin)
    left_alone = simulate_cramp(30, bias)
    assert begin < 2 + held.duration_s < begin + 2
    assert left_alone.duration_s > held.duration_s


def test_stretch_fails_against_a_very_strong_drive():
    assert simulate_cramp(30, 14, brake_hz=cramp.STRETCH_BRAKE, brake_from_s=3).duration_s > 30


def test_a_short_brake_only_pauses_what_a_long_one_ends():
    """A pause lets the loop's own brake rest, so a brake too weak to stop a cramp can even lengthen it."""
    alone = simulate_cramp(30, 7, duration_s=200).duration_s
    brief = simulate_cramp(30, 7, duration_s=200, brake_hz=4, brake_from_s=4, brake_for_s=20).duration_s
    lasting = simulate_cramp(30, 7, duration_s=200, brake_hz=4, brake_from_s=4).duration_s
    assert lasting < 40 < alone < brief


def test_the_brake_acts_only_in_its_time():
    plain = simulate_cramp(30, 7)
    braked = simulate_cramp(30, 7, brake_hz=3, brake_from_s=5, brake_for_s=4)
    assert np.array_equal(plain.rate_hz[:501], braked.rate_hz[:501])
    assert braked.rate_hz[502] < plain.rate_hz[502]
    drop = plain.rate_hz - braked.rate_hz
    assert drop[500:900].max() > 2.9
    assert braked.rate_hz[902] > braked.rate_hz[900]


def test_the_laboratory_may_start_at_4_or_at_14_hz_miller_knight_2012_identity():
    """16.2 ± 3.8 and 17.1 ± 5.0 Hz, no difference (n = 20): the loop keeps no memory between trains."""
    for bias in (5, 7):
        hertz = threshold_frequency_hz(bias)
        assert simulate_cramp(hertz, bias, duration_s=4).rate_hz[-1] > 3
        assert simulate_cramp(hertz - 1, bias, duration_s=4).rate_hz[-1] <= 3


def test_minetto_2009_irregular_spikes_identity():
    assert (cramp.CRAMP_IRREGULARITY, cramp.CRAMP_IRREGULARITY.confidence) == (0.45, "measured")


def test_two_stable_states_identity():
    """Silence, edge, cramp: the middle one is a repeller, as running the loop from a train shows."""
    quiet, edge, running = steady_rates_hz(0)
    assert (quiet, edge, running) == pytest.approx((0, 10.60, 15.80), abs=0.01)
    assert len(steady_rates_hz(-2)) == 1
    assert steady_rates_hz(30) == pytest.approx([40])
    assert len(steady_rates_hz(0, brake=1)) == 1  # the tired loop can only be silent: that is how it ends


@given(st.floats(-1, 20), st.floats(0, 0.1))
def test_a_steady_rate_is_where_drive_equals_rate(bias, brake):
    for rate in steady_rates_hz(bias, brake):
        loop = 1 / (1 + math.exp((8 - rate) / 1.5))
        drive = min(max(36 * loop - 20 + bias - 14 * brake, 0), 40)
        assert drive == pytest.approx(rate, abs=0.01)


@given(BIAS, BIAS)
@settings(max_examples=40)
def test_threshold_never_rises_with_bias(one, other):
    low, high = sorted((one, other))
    assert threshold_frequency_hz(high) <= threshold_frequency_hz(low)


@given(BIAS, st.floats(0, 40), st.floats(0, 20))
@settings(max_examples=40)
def test_rates_stay_in_bounds(bias, hertz, brake):
    trace = simulate_cramp(hertz, bias, duration_s=6, brake_hz=brake)
    for values, top in ((trace.rate_hz, 40), (trace.loop, 1), (trace.brake, 1)):
        assert np.all((values >= 0) & (values <= top))
    assert trace.time_s[-1] == pytest.approx(6)
    assert len(trace.time_s) == len(trace.rate_hz) == len(trace.loop) == len(trace.brake) == 601


def test_the_first_moments_by_hand_identity():
    """Rate towards 30 - 20 = 10 Hz with 50 ms; then nothing once the shocks end, below the threshold."""
    trace = simulate_cramp(22, 8, duration_s=3, train_s=0.1)
    assert trace.rate_hz[:3] == pytest.approx(
        [0, 10 * (1 - math.exp(-0.2)), 10 * (1 - math.exp(-0.4))], abs=0.1
    )
    still = 1 / (1 + math.exp(8 / 1.5))
    assert trace.loop[1] == pytest.approx(still * (1 - math.exp(-0.01 / 0.5)))
    assert trace.brake[2] == pytest.approx(trace.rate_hz[1] / 20 * (1 - math.exp(-0.01 / 60)))
    assert trace.rate_hz[-1] < 0.01
    assert trace.train_s == 0.1
    assert trace.duration_s < 0.2


def test_a_drive_without_loop_is_followed_to_forty_and_no_further():
    trace = simulate_cramp(40, 30, duration_s=5, train_s=5)
    assert trace.rate_hz[-1] == pytest.approx(40, abs=1e-6)
    assert trace.brake[-1] == pytest.approx(1 - math.exp(-5 / 60), abs=0.003)


def test_defaults_are_a_train_that_cramps_a_rested_person():
    defaults = {name: given.default for name, given in signature(simulate_cramp).parameters.items()}
    assert defaults == {
        "stimulus_hz": 30,
        "bias_hz": 0,
        "train_s": 2,
        "duration_s": 60,
        "brake_hz": 0,
        "brake_from_s": 0,
        "brake_for_s": 600,
        "nerve_blocked": False,
    }
    assert np.array_equal(simulate_cramp().rate_hz, simulate_cramp(30, 0).rate_hz)
    braked = {"brake_hz": 12.0}
    assert np.array_equal(simulate_cramp(**braked).rate_hz, simulate_cramp(**braked, brake_from_s=0).rate_hz)
    assert threshold_frequency_hz() == threshold_frequency_hz(0) == 24
    assert np.array_equal(steady_rates_hz(), steady_rates_hz(0, 0))


def test_a_train_ends_where_it_says():
    """Two seconds of shocks are 200 steps: the 201st moves without them."""
    rate = simulate_cramp(24, -20, duration_s=3, train_s=1).rate_hz
    assert np.all(rate == 0)  # 24 - 20 - 20 Hz drive nothing
    short, long = (simulate_cramp(30, 0, duration_s=3, train_s=t) for t in (1.0, 1.01))
    assert np.array_equal(short.rate_hz[:101], long.rate_hz[:101])
    assert short.rate_hz[101] < long.rate_hz[101]


def test_no_shock_no_cramp_and_a_silent_trace_has_no_mean():
    trace = simulate_cramp(0, 0)
    assert trace.rate_hz.max() < 0.01
    assert trace.duration_s == trace.mean_rate_hz == 0
    assert not trace.still_going
    assert trace.time_s[-1] == pytest.approx(60)


def test_every_number_of_the_loop_says_that_it_is_chosen():
    for name, value in vars(cramp).items():
        if isinstance(value, cramp.Quantity) and name != "CRAMP_IRREGULARITY":  # of the spikes, not the loop
            assert value.confidence in {"fitted", "assumption"}, name


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"stimulus_hz": 41}, "stimulus_hz must be between 0 and 40 Hz, got 41"),
        ({"stimulus_hz": -1}, "stimulus_hz must be between 0 and 40 Hz, got -1"),
        ({"bias_hz": 31}, "bias_hz must be between -20 and 30 Hz, got 31"),
        ({"bias_hz": -21}, "bias_hz must be between -20 and 30 Hz, got -21"),
        ({"train_s": 0}, "train_s must be between 0.1 and 10 s, got 0"),
        ({"train_s": 11}, "train_s must be between 0.1 and 10 s, got 11"),
        ({"duration_s": 2}, "duration_s must be between 3 and 600 s, got 2"),
        ({"duration_s": 601}, "duration_s must be between 3 and 600 s, got 601"),
        ({"train_s": 8.0, "duration_s": 7}, "duration_s must be between 8 and 600 s, got 7"),
        ({"brake_hz": -1}, "brake_hz must be between 0 and 40 Hz, got -1"),
        ({"brake_hz": 41}, "brake_hz must be between 0 and 40 Hz, got 41"),
        ({"brake_from_s": -1}, "brake_from_s must be between 0 and 600 s, got -1"),
        ({"brake_from_s": 601}, "brake_from_s must be between 0 and 600 s, got 601"),
        ({"brake_for_s": 601}, "brake_for_s must be between 0 and 600 s, got 601"),
        ({"nerve_blocked": 1}, "nerve_blocked must be True or False, got 1"),
        ({"bias_hz": [1, 2]}, "bias_hz must be one number"),
    ],
)
def test_bad_input_is_named(arguments, message):
    with pytest.raises(ValueError, match=message):
        simulate_cramp(**arguments)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: threshold_frequency_hz(31), "bias_hz must be between -20 and 30 Hz, got 31"),
        (lambda: threshold_frequency_hz(-21), "bias_hz must be between -20 and 30 Hz, got -21"),
        (lambda: steady_rates_hz(31), "bias_hz must be between -20 and 30 Hz, got 31"),
        (lambda: steady_rates_hz(0, 1.1), "brake must be between 0 and 1, got 1.1"),
        (lambda: steady_rates_hz(0, -0.1), "brake must be between 0 and 1, got -0.1"),
    ],
)
def test_bad_input_of_the_searches_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
