"""The way of a command: how long it takes, what each poison stops, and what it leaves alone."""

import pytest

from helpers.physiology.axon import simulate
from helpers.physiology.junction import SAFETY_FACTOR
from helpers.physiology.wire_and_gap import GAP_DELAY, reserve, travel_ms


def test_travel_time_is_length_over_speed():
    assert travel_ms(50, 50) == pytest.approx(10.0)
    assert travel_ms([0, 100], 50).tolist() == [0, 20]
    assert travel_ms() > 10 * GAP_DELAY
    assert travel_ms() == 12  # 60 cm of arm at 50 m/s


def test_reserve_falls_with_the_receptors_and_is_used_up_at_a_quarter():
    assert reserve() == SAFETY_FACTOR
    assert reserve(0.25) == pytest.approx(1.0)
    assert reserve(0) == 0


def test_with_fewer_sodium_channels_the_spike_shrinks_a_little_and_then_is_gone():
    peaks = [
        simulate(20, kick_mV=15, start_ms=1, sodium_channels=share).peak_mV for share in (1, 0.8, 0.6, 0.4)
    ]
    assert peaks[0] > peaks[1] > peaks[2] > 25
    assert peaks[3] < -45


def test_all_channels_working_is_the_axon_as_it_was():
    plain, whole = simulate(20, kick_mV=15), simulate(20, kick_mV=15, sodium_channels=1.0)
    assert (plain.voltage_mV == whole.voltage_mV).all()
    with pytest.raises(ValueError, match="sodium_channels must be between 0 and 1"):
        simulate(20, sodium_channels=1.2)


@pytest.mark.parametrize("values", [{"length_cm": 201}, {"speed_m_s": 0}])
def test_a_nerve_that_cannot_be(values):
    with pytest.raises(ValueError, match=f"{next(iter(values))} must be between"):
        travel_ms(**values)


def test_receptors_are_a_share():
    with pytest.raises(ValueError, match="receptors must be between 0 and 1"):
        reserve(1.5)
