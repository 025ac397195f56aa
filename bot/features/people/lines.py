"""Reporting lines: who reports to whom, by what people said themselves and by the organization's list."""

from collections.abc import Iterator, Mapping

from msgspec import Struct
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.models import ListedPerson, Member

Node = int
"""A member's id; or, for somebody on the list whom we haven't met in Slack, minus the id of their line there."""


class ReportingLines(Struct, frozen=True):
    """A workspace's chains of managers; `manager_of` has only those whose manager is known."""

    manager_of: Mapping[Node, Node]

    @classmethod
    def of(cls, session: Session, workspace_id: int) -> "ReportingLines":
        """As of now, in two statements. What a member's own row says goes before the list."""
        members = session.execute(
            select(Member.id, Member.manager_id, Member.email).filter_by(workspace_id=workspace_id)
        ).all()
        listed = session.execute(
            select(ListedPerson.id, ListedPerson.email, ListedPerson.manager_email).filter_by(
                workspace_id=workspace_id
            )
        ).all()
        nodes = {email: -line for line, email, _ in listed} | {email: one for one, _, email in members if email}
        by_list = {nodes[email]: nodes.get(manager) for _, email, manager in listed if manager}
        said = {one: manager for one, manager, _ in members if manager}
        return cls({one: manager for one, manager in (by_list | said).items() if manager})

    def above(self, node: Node) -> Iterator[Node]:
        """Everybody in the chain over somebody, the nearest first. A loop in what people said ends the walk."""
        seen = {node}
        while (manager := self.manager_of.get(node)) and manager not in seen:
            yield manager
            seen.add(manager)
            node = manager

    def are_in_one(self, one: Node, other: Node) -> bool:
        """Whether one is anywhere over the other, or both have the same manager."""
        manager = self.manager_of.get(one)
        same = manager is not None and manager == self.manager_of.get(other)
        return same or one in self.above(other) or other in self.above(one)
