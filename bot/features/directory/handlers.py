"""Slack tells of everybody who changes: a name, a time zone, or that they are gone."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.features.directory import service
from bot.features.people import service as people
from bot.models import Workspace
from bot.slack.directory import read_profile
from bot.slack.handling import Listeners
from bot.slack.incoming import Body


def register(slack: Listeners) -> None:
    slack.event("user_change", member_changed)


def member_changed(session: Session, now: datetime, workspace: Workspace, event: Body) -> None:
    """Only those whom we know matter."""
    if member := people.find(session, workspace.id, event["user"]["id"]):
        profile = read_profile(event["user"], workspace.team_id)
        people.follow_changes(session, {member.slack_id: member}, [profile], now)
        service.follow(session, now, member)
