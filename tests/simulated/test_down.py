"""The bot was down for a day or longer: it comes back in the night, and disturbs nobody with what is stale."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from benchmarks.here import Here, Slack
from bot.db import Database
from bot.models import OutboxMessage, OutboxState
from tests.simulated.life import NOW, Life, match_here

LISBON = ("Europe/Lisbon", "Europe/Lisbon")
DAY = timedelta(days=1)
TUESDAY_EIGHT = datetime(2027, 3, 9, 8, tzinfo=UTC)
"""Two hours before everybody's first hello."""


@pytest.fixture
def life(database: Database) -> Iterator[Life]:
    """Two people in Lisbon to whom each other was just suggested, on Monday 1 March at ten."""
    here = Here.on(database.engine.url.render_as_string(hide_password=False), Slack.at(NOW))
    here.match_with(match_here)
    life = Life.begin(here, LISBON, ends_on=datetime(2027, 3, 26, tzinfo=UTC).date())
    for who in life.people[1:]:
        life.deliver(life.joining(who, direction="both"))
    life.deliver(life.proposing())
    here.tick()
    life.deliver(life.approving())
    yield life
    life.finish()
    here.bot.database.engine.dispose()


def paired(life: Life) -> None:
    """Both say yes, are introduced, and it is Tuesday of the week after, before their hello."""
    life.here.tick()
    for who in life.people[1:]:
        life.deliver(life.pressing(life.last(who, "pairings.accept")))
    life.here.live_to(TUESDAY_EIGHT)


def down(life: Life, until: datetime) -> list[dict[str, Any]]:
    """The bot is down until then, and comes back; what it logged."""
    life.here.move_to(until)
    with capture_logs() as logs:
        life.here.tick()
    return [dict(one) for one in logs]


def came(life: Life, kind: str) -> list[datetime]:
    """When messages of a kind came; the calendar has moved on since."""
    with life.here.bot.database.reading() as session:
        rows = session.execute(select(OutboxMessage.wire_key, OutboxMessage.kind))
        kinds = dict(rows.all())
    return [
        post.at for post in life.here.slack.posts if kinds[post.body["metadata"]["event_payload"]["key"]] == kind
    ]


def dropped(life: Life) -> dict[str, str | None]:
    with life.here.bot.database.reading() as session:
        rows = select(OutboxMessage.kind, OutboxMessage.last_error).filter_by(state=OutboxState.DEAD)
        return dict(session.execute(rows).all())


def test_down_on_the_day_of_the_hello(life: Life) -> None:
    """This week's is dropped and said to be; next week's comes at its hour."""
    paired(life)
    logs = down(life, TUESDAY_EIGHT + DAY)
    assert [one["planned_at"] for one in logs if one["event"] == "nudge_dropped"] == [
        "2027-03-09T10:00:00+00:00"
    ] * 2
    life.here.live_to(TUESDAY_EIGHT + 8 * DAY)
    assert came(life, "NudgeDue") == [datetime(2027, 3, 16, 10, tzinfo=UTC)] * 2


def test_slack_was_away_while_the_hello_was_on_its_way(life: Life) -> None:
    """It was queued in time, and expires with its hours: the row and the log say so."""
    paired(life)
    life.here.slack.is_away = True
    life.here.live_to(TUESDAY_EIGHT + timedelta(hours=3))
    life.here.slack.is_away = False
    logs = down(life, TUESDAY_EIGHT + timedelta(hours=20))
    assert dropped(life) == {"NudgeDue": "expired"}
    assert [one["kind"] for one in logs if one["event"] == "message_expired"] == ["NudgeDue"] * 2
    assert came(life, "NudgeDue") == []


