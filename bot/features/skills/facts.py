"""What texts about skills need: plain data."""

from collections.abc import Sequence
from enum import StrEnum

from msgspec import Struct

CATEGORIES = (
    *("tools", "social", "perspectives", "inclusion", "data", "code", "design"),
    *("together", "speaking", "leading", "strategy", "money", "customers", "growth"),
)
"""In the order in which they are shown; a skill may have none."""


class Suggestion(Struct, frozen=True):
    """A skill that a member may pick. `waiting`: their own words, which no owner has looked at yet."""

    id: int
    name: str
    category: str | None
    waiting: bool = False


class Suggestions(Struct, frozen=True):
    """What fits what was typed, the best first. `own_words`: what may be added, where nothing comes near it."""

    found: Sequence[Suggestion]
    own_words: str | None = None


class Deed(StrEnum):
    """What an owner may do with a skill."""

    TAKEN_IN = "taken_in"
    MERGED = "merged"
    LEFT_OUT = "left_out"
    CHANGED = "changed"


class Done(Struct, frozen=True):
    """What an owner has just done. `into`: the name of the skill that another was merged into."""

    deed: Deed
    skill: str
    into: str = ""


class WaitingSkill(Struct, frozen=True):
    """Own words that wait for an owner's yes, and how many people have picked them."""

    id: int
    name: str
    people: int


class SkillsDesk(Struct, frozen=True):
    """What waits for a yes: those that most people have first. `more`: how many don't fit on the page."""

    waiting: tuple[WaitingSkill, ...]
    more: int = 0
    done: Done | None = None


class SkillPage(Struct, frozen=True):
    """A listed skill, as an owner may change it. `programs`: those that they run, by id and name."""

    id: int
    version: int
    name: str
    category: str | None
    people: int
    other_names: tuple[str, ...]
    programs: tuple[tuple[int, str], ...]


class Merger(Struct, frozen=True):
    """A skill that would become another name of one that is listed, and whom that concerns. Nothing is done yet.

    `version`: of a listed one, as it was seen; None: it waits for a yes. `people` have it, `both` of them have the
    other one beside it on the same side; `across` show one of the two and would like to learn the other.
    """

    id: int
    version: int | None
    name: str
    into_id: int
    into: str
    people: int
    both: int
    across: int


class MergedFacts(Struct, frozen=True):
    """Two skills that have become one, for somebody who has it on one side only now: they show it, or don't."""

    skill: str
    into: str
    program_id: int
    program: str
    shown: bool


class LeftOutFacts(Struct, frozen=True):
    """Own words that an owner left out, for somebody who had picked them. `left`: how many remain to them."""

    skill: str
    program_id: int
    program: str
    left: int


class WaitingFacts(Struct, frozen=True):
    """How many skills wait for an owner's yes."""

    count: int
