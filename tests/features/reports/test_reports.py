"""Reports from closed weeks: counted once, frozen, and sent where they belong."""

import csv
import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.db import Database
from bot.errors import NotYours
from bot.features.reports import closing_weeks, service
from bot.features.reports.facts import NothingYet, ReportFacts
from bot.features.reports.messages import ReportAsked, ReportFileAsked
from bot.features.reports.sheet import sheet
from bot.features.reports.views import asking
from bot.features.reports.views import report as views
from bot.features.reports.views.files import report_files
from bot.models import (
    Answer,
    CheckIn,
    ClosedWeek,
    Enrollment,
    EnrollmentState,
    Meeting,
    MeetingHow,
    MeetingSkill,
    MeetingState,
    Member,
    Nudge,
    OutboxMessage,
    OutboxState,
    Pairing,
    PairingState,
    Program,
    ProgramState,
    PublishedAnswers,
    Pulse,
)
from bot.text import Translator
from bot.workbook import Workbook, xlsx
from tests.factories import Factory

MONDAY = date(2027, 1, 4)
WEEK = timedelta(weeks=1)
WEDNESDAY = datetime(2027, 1, 6, 10, tzinfo=UTC)
T = Translator()


def closing(number: int) -> datetime:
    """When the n-th week of the program closes (the first is 0)."""
    return datetime(2027, 1, 11, 12, tzinfo=UTC) + number * WEEK


class Still(Random):
    """Nothing is left to chance: averages come out as they are."""

    def expovariate(self, lambd: float = 1.0) -> float:
        return 0.0


@dataclass
class Scene:
    """A program with pairs that meet."""

    session: Session
    make: Factory
    owner: Member
    program: Program
    pairings: list[Pairing]

    def meet(self, pairing: Pairing, at: datetime = WEDNESDAY, **values: object) -> Meeting:
        defaults = {"minutes": 45, "how": MeetingHow.CALL, "held_on": at.date(), "logged_at": at}
        return self.add(
            Meeting(pairing_id=pairing.id, logged_by_id=self.members(pairing)[0].id, **defaults | values)
        )

    def pulse(self, meeting: Meeting, member: Member, score: int, at: datetime = WEDNESDAY) -> Pulse:
        scores = {"useful": score, "voice": score, "counted": score}
        return self.add(Pulse(meeting_id=meeting.id, member_id=member.id, answered_at=at, **scores))

    def members(self, pairing: Pairing) -> list[Member]:
        ids = (pairing.mentor_id, pairing.mentee_id)
        seats = select(Member).join(Enrollment, Enrollment.member_id == Member.id).where(Enrollment.id.in_(ids))
        return list(self.session.scalars(seats))

    def add(self, row):
        row.workspace_id = self.program.workspace_id
        self.session.add(row)
        self.session.flush()
        return row


def scene(session: Session, pairs: int = 3, **program: object) -> Scene:
    make = Factory(session)
    owner = make.member("Olive Owner")
    where = make.program(owner, **program)
    pairings = [
        make.pairing(make.enroll(where, make.member()), make.enroll(where, make.member())) for _ in range(pairs)
    ]
    return Scene(session, make, owner, where, pairings)


def close(session: Session, now: datetime) -> int:
    total = 0
    while done := closing_weeks.close_weeks(session, now, Still()):
        total += done
    return total


def report(session: Session, program: Program, as_of: str = "2027-W01") -> ReportFacts:
    facts = service.report_facts(session, closing(0), ReportAsked(program.id, as_of))
    assert facts is not None
    return facts


def test_a_week_closes_when_it_is_over_in_every_time_zone(session: Session) -> None:
    scene(session)
    assert closing_weeks.next_close(session) == closing(0)
    assert close(session, closing(0) - timedelta(seconds=1)) == 0
    assert close(session, closing(0)) == 1
    assert close(session, closing(0)) == 0
    assert closing_weeks.next_close(session) == closing(1)