def test_down_over_a_weekend_with_somebody_to_tell(life: Life) -> None:
    """Ana ends the swap on Friday night; the bot is back on Monday at 23:00, and Ben reads it on Tuesday."""
    paired(life)
    ana, _ = life.people[1:]
    life.here.live_to(datetime(2027, 3, 12, 22, tzinfo=UTC))
    life.deliver(life.ending(ana))
    down(life, datetime(2027, 3, 15, 23, tzinfo=UTC))
    assert came(life, "PairingEnded") == []
    life.here.live_to(datetime(2027, 3, 17, tzinfo=UTC))
    assert came(life, "PairingEnded") == [datetime(2027, 3, 16, 9, tzinfo=UTC)]


def test_down_over_the_end_of_an_offers_term(life: Life) -> None:
    """Who was asked hears of its end in their hours; the reminder, which is late, doesn't come any more."""
    life.here.tick()
    down(life, datetime(2027, 3, 9, 2, tzinfo=UTC))
    life.here.live_to(datetime(2027, 3, 10, tzinfo=UTC))
    assert came(life, "OfferReminder") == []
    assert came(life, "OfferClosed") == [datetime(2027, 3, 9, 9, tzinfo=UTC)] * 2


def test_down_before_anybody_was_asked_until_it_is_over(life: Life) -> None:
    """Who was never asked needn't hear of the end; the questions are dropped, with their reason."""
    logs = down(life, datetime(2027, 3, 9, 2, tzinfo=UTC))
    life.here.live_to(datetime(2027, 3, 10, tzinfo=UTC))
    assert came(life, "PairingOffered") == came(life, "OfferClosed") == []
    assert dropped(life) == {"PairingOffered": "expired"}
    assert [one["kind"] for one in logs if one["event"] == "message_expired"] == ["PairingOffered"] * 2


def test_down_over_the_end_of_a_break(life: Life) -> None:
    """They are back, and read so in the morning; the hello of that week isn't made up for."""
    paired(life)
    life.deliver(life.pausing(life.people[1], 2))  # until Thursday
    down(life, datetime(2027, 3, 12, 3, tzinfo=UTC))
    life.here.live_to(datetime(2027, 3, 14, tzinfo=UTC))
    assert came(life, "PauseEnded") == [datetime(2027, 3, 12, 9, tzinfo=UTC)]
    assert came(life, "NudgeDue") == []


def test_down_over_the_end_of_a_program(life: Life) -> None:
    """Nobody hears that the end is near when it has come; everybody is thanked, by day."""
    life.here.tick()
    for who in life.people[1:]:
        life.deliver(life.pressing(life.last(who, "pairings.accept")))
    life.here.live_to(datetime(2027, 3, 10, tzinfo=UTC))
    down(life, datetime(2027, 3, 28, 3, tzinfo=UTC))  # a Sunday; the 26th was the last day
    life.here.live_to(datetime(2027, 3, 31, tzinfo=UTC))
    assert came(life, "EndNears") == []
    assert came(life, "ProgramClosed") == [datetime(2027, 3, 29, 8, tzinfo=UTC)] * 2  # nine in Lisbon, in summer


def test_back_within_the_hour_everything_still_comes(life: Life) -> None:
    """What is an hour late and still of use isn't dropped."""
    paired(life)
    down(life, TUESDAY_EIGHT + timedelta(hours=3))
    assert came(life, "NudgeDue") == [TUESDAY_EIGHT + timedelta(hours=3)] * 2


def test_somebody_moves_before_they_are_introduced(life: Life) -> None:
    """Planned for nine in Lisbon, it waits until it is nine in New York, too."""
    life.here.tick()
    life.here.live_to(datetime(2027, 3, 1, 22, tzinfo=UTC))
    for who in life.people[1:]:
        life.deliver(life.pressing(life.last(who, "pairings.accept")))
    life.here.change(life.people[1], tz="America/New_York")
    life.here.live_to(datetime(2027, 3, 3, tzinfo=UTC))
    assert came(life, "PairIntroduced") == [datetime(2027, 3, 2, 14, tzinfo=UTC)]
