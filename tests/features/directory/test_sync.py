"""Once a day Slack is asked about everybody, for what events didn't tell. Against the stand-in; no bot runs."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.clock import MovableClock
from bot.db import Database
from bot.features.directory.handlers import member_changed
from bot.features.directory.sync import DirectorySync
from bot.features.people import service as people
from bot.features.people.installing import install
from bot.features.privacy.keeping import Purge
from bot.models import (
    Enrollment,
    EnrollmentState,
    Member,
    MemberKind,
    Pairing,
    PairingState,
    Program,
    ProgramOwner,
    Workspace,
)
from bot.retention import Retention
from bot.slack.clients import Clients
from bot.slack.directory import fetch_profile
from sandbox import Sandbox
from sandbox.client.people import Person
from tests.factories import NOW, Factory
from tests.journeys.conftest import SCOPES

DAY = timedelta(days=1)


class Company:
    """Three in Slack, of whom the bot has met two: Ana and Ben, who swap."""

    def __init__(self, sandbox: Sandbox, database: Database) -> None:
        self.sandbox, self.database, self.clock = sandbox, database, MovableClock(NOW)
        self.clients = Clients(sandbox.api_url)
        self.sync = DirectorySync(database, self.clients, self.clock)
        self.ana, self.ben, self.cat = (sandbox.workspace.add_user(name) for name in ("Ana", "Ben", "Cat"))
        client = self.clients.for_reading(sandbox.bot_token)
        answer = client.auth_test()
        with database.transaction() as session:
            place = {"enterprise_id": "", "team_id": str(answer["team_id"]), "name": "Acme"}
            ids = {"bot_id": str(answer["bot_id"]), "bot_user_id": str(answer["user_id"])}
            workspace = install(session, NOW, **place, **ids, token=sandbox.bot_token)
            make = Factory(session)
            members = [
                people.remember(session, workspace.id, fetch_profile(client, who.id, workspace.team_id), NOW)
                for who in (self.ana, self.ben)
            ]
            program = make.program(members[0])
            make.pairing(*(make.enroll(program, member) for member in members))

    def tomorrow(self) -> int:
        self.clock.move_to(self.clock() + DAY)
        return self.sync.run_once()

    def member(self, who: Person) -> Member | None:
        with self.database.reading() as session:
            return session.scalar(select(Member).filter_by(slack_id=who.id))

    def place_of(self, session: Session, who: Person) -> Enrollment:
        whose = select(Enrollment).join(Member, Member.id == Enrollment.member_id).where(Member.slack_id == who.id)
        return session.scalars(whose).one()

    def synced_at(self) -> datetime | None:
        with self.database.reading() as session:
            return session.scalars(select(Workspace.synced_at)).one()

    def asked(self) -> int:
        return sum(call["method"] == "users.list" for call in self.sandbox.workspace.calls)


@pytest.fixture
def company(database: Database) -> Iterator[Company]:
    with Sandbox(now=NOW, scopes=SCOPES, commands=["/reverse-mentor"]) as sandbox:
        yield Company(sandbox, database)


def test_it_asks_once_a_day_and_follows_names_and_zones(company: Company) -> None:
    assert company.sync.run_once() == 0  # all were asked about just now
    company.ana.change(real_name="Ana Costa", tz="Asia/Tokyo")
    assert company.tomorrow() == 1
    assert company.sync.run_once() == 0
    ana = company.member(company.ana)
    assert ana and (ana.name, ana.timezone) == ("Ana Costa", "Asia/Tokyo")
    assert company.tomorrow() == 1 and company.asked() == 2


def test_nobody_whom_we_have_not_met_is_written_down(company: Company) -> None:
    company.tomorrow()
    assert company.member(company.cat) is None


def test_a_guest_whom_the_bot_once_refused_is_not_renewed(company: Company) -> None:
    """What isn't renewed is too old to keep one day (privacy/keeping.py)."""
    guest = company.sandbox.workspace.add_user("Gus", is_restricted=True)
    client = company.clients.for_reading(company.sandbox.bot_token)
    with company.database.transaction() as session:
        workspace = session.scalars(select(Workspace)).one()
        profile = fetch_profile(client, guest.id, workspace.team_id)
        people.remember(session, workspace.id, profile, NOW)
    company.tomorrow()
    kept, ana = company.member(guest), company.member(company.ana)
    assert kept and ana and kept.kind == MemberKind.GUEST
    assert kept.refreshed_at == NOW < ana.refreshed_at