def test_weeks_that_nobody_closed_are_closed_in_order(session: Session) -> None:
    scene(session)
    assert close(session, closing(11)) == 12
    weeks = session.scalars(select(ClosedWeek.iso_week).order_by(ClosedWeek.id)).all()
    assert [*weeks] == [f"2027-W{number:02}" for number in range(1, 13)]


def test_a_program_that_ended_or_is_closed_closes_no_more_weeks(session: Session) -> None:
    acme = scene(session, ends_on=MONDAY + timedelta(days=9))
    acme.make.program(acme.owner, name="Closed", state=ProgramState.CLOSED)
    assert close(session, closing(9)) == 2
    assert closing_weeks.next_close(session) is None


def test_counts_are_of_the_week(session: Session) -> None:
    acme = scene(session, pairs=4)
    first, second, third, fourth = acme.pairings
    fourth.state, fourth.ended_at = PairingState.ENDED, WEDNESDAY
    acme.make.enroll(acme.program, acme.make.member(), state=EnrollmentState.PAUSED)
    acme.make.enroll(acme.program, acme.make.member(), state=EnrollmentState.LEFT)
    talk = acme.meet(first, minutes=60)
    acme.meet(second, minutes=30, state=MeetingState.CONFIRMED)
    acme.meet(third, state=MeetingState.DISPUTED)
    acme.add(MeetingSkill(meeting_id=talk.id, skill_id=acme.make.skill("TikTok").id))
    close(session, closing(0))
    counts = report(session, acme.program).weeks[0].counts
    assert (counts.enrolled, counts.active, counts.paused) == (9, 8, 1)
    assert (counts.pairs, counts.introduced, counts.met) == (3, 4, 2)
    assert (counts.meetings, counts.minutes, counts.skills, counts.skills_so_far) == (2, 180, 1, 1)
    assert not counts.period_is_over  # two weeks a period


def test_a_meeting_counts_once_even_if_it_was_logged_late(session: Session) -> None:
    acme = scene(session)
    acme.meet(acme.pairings[0], held_on=MONDAY, logged_at=closing(0) - timedelta(minutes=1))
    acme.meet(acme.pairings[1], held_on=MONDAY, logged_at=closing(0))
    acme.meet(acme.pairings[2], held_on=MONDAY + WEEK, logged_at=closing(0) - timedelta(minutes=1))
    close(session, closing(2))
    weeks = report(session, acme.program, "2027-W03").weeks
    assert [line.counts.meetings for line in weeks] == [1, 2, 0]


def test_the_meeting_rate_is_of_the_cadence_period(session: Session) -> None:
    acme = scene(session)
    acme.meet(acme.pairings[0])
    acme.meet(acme.pairings[1], WEDNESDAY + WEEK)
    acme.meet(acme.pairings[1], WEDNESDAY + WEEK + timedelta(days=1))
    acme.meet(acme.pairings[2], WEDNESDAY + 2 * WEEK)
    close(session, closing(2))
    weeks = report(session, acme.program, "2027-W03").weeks
    assert [(line.counts.met, line.counts.period_is_over) for line in weeks] == [(1, False), (2, True), (1, False)]


def test_nudges_count_when_they_were_sent_and_answered(session: Session) -> None:
    acme = scene(session, pairs=1)
    pairing = acme.pairings[0]
    members = acme.members(pairing)
    outsider = acme.make.member("In no pair")
    for member, state in ((members[0], OutboxState.SENT), (members[1], OutboxState.CANCELLED), (outsider, "sent")):
        nudge = acme.add(Nudge(member_id=member.id, iso_week="2027-W01", due_at=WEDNESDAY))
        acme.add(
            OutboxMessage(
                kind="NudgeDue",
                params={},
                recipient=member.slack_id,
                dedup_key=f"nudge:{nudge.id}",
                wire_key=f"key{nudge.id}",
                state=OutboxState(state),
                due_at=WEDNESDAY,
            )
        )
    for week in ("2027-W01", "2027-W02"):
        acme.add(
            CheckIn(
                pairing_id=pairing.id,
                member_id=members[0].id,
                iso_week=week,
                answer=Answer.NOT_YET,
                answered_at=WEDNESDAY,
            )
        )
    close(session, closing(1))
    counts = [line.counts for line in report(session, acme.program, "2027-W02").weeks]
    assert [(week.nudges, week.answered) for week in counts] == [(1, 1), (0, 0)]


