"""Nudges that nobody answers: weekly, every second week, one question, then quiet; any act begins anew."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.features.checkins.backoff import Unanswered, kind_for
from bot.features.checkins.messages import NudgeDue
from bot.features.checkins.plan import NEXT_NUDGE, next_nudge, nudge_facts, plan_nudges
from bot.features.pairings.messages import PairingOffered
from bot.features.people.service import note_activity
from bot.models import Nudge, NudgeKind, OutboxMessage, OutboxState
from bot.outbox import queue
from tests.factories import NOW
from tests.features.checkins.conftest import Pair

WEEK = timedelta(weeks=1)
FIRST = datetime(2027, 1, 12, 10, tzinfo=UTC)  # Ana's first nudge: Tuesday, ten o'clock in Lisbon
CHECK_IN, GO_ON = NudgeKind.CHECK_IN, NudgeKind.GO_ON


def week(number: int) -> str:
    return f"2027-W{number:02}"


def asked(*numbers: int) -> list[Unanswered]:
    return [Unanswered(week(number), CHECK_IN) for number in numbers]


@pytest.mark.parametrize(
    ("unanswered", "number", "kind"),
    [
        (asked(), 2, CHECK_IN),
        (asked(2), 3, CHECK_IN),
        (asked(2, 3), 4, None),
        (asked(2, 3), 5, CHECK_IN),
        (asked(2, 3, 5), 6, None),
        (asked(2, 3, 5), 7, GO_ON),
        ([*asked(2, 3, 5), Unanswered(week(7), GO_ON)], 8, None),
        ([*asked(2, 3, 5), Unanswered(week(7), GO_ON)], 40, None),
        (asked(2), 9, CHECK_IN),  # after a long pause
    ],
)
def test_the_rule(unanswered: list[Unanswered], number: int, kind: NudgeKind | None) -> None:
    assert kind_for(week(number), unanswered) == kind


def weeks_go_by(session: Session, until: datetime, end: OutboxState = OutboxState.SENT) -> None:
    """A bot that is always up, and whose messages all arrive, or don't."""
    plan_nudges(session, NOW)
    while (at := session.scalar(NEXT_NUDGE)) and at < until:
        plan_nudges(session, at)
        session.execute(update(OutboxMessage).values(state=end))


def told(session: Session, pair: Pair) -> list[tuple[str, NudgeKind]]:
    rows = session.scalars(select(Nudge).filter_by(member_id=pair.ana.id).order_by(Nudge.due_at))
    return [(row.iso_week[-3:], row.kind) for row in rows]


QUIETER = [("W02", CHECK_IN), ("W03", CHECK_IN), ("W05", CHECK_IN), ("W07", GO_ON)]


def test_who_never_answers_is_asked_once_and_then_left_in_peace(session: Session, pair: Pair) -> None:
    weeks_go_by(session, NOW + 20 * WEEK)
    assert told(session, pair) == QUIETER
    assert next_nudge(session, NOW + 20 * WEEK, pair.ana) is None


@pytest.mark.parametrize("after", [timedelta(0), timedelta(minutes=50), timedelta(days=6)])
def test_any_act_makes_it_weekly_again(session: Session, pair: Pair, after: timedelta) -> None:
    """However soon after the nudge: an act of the same hour as an earlier one isn't written down anew."""
    weeks_go_by(session, FIRST + 3 * WEEK + timedelta(minutes=1))
    note_activity(pair.ana, FIRST + 3 * WEEK - timedelta(minutes=5))
    note_activity(pair.ana, FIRST + 3 * WEEK + after)
    session.flush()
    weeks_go_by(session, FIRST + 5 * WEEK + timedelta(minutes=1))
    assert told(session, pair)[2:] == [("W05", CHECK_IN), ("W06", CHECK_IN), ("W07", CHECK_IN)]


def test_what_was_never_sent_is_not_unanswered(session: Session, pair: Pair) -> None:
    weeks_go_by(session, FIRST + 4 * WEEK, OutboxState.DEAD)
    assert [kind for _, kind in told(session, pair)] == [CHECK_IN] * 4


def test_a_new_swap_is_a_new_beginning(session: Session, pair: Pair) -> None:
    weeks_go_by(session, NOW + 8 * WEEK)
    cleo = pair.make.enroll(pair.program, pair.make.member("Cleo"))
    pair.make.pairing(pair.anas, cleo, introduced_at=NOW + 8 * WEEK)
    weeks_go_by(session, NOW + 10 * WEEK)
    assert told(session, pair) == [*QUIETER, ("W10", CHECK_IN)]


def test_the_question_shows_every_swap(session: Session, pair: Pair) -> None:
    weeks_go_by(session, NOW + 8 * WEEK)
    nudge = session.scalars(select(Nudge).filter_by(member_id=pair.ana.id, kind=GO_ON)).one()
    [facts] = nudge_facts(session, nudge.due_at, [NudgeDue(nudge.id)])
    assert facts and (facts.kind, len(facts.rows)) == (GO_ON, 1)


def test_when_the_next_one_really_comes(session: Session, pair: Pair) -> None:
    """The week that stays quiet is looked at, too, but nobody is told that it will be."""
    now = FIRST + WEEK + timedelta(hours=1)
    weeks_go_by(session, now)
    assert pair.ana.next_nudge_at == FIRST + 2 * WEEK
    assert next_nudge(session, now, pair.ana) == FIRST + 3 * WEEK
    pair.anas.nudges_off = True
    session.flush()
    assert next_nudge(session, now, pair.ana) is None


def test_when_the_next_one_comes_to_who_is_away(session: Session, pair: Pair) -> None:
    plan_nudges(session, NOW)
    pair.ana.away_until = FIRST + timedelta(days=2)
    assert next_nudge(session, NOW, pair.ana) == FIRST + WEEK


def test_a_week_without_room_has_no_nudge(session: Session, pair: Pair) -> None:
    """Two suggestions came in this week already: the nudge isn't sent, nor held against its reader."""
    for number in range(2):
        queue.add(
            session,
            PairingOffered(number, pair.ana.id),
            to=pair.ana,
            workspace_id=pair.ana.workspace_id,
            key=f"offered:{number}",
            due_at=FIRST - timedelta(hours=20),
            unasked=True,
        )
    weeks_go_by(session, FIRST + timedelta(days=4))
    assert told(session, pair) == []
    assert pair.ana.next_nudge_at == FIRST + WEEK
