"""A small company that lives with the bot: what anybody may do, what Slack may do, and what must always hold.

Everything goes by way of real payloads to the whole bot, and what it posts is looked at as it is posted.
"""

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Column, ColumnElement, Text, select, type_coerce
from sqlalchemy.orm import Session

from benchmarks import calendars, payloads
from benchmarks.calendars import Wish
from benchmarks.here import Here, Post
from benchmarks.payloads import Form, Payload, option
from bot.matching import codec
from bot.matching.answer import Answer as Matched
from bot.matching.problem import Problem
from bot.matching.solve import solve
from bot.models import (
    LIVE,
    Base,
    Enrollment,
    EnrollmentState,
    Member,
    MemberKind,
    Nudge,
    OutboxMessage,
    OutboxState,
    Pairing,
    PairingAnswer,
    PairingState,
    Program,
    ProgramOwner,
    ProgramState,
    Round,
    RoundState,
    SeenPayload,
    Skill,
)
from bot.models.sealed import SealedColumn
from sandbox.world.people import Person

PEOPLE = 5
NOW = datetime(2027, 3, 1, 10, tzinfo=UTC)
ZONES = ("Europe/Lisbon", "America/New_York", "Pacific/Auckland", "Asia/Kathmandu", "Pacific/Honolulu")
AT_ONCE = {"Joined", "RoundProposed", "RoundFailed", "FillInFailed", "LeftUnmatched", "PairingOffered"}
"""What may come at night, since somebody is there who has just asked for it; not half an hour later."""
SOON = timedelta(minutes=30)
FINAL = (OutboxState.SENT, OutboxState.CANCELLED, OutboxState.DEAD, OutboxState.HELD)
NOT_STATE = {"outbox", "seen_payloads"}
PASSING = {"active_at", "refreshed_at", "home_digest", "home_opened_at"}
"""Columns that say when somebody was last seen, not how they stand."""


def match_here(problem: Problem) -> Matched:
    """The real matcher, in this process, with its problem as it travels to the other one."""
    return solve(codec.problem_from_json(codec.problem_to_json(problem)))


