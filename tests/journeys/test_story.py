"""The story plays to its end with the real bot in its own process; and each of its checks can fail."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sandbox.__main__ import main
from sandbox.story import words
from sandbox.story.cast import cast
from sandbox.story.checks import CHECKS, Evidence, failures
from sandbox.story.checks.evidence import Delivery
from sandbox.story.company import company
from sandbox.story.diary import Deed, Gesture, Seen
from sandbox.story.run import Script, play
from sandbox.story.stage import BotDied, Stage
from sandbox.story.summary import Outcome, as_json
from tests.conftest import PATIENCE_S

PEOPLE, WEEKS, SEED = 16, 3, 3
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
pytestmark = pytest.mark.xdist_group("story")  # else each worker plays it again
SECRET = "between us: I practised at home first"

Doctor = Callable[[Evidence], Evidence]


def told(out: Path, transport: str) -> Outcome:
    script = Script(weeks=WEEKS, people=PEOPLE, seed=SEED, out=out, transport=transport, patience=PATIENCE_S)
    return play(script, lambda _now: None)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("story")


@pytest.fixture(scope="module")
def outcome(out: Path) -> Outcome:
    return told(out, "socket")


@pytest.fixture
def evidence(outcome: Outcome) -> Evidence:
    return outcome.evidence


def test_a_small_story_passes_its_checks(outcome: Outcome) -> None:
    assert outcome.problems == {}


def test_it_is_kept(outcome: Outcome, out: Path) -> None:
    kept = json.loads((out / "story.json").read_text())
    assert kept["failed_checks"] == []
    assert kept["enrolled"] == kept["people"] == PEOPLE
    assert kept["duplicate_messages"] == 0
    assert kept["introductions"] == kept["pairs"] > 0
    assert 0 < kept["answered"] <= kept["nudges"]
    assert min(kept[name] for name in ("offers", "unmatched", "meetings", "pulses")) > 0
    assert (out / "report.csv").read_text().startswith("program,week,enrolled")
    assert all((out / name).read_bytes().startswith(b"\x89PNG") for name in ("report.png", "skills.png"))
    somebody = outcome.evidence.of_kind("nudge")[0].reader
    assert "[We met]" in (out / "transcripts" / f"{somebody.replace(' ', '_')}.txt").read_text()


def test_the_same_seed_tells_the_same_over_http(outcome: Outcome, tmp_path: Path) -> None:
    again = as_json(told(tmp_path, "http"))
    assert again | {"seconds": 0} == as_json(outcome) | {"seconds": 0}


def test_a_bot_that_dies_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_LEVEL", "no such level")
    with pytest.raises(BotDied, match="LOG_LEVEL: is not a level"), Stage(tmp_path, "socket"):
        pytest.fail("it never starts")


@pytest.mark.parametrize("wrong", [["--weeks", "0"], ["--people", "11"], ["--people", "401"], ["--transport", "x"]])
def test_wrong_choices_are_named(wrong: list[str]) -> None:
    result = CliRunner().invoke(main, ["story", *wrong])
    assert result.exit_code == 2
    assert wrong[0] in result.output


def a_nudge(evidence: Evidence) -> Seen:
    """The last one to somebody who has been in the same pairs for a while."""

    def is_settled(nudge: Seen) -> bool:
        since = [at for couple, at in evidence.agreed.items() if nudge.reader in couple]
        return not any(at <= nudge.at <= at + 8 * DAY for at in since)

    return [nudge for nudge in evidence.of_kind("nudge") if is_settled(nudge)][-1]


def a_pair(evidence: Evidence) -> list[str]:
    """The first one; whatever comes of it comes later."""
    return sorted(next(iter(evidence.introduced)))


def also_seen(evidence: Evidence, *more: Seen) -> Evidence:
    return replace(evidence, seen=(*evidence.seen, *more))


def also_done(evidence: Evidence, *more: Deed) -> Evidence:
    return replace(evidence, deeds=(*evidence.deeds, *more))


def not_seen(evidence: Evidence, *kinds: str) -> Evidence:
    return replace(evidence, seen=[seen for seen in evidence.seen if seen.kind not in kinds])


def moved(evidence: Evidence, by: timedelta) -> Evidence:
    late = a_nudge(evidence)
    return replace(evidence, seen=[replace(one, at=one.at + by) if one is late else one for one in evidence.seen])


def nudged_twice(evidence: Evidence) -> Evidence:
    nudge = a_nudge(evidence)
    return also_seen(evidence, replace(nudge, at=nudge.at + HOUR, ts=f"{nudge.ts}1", key="another"))


def sent_twice(evidence: Evidence) -> Evidence:
    nudge = a_nudge(evidence)
    return also_seen(evidence, replace(nudge, plain="Hello again", at=nudge.at + 8 * DAY))


def said_twice(evidence: Evidence) -> Evidence:
    joined = evidence.of_kind("joined")[0]
    return also_seen(evidence, replace(joined, at=joined.at + DAY, key="another"))


def introduced_twice(evidence: Evidence) -> Evidence:
    first = evidence.of_kind("introduction")[0]
    return also_seen(evidence, replace(first, at=first.at + HOUR, key="another", plain="Nice to meet you again!"))


def introduced_without_a_yes(evidence: Evidence) -> Evidence:
    one, _ = a_pair(evidence)
    return replace(evidence, deeds=[deed for deed in evidence.deeds if (deed.who, deed.what) != (one, "accepted")])


def a_no_is_told(evidence: Evidence) -> Evidence:
    one, other = a_pair(evidence)
    seen = replace(a_nudge(evidence), kind="offer_closed", readers=(other,), plain=f"@{one} has declined.")
    return also_seen(also_done(evidence, Deed(seen.at - HOUR, one, "declined", other)), seen)


def a_no_is_told_at_once(evidence: Evidence) -> Evidence:
    one, other = a_pair(evidence)
    asked = evidence.offered[frozenset((one, other))][other]
    words = f"The swap with @{one} didn't come about."
    seen = replace(asked, kind="offer_closed", at=asked.at + DAY, plain=words)
    return also_seen(also_done(evidence, Deed(asked.at + HOUR, one, "declined", other)), seen)


def not_asked(evidence: Evidence) -> Evidence:
    first = evidence.of_kind("offer")[0]
    return replace(evidence, seen=[seen for seen in evidence.seen if seen is not first])


def paused_before_the_round(evidence: Evidence) -> Evidence:
    proposed = evidence.did("proposed for")[0]
    on = (proposed.at + 14 * DAY).date()
    return also_done(evidence, Deed(proposed.at - HOUR, proposed.who, "paused", on=on))


def done_before_a_nudge(what: str) -> Doctor:
    def doctor(evidence: Evidence) -> Evidence:
        nudge = a_nudge(evidence)
        return also_done(evidence, Deed(nudge.at - HOUR, nudge.reader, what, on=(nudge.at + 7 * DAY).date()))

    return doctor


def nudged_after_meeting(evidence: Evidence) -> Evidence:
    nudge = a_nudge(evidence)
    partner = words.NUDGED_PARTNER.findall(nudge.plain)[0]
    return also_done(evidence, Deed(nudge.at - HOUR, partner, "confirmed", nudge.reader, on=nudge.at.date()))


def ended_in_silence(evidence: Evidence) -> Evidence:
    one, other = a_pair(evidence)
    return also_done(evidence, Deed(evidence.agreed[frozenset((one, other))] + DAY, one, "ended", other))


def on_a_holiday(evidence: Evidence) -> Evidence:
    """A nudge comes at its hour to somebody in Lisbon, but on Good Friday."""
    everyone = evidence.cast.company.everyone
    lisboner = next(one.name for one in everyone if one.tz == "Europe/Lisbon")
    friday = datetime(2027, 3, 26, 11, tzinfo=UTC)
    return also_seen(evidence, replace(a_nudge(evidence), readers=(lisboner,), at=friday, key="another"))


def nothing_played(evidence: Evidence) -> Evidence:
    return replace(evidence, weeks=8, played=frozenset(), cast=cast(company(60, SEED), SEED))


def help_is_lost(evidence: Evidence) -> Evidence:
    one, other = a_pair(evidence)
    return also_done(evidence, Deed(evidence.over_at - 12 * DAY, one, "asked for help", other, text=SECRET))


def a_stranger_is_written_to(evidence: Evidence) -> Evidence:
    stranger = evidence.cast.company.bystanders[0].name
    return also_seen(evidence, replace(a_nudge(evidence), readers=(stranger,), key="another"))


def a_secret_leaks(evidence: Evidence) -> Evidence:
    one, other = a_pair(evidence)
    seen = replace(a_nudge(evidence), readers=(other,), later=f"They wrote: {SECRET}")
    return also_seen(also_done(evidence, Deed(seen.at - HOUR, one, "pulse", other, text=SECRET)), seen)


def changed_nudge(**change: object) -> Doctor:
    def doctor(evidence: Evidence) -> Evidence:
        return also_seen(evidence, replace(a_nudge(evidence), key="another", **change))

    return doctor


def a_name_on_the_lock_screen(evidence: Evidence) -> Evidence:
    return changed_nudge(alert=f"Did you meet {a_pair(evidence)[0]}?")(evidence)


def delivered(delivery: Delivery) -> Doctor:
    return lambda evidence: replace(evidence, deliveries=(*evidence.deliveries, delivery))


def a_listener_failed(evidence: Evidence) -> Evidence:
    gesture = Gesture(evidence.over_at, "", "Ana", "clicks “Join”", words.BUG, None)
    return replace(evidence, gestures=(*evidence.gestures, gesture))


def changed_row(**change: str) -> Doctor:
    def doctor(evidence: Evidence) -> Evidence:
        last = evidence.sheets[-1]
        return replace(evidence, sheets=[replace(last, rows=[*last.rows[:-1], last.rows[-1] | change])])

    return doctor


def reports_without(part: str) -> Doctor:
    """Reports whose file messages lack a word or a file."""

    def doctor(evidence: Evidence) -> Evidence:
        seen = [
            replace(
                one, plain=one.plain.replace(part, ""), files=tuple(name for name in one.files if part not in name)
            )
            for one in evidence.seen
        ]
        return replace(evidence, seen=seen)

    return doctor


def nothing_is_withheld(evidence: Evidence) -> Evidence:
    silent = [replace(one, plain="") if one.kind == "report" else one for one in evidence.seen]
    return replace(evidence, seen=silent)


def an_end_nobody_hears_of(evidence: Evidence) -> Evidence:
    """The second program, which a small story has no room for."""
    at = evidence.over_at - 12 * DAY
    present = [who for who in evidence.members(words.PROGRAM, evidence.over_at) if not evidence.is_paused(who, at)]
    joined = [Deed(at, who, "joined the second") for who in present]
    return replace(also_done(evidence, *joined), second_ends_on=(evidence.over_at - 6 * DAY).date())


def silent_for_weeks(evidence: Evidence) -> Evidence:
    """A nudge each week, and its reader never does anything."""
    nudge = a_nudge(evidence)
    weekly = [replace(nudge, at=nudge.at + n * 7 * DAY, ts=f"{nudge.ts}{n}", key=f"n{n}") for n in range(1, 4)]
    return also_seen(evidence, *weekly)


def prompted_twice(evidence: Evidence) -> Evidence:
    first = replace(a_nudge(evidence), kind="prompt", key="p1")
    return also_seen(evidence, first, replace(first, at=first.at + HOUR, key="p2"))


def prompted_all_the_same(evidence: Evidence) -> Evidence:
    prompt = replace(a_nudge(evidence), kind="prompt", key="p1")
    return also_seen(also_done(evidence, Deed(prompt.at - HOUR, prompt.reader, "turned prompts off")), prompt)


def home_is_empty(evidence: Evidence) -> Evidence:
    return also_done(evidence, Deed(a_nudge(evidence).at, a_nudge(evidence).reader, "opened home", text="Hello!"))


def looked_for_in_vain(evidence: Evidence) -> Evidence:
    one, _ = a_pair(evidence)
    quiet = not_seen(evidence, "offer", "unmatched")
    return also_done(quiet, Deed(evidence.over_at - 13 * DAY, one, "asked for somebody"))


DOCTORED = [
    ("who_looks_is_answered", looked_for_in_vain),
    ("nobody_is_written_to_too_often", lambda evidence: prompted_twice(nudged_twice(evidence))),
    ("hellos_back_off", silent_for_weeks),
    ("prompts_come_once_a_month", prompted_twice),
    ("prompts_come_once_a_month", prompted_all_the_same),
    ("home_shows_where_one_stands", home_is_empty),
    ("the_end_of_a_program_is_told", an_end_nobody_hears_of),
    ("the_end_of_a_program_is_told", changed_nudge(kind="program_closed")),
    ("asked_before_introduced", not_asked),
    ("introduced_exactly_once", introduced_twice),
    ("introduced_exactly_once", introduced_without_a_yes),
    ("introduced_exactly_once", lambda evidence: not_seen(evidence, "introduction")),
    ("a_no_leaves_no_trace", a_no_is_told),
    ("a_no_leaves_no_trace", a_no_is_told_at_once),
    ("who_said_yes_is_told", introduced_without_a_yes),
    ("the_unmatched_are_told_why", lambda evidence: not_seen(evidence, "unmatched")),
    ("the_paused_are_not_matched", paused_before_the_round),
    ("one_nudge_a_week", nudged_twice),
    ("nudges_at_their_minute", lambda evidence: moved(evidence, HOUR / 2)),
    ("written_to_in_working_hours", lambda evidence: moved(evidence, 12 * HOUR)),
    ("written_to_in_working_hours", on_a_holiday),
    ("no_nudge_after_both_met", nudged_after_meeting),
    ("nudges_only_about_pairs", done_before_a_nudge("turned nudges off")),
    ("nudges_only_about_pairs", ended_in_silence),
    ("the_paused_are_left_alone", done_before_a_nudge("paused")),
    ("the_gone_are_left_alone", done_before_a_nudge("left")),
    ("partners_hear_kindly_of_an_end", ended_in_silence),
    ("every_scene_is_played", nothing_played),
    ("help_reaches_the_contact_alone", help_is_lost),
    ("only_members_are_written_to", a_stranger_is_written_to),
    ("private_words_stay_private", a_secret_leaks),
    ("no_score_is_shown", changed_nudge(plain="They said: 4 · mostly")),
    ("lock_screens_tell_nothing", a_name_on_the_lock_screen),
    ("nobody_calls_everybody", changed_nudge(broadcasts=("channel",))),
    ("nothing_is_said_twice", sent_twice),
    ("nothing_is_said_twice", said_twice),
    ("answered_in_time", delivered(Delivery("block_actions", 3.2, None))),
    ("answered_in_time", delivered(Delivery("block_actions", 0.1, "http_error"))),
    ("no_listener_fails", a_listener_failed),
    ("no_listener_fails", changed_nudge(kind="delivery_trouble")),
    ("reports_arrive_in_their_channel", lambda evidence: not_seen(evidence, "report")),
    ("reports_arrive_in_their_channel", reports_without("skills-")),
    ("reports_arrive_in_their_channel", reports_without(".png – ")),
    ("reports_count_right", changed_row(enrolled="1")),
    ("reports_count_right", changed_row(meetings="99")),
    ("fewer_than_five_are_withheld", changed_row(respondents="4", answers_of_weeks="2027-W10")),
    ("fewer_than_five_are_withheld", changed_row(useful="4.5")),
    ("fewer_than_five_are_withheld", nothing_is_withheld),
]


@pytest.mark.parametrize(("check", "doctor"), DOCTORED)
def test_a_check_can_fail(evidence: Evidence, check: str, doctor: Doctor) -> None:
    (judge,) = (one for one in CHECKS if one.__name__ == check)
    assert judge(evidence) == []
    assert judge(doctor(evidence))


def test_every_check_is_seen_to_fail() -> None:
    assert {check.__name__ for check in CHECKS} == {name for name, _ in DOCTORED}


def test_failures_are_named_by_their_check(evidence: Evidence) -> None:
    assert "one_nudge_a_week" in failures(nudged_twice(evidence))
