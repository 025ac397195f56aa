"""Which workspace a payload is of, and who acts there, by one statement each."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, cast

from slack_bolt import BoltContext
from sqlalchemy import Table, and_, bindparam, select
from sqlalchemy.orm import Session

from bot.db import Unit, take_turn
from bot.errors import NotInstalled
from bot.models import Member, Workspace
from bot.models.sealed import Sealed, opens, sealed_in
from bot.prepared import Prepared
from bot.slack.incoming import Acting

_WORKSPACE = select(Workspace).where(
    Workspace.enterprise_id == bindparam("enterprise_id"), Workspace.team_id == bindparam("team_id")
)
_ACTING = Prepared(
    _WORKSPACE.outerjoin(
        Member, and_(Member.workspace_id == Workspace.id, Member.slack_id == bindparam("slack_id"))
    ).with_only_columns(  # the fields of Acting
        Workspace.id,
        Workspace.team_id,
        Workspace.bot_token,
        Member.id,
        Member.slack_id,
        Member.email,
        Member.kind,
        Member.is_admin,
        Member.timezone,
        Member.locale,
        Member.refreshed_at,
        Member.deactivated_at,
    )
)
TOKEN: Sealed[str] = sealed_in(cast(Table, Workspace.__table__))[0]
_OF_ORGANIZATION = select(Workspace).where(Workspace.enterprise_id == bindparam("enterprise_id"))


def workspace_of(session: Session, context: BoltContext) -> Workspace:
    """Raises NotInstalled where the app isn't known to be."""
    workspace = session.scalar(_WORKSPACE, _place(context))
    if workspace is None:
        raise NotInstalled()
    return workspace


def acting(unit: Unit, context: BoltContext) -> Acting:
    """Who acts, known or not; raises NotInstalled."""
    who = _place(context) | {"slack_id": str(context.actor_user_id)}
    found = unit.row(_ACTING, who)
    if found is None:
        raise NotInstalled()
    return Acting(*found)


def is_visitor(unit: Unit, context: BoltContext, home: str | None) -> bool:
    """Whether who acts is of a connected workspace, with an id that may be somebody else's here.

    Within an organization ids are the same everywhere, so its other workspaces are none.
    """
    place = _place(context)
    if home in (None, place["team_id"], place["enterprise_id"] or None):
        return False
    return not place["enterprise_id"] or unit.session.scalar(_WORKSPACE, place | {"team_id": home}) is None


def token_of(context: BoltContext, acting: Acting) -> Callable[[], str]:
    """The bot's token in the workspace of who acts."""
    row = {**_place(context), "id": acting.workspace_id, TOKEN.name: acting.sealed_token}
    return partial(TOKEN.opened_in, row)


def take_turn_of_actor(session: Session, context: BoltContext) -> None:
    """What one person does is dealt with one after the other: each step sees all of the one before."""
    take_turn(session, f"{context.actor_enterprise_id}:{context.actor_team_id}:{context.actor_user_id}")


def installed_together(session: Session, context: BoltContext) -> Sequence[Workspace]:
    """Every workspace of the installation that an event is about: the event of an organization names one, or none.

    Whether it is an organization's, Slack doesn't always say; but its workspaces have one token.
    """
    place = _place(context)
    if not place["enterprise_id"]:
        return session.scalars(_WORKSPACE, place).all()
    all_of_it = session.scalars(_OF_ORGANIZATION, place).all()
    here = [one for one in all_of_it if one.team_id == place["team_id"]]
    tokens = {one.bot_token for one in here if opens(one, TOKEN.name)}
    alike = [one for one in all_of_it if one in here or (opens(one, TOKEN.name) and one.bot_token in tokens)]
    return all_of_it if context.is_enterprise_install else alike


def _place(context: BoltContext) -> dict[str, Any]:
    return {"enterprise_id": context.actor_enterprise_id or "", "team_id": context.actor_team_id or ""}