@dataclass
class Life:
    """A program, its owner and five people, of whom nobody is in it yet."""

    here: Here
    program_id: int = 0
    people: list[Person] = field(default_factory=list)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)
    drawer: list[Payload] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    away_until: dict[str, date] = field(default_factory=dict)
    _unasked: dict[str, list[datetime]] = field(default_factory=lambda: defaultdict(list))
    _greeted: set[tuple[str, str]] = field(default_factory=set)
    _posted: set[str] = field(default_factory=set)

    @classmethod
    def begin(cls, here: Here, zones: Sequence[str], **program: Any) -> "Life":
        """In an empty database, and an empty Slack."""
        life = cls(here)
        here.slack.on_post = life._seen
        owner = here.slack.hire("Olive Owner", tz="Europe/Lisbon", is_admin=True)
        life.people = [owner, *(here.slack.hire(f"Member {n}", tz=zone) for n, zone in enumerate(zones))]
        with here.bot.database.transaction() as session:
            scope = {"workspace_id": here.workspace.id}
            olive = Member(**scope, slack_id=owner.id, name="Olive", timezone=owner.tz, refreshed_at=here.slack.now)
            start = here.slack.now.date() - timedelta(days=7)
            row = Program(**scope, name="Swap", announce_channel="C1", starts_on=start, **program)
            session.add_all([olive, row])
            session.flush()
            session.add(ProgramOwner(**scope, program_id=row.id, member_id=olive.id))
            life.program_id = row.id
        return life

    @property
    def owner(self) -> Person:
        return self.people[0]

    # What comes in

    def deliver(self, payload: Payload, how: str = "once") -> None:
        """Once, twice in a row, or later, when other things have happened."""
        if how == "late":
            self.drawer.append(payload)
            return
        self.here.send(payload)
        if how == "twice":
            self._again(payload)

    def _again(self, payload: Payload) -> None:
        with self.here.bot.database.reading() as session:
            before, seen = self.state(session), len(session.scalars(select(SeenPayload.id)).all())
        self.here.send(payload)
        with self.here.bot.database.reading() as session:
            if len(session.scalars(select(SeenPayload.id)).all()) == seen and self.state(session) != before:
                self.wrong.append(f"the same payload again changed something: {payload.body[:200]}")

    def state(self, session: Session) -> dict[str, list[Any]]:
        """Every row of what people and programs are, without what only says when somebody was here.

        What is sealed as it is stored: what is read of it is opened when it is asked for, and each is another.
        """
        state: dict[str, list[Any]] = {}
        for table in Base.metadata.sorted_tables:
            if table.name not in NOT_STATE:
                columns = [_as_stored(column) for column in table.columns if column.name not in PASSING]
                state[table.name] = [tuple(row) for row in session.execute(select(*columns).order_by(table.c.id))]
        return state

    def joining(self, who: Person, direction: str) -> Payload:
        """They fill in the form: something to show, something to learn."""
        with self.here.bot.database.reading() as session:
            skills = list(session.scalars(select(Skill.id).order_by(Skill.id).limit(4)))
        junior = self.people.index(who) % 2 == 0
        shown, wanted = (skills[:2], skills[2:]) if junior else (skills[2:], skills[:2])
        form = Form(self.program_id, shown, wanted, 2 if junior else 8, direction)
        return self._form(who, "enrollment.join_form", str(self.program_id), form.values())

    def pausing(self, who: Person, days: int) -> Payload:
        until = (self.here.slack.now + timedelta(days=days)).date()
        values = {"until": {"selected_date": until.isoformat()}}
        return self._form(who, "pairings.pause_form", self._place(who), values)

    def leaving(self, who: Person) -> Payload:
        return self._form(who, "pairings.leave_form", self._place(who), {})

    def profile(self, who: Person, rng: random.Random) -> Payload:
        """Other days, hours and capacity, and another budget."""
        starts = rng.choice((0, 7, 9, 13))
        values: dict[str, Any] = {
            "capacity": {"value": str(rng.randint(1, 3))},
            "format": {"selected_option": option("any")},
            "style": {"selected_option": option("any")},
            "work_days": {"selected_options": [option(day) for day in rng.sample(range(7), rng.randint(2, 7))]},
            "work_starts": {"selected_time": f"{starts:02}:00"},
            "work_ends": {"selected_time": f"{starts + rng.choice((4, 8, 10)):02}:30"},
            "nudge_day": {"selected_option": option(rng.randrange(7))},
            "nudge_minute": {"selected_time": f"{rng.randrange(24):02}:{rng.choice((0, 15, 30)):02}"},
            "unasked_a_week": {"value": str(rng.randint(1, 3))},
            "holidays": {"selected_option": option("home")},
        }
        return self._form(who, "enrollment.profile_form", self._place(who), values)

    def proposing(self) -> Payload:
        return self._form(self.owner, "rounds.propose", str(self.program_id), {})

    def approving(self) -> Payload | None:
        with self.here.bot.database.reading() as session:
            round_ = session.scalars(select(Round).filter_by(state=RoundState.PROPOSED)).first()
        return round_ and self._click(self.owner, "rounds.approve", f"{round_.id}:{round_.version}")

    def logging(self, who: Person) -> Payload | None:
        """They log a meeting of today with whomever they swap with."""
        with self.here.bot.database.reading() as session:
            mine = select(Enrollment.id).join(Member, Member.id == Enrollment.member_id)
            places = list(session.scalars(mine.where(Member.slack_id == who.id)))
            rows = select(Pairing.id).where(
                Pairing.state == PairingState.ACTIVE, Pairing.mentor_id.in_(places) | Pairing.mentee_id.in_(places)
            )
            pairing = session.scalars(rows).first()
        if pairing is None:
            return None
        values = {
            "held_on": {"selected_date": self.here.slack.now.date().isoformat()},
            "minutes": {"value": "45"},
            "how": {"selected_option": option("call")},
            "skills": {"selected_options": []},
        }
        return self._form(who, "checkins.log", str(pairing), values)

    def ending(self, who: Person) -> Payload:
        """They end a swap of theirs, from where they see it."""
        with self.here.bot.database.reading() as session:
            pairing = session.scalars(select(Pairing.id).filter_by(state=PairingState.ACTIVE)).first()
        return self._click(who, "pairings.end", str(pairing))

    def last(self, who: Person, action_id: str) -> tuple[str, str, str]:
        """The last such button that came to them."""
        return [one for one in self.buttons if one[:2] == (who.id, action_id)][-1]

    def pressing(self, button: tuple[str, str, str]) -> Payload:
        user, action_id, value = button
        return payloads.click(user, action_id, value, self.here.slack.team.id)

    def typing(self, who: Person, text: str) -> Payload:
        return payloads.typed(who.id, text, self.here.slack.team.id)

    def _click(self, who: Person, action_id: str, value: str) -> Payload:
        return self.pressing((who.id, action_id, value))

    def _form(self, who: Person, callback_id: str, subject: str, values: dict[str, Any]) -> Payload:
        return payloads.submit(who.id, callback_id, subject, values, self.here.slack.team.id)

    def _place(self, who: Person) -> str:
        """Their enrollment, also one that they have left; else one that isn't theirs, which must be refused."""
        with self.here.bot.database.reading() as session:
            mine = select(Enrollment.id).join(Member, Member.id == Enrollment.member_id)
            return str(
                session.scalar(mine.where(Member.slack_id == who.id)) or session.scalar(select(Enrollment.id)) or 1
            )

    # What the bot posts

    def _seen(self, post: Post) -> None:
        key = post.body.get("metadata", {}).get("event_payload", {}).get("key")
        with self.here.bot.database.reading() as session:
            row = session.scalars(select(OutboxMessage).filter_by(wire_key=key)).one()
            if row.wire_key in self._posted:
                self._note(row, post, "was posted twice")
            self._posted.add(row.wire_key)
            ids = self.here.slack.readers(post)
            readers = session.scalars(select(Member).where(Member.slack_id.in_(ids))).all()
            if not self._is_the_hour(row, readers, post.at):
                zones = [reader.timezone for reader in readers]
                self._note(row, post, f"came outside of the working hours of {ids} in {zones}")
            for reader in readers:
                slack_id = reader.slack_id
                self._look(session, row, reader, post)
                if not row.recipient.count("+"):
                    self.buttons += [(slack_id, *button) for button in _buttons(post)]

    def _note(self, row: OutboxMessage, post: Post, what: str) -> None:
        self.wrong.append(f"{row.kind} {row.params} to {row.recipient}, due at {row.due_at}, {what} at {post.at}")

    def _is_the_hour(self, row: OutboxMessage, readers: Sequence[Member], at: datetime) -> bool:
        """Whether all who read it are at work; or one, where two never are at the same time."""
        if row.kind in AT_ONCE and not row.unasked and at - row.due_at <= SOON:
            return True
        if len(readers) == 1:
            return _work([*readers], at)
        quarters = (at + n * timedelta(minutes=15) for n in range(7 * 96))
        return _work(readers, at) or not any(_work(readers, later) for later in quarters)

    def _look(self, session: Session, row: OutboxMessage, reader: Member, post: Post) -> None:
        at = post.at
        if reader.deactivated_at or reader.kind != MemberKind.PERSON:
            self._note(row, post, f"came to {reader.slack_id}, who is gone")
        if row.unasked:
            self._look_at_budget(row, reader, post)
        place = session.scalars(select(Enrollment).filter_by(member_id=reader.id)).first()
        until = self.away_until.get(reader.slack_id)
        today = calendars.local(at, reader.timezone).date()
        if row.unasked and row.kind != "ProgramClosed" and place:
            if place.state != EnrollmentState.ACTIVE:
                self._note(row, post, f"came to {reader.slack_id}, who is {place.state}")
            elif until and today < until:
                self._note(row, post, f"came to {reader.slack_id}, who is on a break until {until}")
        match row.kind:
            case "NudgeDue":
                self._look_at_nudge(session, row, reader, post)
            case "PairingOffered" | "OfferReminder":
                self._look_at_offer(session, row, reader, post)
            case "PairIntroduced":
                if session.get_one(Pairing, row.params["pairing_id"]).state != PairingState.ACTIVE:
                    self._note(row, post, "came when it was over")
            case _:
                pass

    def _look_at_budget(self, row: OutboxMessage, reader: Member, post: Post) -> None:
        spent = self._unasked[reader.slack_id]
        week = calendars.week_of(post.at, reader.timezone)
        if len([at for at in spent if calendars.week_of(at, reader.timezone) == week]) >= reader.unasked_a_week:
            self._note(row, post, f"was one too many in {week} for {reader.slack_id}: {spent}")
        spent.append(post.at)
        quiet = reader.quiet_from and reader.quiet_until and reader.quiet_from <= post.at < reader.quiet_until
        if quiet or (reader.away_until and post.at < reader.away_until):
            self._note(row, post, f"disturbed {reader.slack_id}")

    def _look_at_nudge(self, session: Session, row: OutboxMessage, reader: Member, post: Post) -> None:
        nudge = session.get_one(Nudge, row.params["nudge_id"])
        week = calendars.week_of(post.at, reader.timezone)
        for key in {(reader.slack_id, week), (reader.slack_id, nudge.iso_week)}:
            if key in self._greeted:
                self._note(row, post, f"was the second one to {reader.slack_id} in {week}")
        self._greeted |= {(reader.slack_id, week), (reader.slack_id, nudge.iso_week)}
        if not any(_is_asked_about(session, reader, pairing) for pairing in _active(session, reader)):
            self._note(row, post, f"came to {reader.slack_id}, who is in no swap to ask about")

    def _look_at_offer(self, session: Session, row: OutboxMessage, reader: Member, post: Post) -> None:
        pairing = session.get_one(Pairing, row.params["pairing_id"])
        answered = session.scalars(
            select(PairingAnswer).filter_by(pairing_id=pairing.id, member_id=reader.id)
        ).all()
        if answered or pairing.state != PairingState.OFFERED or not post.at < (pairing.lapses_at or post.at):
            self._note(row, post, f"came to {reader.slack_id} when it was answered or over")

    # What must hold at any time

    def check(self) -> None:
        """Raises AssertionError with all that was seen so far."""
        with self.here.bot.database.reading() as session:
            places = {row.id: row for row in session.scalars(select(Enrollment))}
            members = {row.id: row for row in session.scalars(select(Member))}
            programs = {row.id: row for row in session.scalars(select(Program))}
            pairings = session.scalars(select(Pairing)).all()
            answers = {
                (row.pairing_id, row.member_id): row.accepted for row in session.scalars(select(PairingAnswer))
            }
        for place in places.values():
            self._check_place(place, members[place.member_id])
        live = [pairing for pairing in pairings if pairing.state in LIVE]
        couples = [frozenset((places[one.mentor_id].member_id, places[one.mentee_id].member_id)) for one in live]
        assert len(couples) == len(set(couples)), "two are in two swaps with each other"
        mentees = [one.mentee_id for one in live]
        assert len(mentees) == len(set(mentees)), "somebody learns from two at once"
        for one in pairings:
            for place in (places[one.mentor_id], places[one.mentee_id]):
                self._check_seat(one, place, members[place.member_id], answers)
            is_live = one.state in LIVE
            assert (one.ended_at is None) == is_live, f"pairing {one.id}: {one.state}, ended at {one.ended_at}"
            assert (one.lapses_at is not None) == (one.state == PairingState.OFFERED), f"pairing {one.id}"
            assert not (one.state == PairingState.ACTIVE and one.introduced_at is None), f"pairing {one.id}"
            assert not is_live or programs[one.program_id].state == ProgramState.OPEN, f"pairing {one.id} lives on"
        assert not self.wrong, "\n".join(self.wrong)

    def _check_place(self, place: Enrollment, member: Member) -> None:
        if place.paused_until:
            self.away_until[member.slack_id] = place.paused_until
        else:
            self.away_until.pop(member.slack_id, None)
        is_paused, has_left = place.state == EnrollmentState.PAUSED, place.state == EnrollmentState.LEFT
        assert is_paused == (place.resumes_at is not None) == (place.paused_until is not None), f"place {place.id}"
        assert has_left == (place.left_at is not None), f"place {place.id}"
        if place.state != EnrollmentState.ACTIVE:
            assert place.fill_in_asked_at is None, f"place {place.id} looks for somebody"

    def _check_seat(
        self, pairing: Pairing, place: Enrollment, member: Member, answers: dict[tuple[int, int], bool]
    ) -> None:
        what = f"pairing {pairing.id} ({pairing.state}), place {place.id} ({place.state})"
        is_gone = member.deactivated_at is not None or member.kind != MemberKind.PERSON
        if pairing.state == PairingState.ACTIVE:
            assert place.state != EnrollmentState.LEFT and not is_gone, what
        if pairing.state == PairingState.OFFERED and place.state != EnrollmentState.ACTIVE:
            assert answers.get((pairing.id, member.id)) is False, f"{what}: asked while away"

    def finish(self) -> None:
        """Days later every message has come to an end."""
        self.here.live_to(self.here.slack.now + timedelta(days=9))
        self.check()
        with self.here.bot.database.reading() as session:
            rows = session.scalars(select(OutboxMessage).where(OutboxMessage.state.not_in(FINAL))).all()
            late = [row for row in rows if row.due_at < self.here.slack.now - timedelta(minutes=10)]
        assert not late, [(row.kind, row.state, row.due_at, row.last_error) for row in late]