@pytest.mark.parametrize("told", ["daily look", "event"])
def test_who_was_only_picked_is_kept_for_as_long_as_anything_names_them(company: Company, told: str) -> None:
    """Ana would rather not meet Cat, who never came near the bot. Slack tells of her every day all the same."""
    client = company.clients.for_reading(company.sandbox.bot_token)
    with company.database.transaction() as session:
        workspace = session.scalars(select(Workspace)).one()
        cat = people.remember(session, workspace.id, fetch_profile(client, company.cat.id, workspace.team_id), NOW)
        cat_id = cat.id
        company.place_of(session, company.ana).avoid = [cat_id]

    def a_year_later() -> str:
        """What Cat is called then."""
        company.clock.move_to(company.clock() + 364 * DAY)
        company.cat.change(real_name=f"Cat {company.clock():%Y}")
        company.tomorrow()
        with company.database.transaction() as session:
            if told == "event":
                event = {"user": client.users_info(user=company.cat.id)["user"]}
                member_changed(session, company.clock(), session.scalars(select(Workspace)).one(), event)
            while Purge(Retention())(session, company.clock()):
                pass
            return session.get_one(Member, cat_id).name

    assert a_year_later() == "Cat 2028"  # who takes part says whom they would rather not meet
    with company.database.transaction() as session:
        company.place_of(session, company.ana).avoid = []
    assert a_year_later() == ""
    assert company.member(company.cat) is None and company.member(company.ana)


def test_who_runs_a_program_and_never_pressed_anything_is_not_forgotten(company: Company) -> None:
    client = company.clients.for_reading(company.sandbox.bot_token)
    with company.database.transaction() as session:
        workspace = session.scalars(select(Workspace)).one()
        cat = people.remember(session, workspace.id, fetch_profile(client, company.cat.id, workspace.team_id), NOW)
        keys = {"workspace_id": workspace.id, "program_id": session.scalars(select(Program.id)).one()}
        session.add(ProgramOwner(**keys, member_id=cat.id))
    company.clock.move_to(company.clock() + 400 * DAY)
    with company.database.transaction() as session:
        while Purge(Retention())(session, company.clock()):
            pass
    assert company.member(company.cat)


def test_who_is_gone_steps_back_from_everything(company: Company) -> None:
    company.ben.deactivate()
    company.tomorrow()
    ben = company.member(company.ben)
    assert ben and ben.deactivated_at
    with company.database.reading() as session:
        assert session.scalars(select(Pairing.state)).all() == [PairingState.ENDED]
        places = dict(session.execute(select(Enrollment.member_id, Enrollment.state)).all())
    assert places[ben.id] == EnrollmentState.LEFT


def test_where_slack_fails_it_is_tried_again_in_an_hour(company: Company) -> None:
    company.sandbox.workspace.faults.add("internal_error", method="users.list", times=1)
    assert company.tomorrow() == 1
    assert company.sync.run_once() == 0
    company.clock.move_to(company.clock() + timedelta(hours=1))
    assert company.sync.run_once() == 1
    assert company.synced_at() == company.clock() and company.asked() == 2


def test_where_slack_refuses_the_token_the_installation_is_paused_though_nothing_is_to_be_sent(
    company: Company,
) -> None:
    company.sandbox.workspace.revoke_token()
    assert company.tomorrow() == 1
    with company.database.reading() as session:
        assert session.scalars(select(Workspace.paused_reason)).all() == ["token_revoked"]


def test_one_of_two_replicas_asks(company: Company) -> None:
    other = DirectorySync(company.database, company.clients, company.clock)
    company.clock.move_to(company.clock() + DAY)
    first, second = company.sync._due(company.clock()), other._due(company.clock())
    assert first and second
    assert company.sync._claim(first, company.clock())
    assert not other._claim(second, company.clock())


def test_a_paused_installation_is_left_alone(company: Company) -> None:
    with company.database.transaction() as session:
        session.scalars(select(Workspace)).one().paused_reason = "token_revoked"
    assert company.tomorrow() == 0 and company.asked() == 0
