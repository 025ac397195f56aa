"""Which week closes next, and which belong together."""

from datetime import date

from bot.features.reports.weeks import block_is_over, block_of, following, next_to_close

WEDNESDAY = date(2026, 12, 30)  # in 2026-W53


def test_weeks_follow_each_other_over_the_end_of_a_year() -> None:
    assert following("2026-W53") == "2027-W01"
    assert following("2027-W52") == "2028-W01"


def test_a_program_closes_its_weeks_one_after_the_other() -> None:
    assert next_to_close(WEDNESDAY, None, None) == "2026-W53"
    assert next_to_close(WEDNESDAY, None, "2026-W53") == "2027-W01"


def test_a_program_that_ends_closes_its_last_week_and_no_more() -> None:
    ends_on = date(2027, 1, 5)
    assert next_to_close(WEDNESDAY, ends_on, "2026-W53") == "2027-W01"
    assert next_to_close(WEDNESDAY, ends_on, "2027-W01") is None


def test_a_block_ends_with_its_fourth_week_or_with_the_program() -> None:
    assert block_of("2027-W02", "2026-W53") == ["2026-W53", "2027-W01", "2027-W02", "2027-W03"]
    assert block_of("2027-W04", "2026-W53")[0] == "2027-W04"
    assert not block_is_over("2027-W01", "2026-W53", None, as_of="2027-W02")
    assert block_is_over("2027-W01", "2026-W53", None, as_of="2027-W03")
    assert block_is_over("2027-W01", "2026-W53", date(2027, 1, 13), as_of="2027-W02")