def _as_stored(column: Column[Any]) -> ColumnElement[Any]:
    return type_coerce(column, Text) if isinstance(column.type, SealedColumn) else column


def _work(members: Sequence[Member], at: datetime) -> bool:
    return all(calendars.is_working(_wish(one), one.timezone, at) for one in members)


def _wish(member: Member) -> Wish:
    return Wish(
        frozenset(member.work_days), member.work_starts, member.work_ends, member.nudge_day, member.nudge_minute
    )


def _active(session: Session, member: Member) -> Sequence[Pairing]:
    mine = select(Enrollment.id).filter_by(member_id=member.id)
    sits = Pairing.mentor_id.in_(mine) | Pairing.mentee_id.in_(mine)
    return session.scalars(select(Pairing).where(sits, Pairing.state == PairingState.ACTIVE)).all()


def _is_asked_about(session: Session, reader: Member, pairing: Pairing) -> bool:
    seats = [session.get_one(Enrollment, id) for id in (pairing.mentor_id, pairing.mentee_id)]
    mine = next(seat for seat in seats if seat.member_id == reader.id)
    return all(seat.state == EnrollmentState.ACTIVE for seat in seats) and not mine.nudges_off


def _buttons(post: Post) -> list[tuple[str, str]]:
    elements = (element for block in post.body.get("blocks", ()) for element in block.get("elements", ()))
    return [(one["action_id"], one.get("value", "")) for one in elements if "action_id" in one]