def test_what_is_closed_does_not_change_any_more(session: Session) -> None:
    acme = scene(session)
    for pairing in acme.pairings:
        meeting = acme.meet(pairing)
        for member in acme.members(pairing):
            acme.pulse(meeting, member, 4)
    close(session, closing(0))
    before = report(session, acme.program)
    assert [(group.respondents, group.useful) for group in before.groups] == [(6, 4.0)]
    for meeting in session.scalars(select(Meeting)):
        meeting.state = MeetingState.DISPUTED
    for pulse in session.scalars(select(Pulse)):
        pulse.useful = 1
    acme.make.enroll(acme.program, acme.make.member())
    session.flush()
    close(session, closing(3))
    assert report(session, acme.program) == before


def test_four_peoples_answers_are_withheld_and_never_shown(session: Session) -> None:
    acme = scene(session, pairs=2)
    for pairing in acme.pairings:
        meeting = acme.meet(pairing)
        for member in acme.members(pairing):
            acme.pulse(meeting, member, 5)
    close(session, closing(3))
    facts = report(session, acme.program, "2027-W04")
    assert facts.groups == ()
    assert facts.withheld == ("2027-W01", "2027-W02", "2027-W03", "2027-W04")
    assert session.scalar(select(func.count()).select_from(PublishedAnswers)) == 0
    early = report(session, acme.program, "2027-W01")
    assert (early.pending, early.withheld) == (("2027-W01",), ())


def test_sparse_weeks_are_published_together_at_the_end_of_their_block(session: Session) -> None:
    acme = scene(session, pairs=3)
    for number, pairing in enumerate(acme.pairings):
        at = WEDNESDAY + number * WEEK
        meeting = acme.meet(pairing, at)
        for member in acme.members(pairing):
            acme.pulse(meeting, member, number + 2, at)
    close(session, closing(2))
    assert report(session, acme.program, "2027-W03").groups == ()
    close(session, closing(3))
    (group,) = report(session, acme.program, "2027-W04").groups
    assert (group.weeks, group.respondents, group.useful) == (
        ("2027-W01", "2027-W02", "2027-W03", "2027-W04"),
        6,
        3.0,
    )


def test_groups_come_in_the_order_in_which_they_end(session: Session) -> None:
    acme = scene(session, pairs=3)
    for number in range(4):
        at = WEDNESDAY + number * WEEK
        for pairing in acme.pairings if number == 1 else [acme.pairings[number % 3]]:
            meeting = acme.meet(pairing, at)
            for member in acme.members(pairing):
                acme.pulse(meeting, member, 3, at)
    acme.pulse(acme.meet(acme.pairings[1], WEDNESDAY), acme.members(acme.pairings[1])[0], 3)
    close(session, closing(3))
    weeks = [group.weeks for group in report(session, acme.program, "2027-W04").groups]
    assert weeks == [("2027-W02",), ("2027-W01", "2027-W03", "2027-W04")]


def test_an_older_report_stays_as_it_was(session: Session) -> None:
    """As of a week that was closed before the block's answers were published."""
    acme = scene(session, pairs=3)
    for pairing in acme.pairings[:2]:
        meeting = acme.meet(pairing)
        for member in acme.members(pairing):
            acme.pulse(meeting, member, 5)
    close(session, closing(0))
    before = report(session, acme.program)
    late = acme.meet(acme.pairings[2], WEDNESDAY + WEEK)
    acme.pulse(late, acme.members(acme.pairings[2])[0], 1, WEDNESDAY + WEEK)
    close(session, closing(3))
    assert report(session, acme.program, "2027-W04").groups
    assert report(session, acme.program) == before


