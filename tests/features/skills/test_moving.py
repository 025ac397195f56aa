"""What people teach and learn when a skill is merged or left out."""

from hypothesis import given
from hypothesis import strategies as st

from bot.features.skills.moving import merged, without
from bot.models import Side

OLD, NEW = 1, 2
sides = st.lists(st.integers(1, 6), max_size=8, unique=True)


def wishes(teaches: list[int], learns: list[int]) -> dict[Side, list[int]]:
    return {Side.TEACH: teaches, Side.LEARN: learns}


def test_one_takes_the_place_of_the_other() -> None:
    assert merged(wishes([3, OLD], [4]), OLD, NEW) == wishes([3, NEW], [4])


def test_who_had_both_keeps_the_better_rank() -> None:
    assert merged(wishes([OLD, 3, NEW], []), OLD, NEW) == wishes([NEW, 3], [])
    assert merged(wishes([NEW, 3, OLD], []), OLD, NEW) == wishes([NEW, 3], [])


def test_nobody_teaches_and_learns_the_same() -> None:
    assert merged(wishes([OLD], [NEW, 3]), OLD, NEW) == wishes([NEW], [3])
    assert merged(wishes([3, 4, OLD], [NEW, 5]), OLD, NEW) == wishes([3, 4], [NEW, 5])
    assert merged(wishes([OLD, 4], [NEW, 5]), OLD, NEW) == wishes([NEW, 4], [5])
    assert merged(wishes([3, OLD], [NEW]), OLD, NEW) == wishes([3], [NEW])
    assert merged(wishes([OLD], [NEW]), OLD, NEW) == wishes([NEW], [])


@given(sides, sides)
def test_nothing_else_is_lost_or_twice(teaches: list[int], learns: list[int]) -> None:
    learns = [one for one in learns if one not in teaches]
    after = merged(wishes(teaches, learns), OLD, NEW)
    both = [*after[Side.TEACH], *after[Side.LEARN]]
    assert OLD not in both and len(both) == len(set(both))
    assert set(both) == {NEW if one == OLD else one for one in (*teaches, *learns)}
    for side, before in ((Side.TEACH, teaches), (Side.LEARN, learns)):
        rest = [one for one in before if one not in (OLD, NEW)]
        assert [one for one in after[side] if one != NEW] == rest


@given(sides, sides)
def test_leaving_out_takes_only_that(teaches: list[int], learns: list[int]) -> None:
    after = without(wishes(teaches, learns), OLD)
    assert after[Side.TEACH] == [one for one in teaches if one != OLD]
    assert after[Side.LEARN] == [one for one in learns if one != OLD]
