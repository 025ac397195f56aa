"""What the texts of a list of people speak of: plain data, loaded by the service and handed to the views."""

from msgspec import Struct

from bot.terms import ListState


class ListFacts(Struct, frozen=True):
    """A list that was handed in, and what it would change (or did).

    `changed`, `absent` (not in Slack) and `problems` hold the first few, the counts beside them how many there are.
    `absent_count` is None where Slack didn't say. `ignored`: columns of no use.
    """

    list_id: int
    state: ListState
    whole: bool
    people: int = 0
    new: int = 0
    same: int = 0
    missing: int = 0
    changed: tuple[str, ...] = ()
    changed_count: int = 0
    absent: tuple[str, ...] = ()
    absent_count: int | None = None
    problems: tuple[str, ...] = ()
    problems_count: int = 0
    ignored: tuple[str, ...] = ()