def test_another_programs_answers_are_not_mixed_in(session: Session) -> None:
    acme = scene(session, pairs=2)
    other = acme.make.program(acme.owner, name="Other")
    pairing = acme.make.pairing(
        acme.make.enroll(other, acme.make.member()), acme.make.enroll(other, acme.make.member())
    )
    for each in (*acme.pairings, pairing):
        meeting = acme.meet(each)
        for member in acme.members(each):
            acme.pulse(meeting, member, 5)
    close(session, closing(3))
    assert report(session, acme.program, "2027-W04").groups == ()


def test_two_ticks_at_once_close_a_week_once(database: Database) -> None:
    with database.transaction() as session:
        scene(session)

    def tick(_number: int) -> None:
        with database.transaction() as session:
            closing_weeks.close_weeks(session, closing(0))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(tick, range(4)))
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(ClosedWeek)) == 1


def test_a_report_goes_to_the_report_channel(session: Session) -> None:
    acme = scene(session, report_channel="CREPORT")
    close(session, closing(0))
    assert service.ask(session, closing(0), acme.owner, acme.program.id) is acme.program
    messages = session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)).all()
    assert [(message.kind, message.recipient, message.caretaker_id) for message in messages] == [
        ("ReportAsked", "CREPORT", acme.owner.id),
        ("ReportFileAsked", "CREPORT", acme.owner.id),
    ]
    assert messages[0].params == {"program_id": acme.program.id, "as_of": "2027-W01"}


def test_without_a_channel_it_goes_to_who_asked(session: Session) -> None:
    acme = scene(session)
    close(session, closing(0))
    service.ask(session, closing(0), acme.owner, acme.program.id)
    assert set(session.scalars(select(OutboxMessage.recipient))) == {acme.owner.slack_id}


def test_only_owners_ask(session: Session) -> None:
    acme = scene(session)
    with pytest.raises(NotYours):
        service.ask(session, closing(0), acme.members(acme.pairings[0])[0], acme.program.id)


def test_before_the_first_week_is_over_it_says_when(session: Session) -> None:
    acme = scene(session)
    outcome = service.ask(session, WEDNESDAY, acme.owner, acme.program.id)
    assert outcome == NothingYet(acme.program.name, enrolled=6, pairs=3, first_at=closing(0))
    assert session.scalar(select(func.count()).select_from(OutboxMessage)) == 0
    said = str(asking.nothing_yet(T, outcome).body())
    assert "Monday 11 January, 12:00" in said
    assert "6 people have joined, and 3 pairs are active." in said


def test_the_file_has_a_row_for_each_week_and_no_formulas(session: Session) -> None:
    acme = scene(session, name="=HYPERLINK(1)", pairs=3)
    for pairing in acme.pairings:
        meeting = acme.meet(pairing)
        for member in acme.members(pairing):
            acme.pulse(meeting, member, 4)
    close(session, closing(1))
    facts = service.files_facts(session, closing(1), ReportFileAsked(acme.program.id, "2027-W02"))
    assert facts
    *_, file, _ = report_files(T, facts).files
    assert isinstance(file.content, str)
    rows = list(csv.DictReader(io.StringIO(file.content)))
    assert [row["week"] for row in rows] == ["2027-W01", "2027-W02"]
    assert {row["program"] for row in rows} == {"'=HYPERLINK(1)"}
    assert [(row["respondents"], row["voice"]) for row in rows] == [("6", "4.0"), ("", "")]
    assert (rows[0]["hours_given"], rows[0]["meeting_rate_percent"]) == ("4.5", "100")
    assert file.name == "report-2027-W02.csv"


def test_the_message_says_what_is_withheld_and_why(session: Session) -> None:
    acme = scene(session, name="Swap <!channel>", pairs=3)
    for number in range(6):
        at = WEDNESDAY + number * WEEK
        for pairing in acme.pairings if number in (1, 2) else acme.pairings[:1]:
            meeting = acme.meet(pairing, at)
            for member in acme.members(pairing):
                acme.pulse(meeting, member, min(number + 1, 5), at)
    close(session, closing(5))
    message = views.report(T, report(session, acme.program, "2027-W06"))
    said = "\n".join(str(block) for block in message.body()["blocks"])
    assert "Confidential" in said
    assert "2027-W03 · 6 people" in said
    assert "Useful    3.0  1.2–4.8     2.0" in said
    assert "Not shown: 2027-W01 W04." in said
    assert "Not shown yet: 2027-W05 W06." in said
    assert message.text.plain() == "A program's report is ready"
    assert len(message.blocks) <= 50


def test_it_says_of_how_many_pairs_both_said_that_they_met(session: Session) -> None:
    """One word counts until the other disputes it; what is settled after the week closed counts next time."""
    here = scene(session, pairs=7)
    states = [MeetingState.CONFIRMED] * 3 + [MeetingState.LOGGED] * 2 + [MeetingState.DISPUTED]
    for pairing, state in zip(here.pairings, states, strict=False):
        settled = WEDNESDAY if state != MeetingState.LOGGED else None
        here.meet(pairing, state=state, settled_at=settled)
    late = here.meet(here.pairings[6], state=MeetingState.CONFIRMED, settled_at=closing(0))
    close(session, closing(0))
    facts = report(session, here.program)
    counts = facts.weeks[-1].counts
    assert (counts.met, counts.met_by_both) == (6, 3)
    told = str(views.report(T, facts).blocks)
    assert "3 of the pairs that met; in 3 more, one of the two has said so" in told
    (row,) = csv.DictReader(io.StringIO(sheet(facts)))
    assert row["pairs_met_said_by_both"] == "3"
    assert late.state == MeetingState.CONFIRMED


def test_of_few_pairs_it_is_not_said(session: Session) -> None:
    here = scene(session, pairs=4)
    for pairing in here.pairings:
        here.meet(pairing, state=MeetingState.CONFIRMED, settled_at=WEDNESDAY)
    close(session, closing(0))
    facts = report(session, here.program)
    assert (facts.weeks[-1].counts.met, facts.weeks[-1].counts.shown_by_both) == (4, None)
    assert "Said by both" not in str(views.report(T, facts).blocks)
    (row,) = csv.DictReader(io.StringIO(sheet(facts)))
    assert row["pairs_met_said_by_both"] == ""


def test_a_week_that_was_frozen_before_this_was_counted_is_still_read(session: Session) -> None:
    here = scene(session, pairs=6)
    close(session, closing(0))
    week = session.scalars(select(ClosedWeek)).one()
    week.counts = {name: count for name, count in week.counts.items() if name != "met_by_both"}
    session.flush()
    assert report(session, here.program).weeks[-1].counts.met_by_both is None


def test_the_spreadsheet_tells_every_average_with_its_interval_and_what_was_taught(session: Session) -> None:
    here = scene(session, name="=cmd|' /C calc'!A0", pairs=3)
    here.make.skill("TikTok")
    for pairing in here.pairings:
        meeting = here.meet(pairing)
        here.add(MeetingSkill(meeting_id=meeting.id, skill_id=here.make.skill("TikTok").id))
        for member in here.members(pairing):
            here.pulse(meeting, member, 4)
    alone = here.meet(here.pairings[0], WEDNESDAY + timedelta(days=1))
    here.add(MeetingSkill(meeting_id=alone.id, skill_id=here.make.skill("What only one shows").id))
    close(session, closing(0))
    facts = service.files_facts(session, closing(0), ReportFileAsked(here.program.id, "2027-W01"))
    assert facts
    book = report_files(T, facts).files[-1].content
    assert isinstance(book, Workbook)
    rows = {sheet.name: sheet.rows for sheet in book.sheets}
    assert rows["Answers"][1] == ("2027-W01", "everybody", 6, *(4.0, 2.0, 5.0) * 3)
    assert rows["Skills"][1:] == (("TikTok", 0, 0, 0, 6),)  # of two people the other one would tell who
    assert rows["Weeks"][1][:4] == ("=cmd|' /C calc'!A0", "2027-W01", 6, 6)
    assert xlsx(book).startswith(b"PK")
