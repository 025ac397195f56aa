"""What texts about prompts need: plain data."""

from msgspec import Struct

Choice = tuple[int, str]
"""A skill: its id and name."""


class PromptFacts(Struct, frozen=True):
    """The question what a member could show, as it stands now.

    `wanted`: what people of the program would like to learn, and this member doesn't show yet. `shown`: what they
    said to this question. `waiting`: own words among it that no owner has looked at yet. `by_owner`: the program's
    owners are looking for somebody.
    """

    prompt_id: int
    program: str
    by_owner: bool
    wanted: tuple[Choice, ...]
    shown: tuple[Choice, ...]
    waiting: tuple[str, ...]


class AskFacts(Struct, frozen=True):
    """A gap as its program's owner sees it, before anybody is asked.

    `people`: who would be asked now; `asked`: who could show it, but was asked something this month already.
    """

    program_id: int
    program: str
    skill_id: int
    skill: str
    wanted_by: int
    shown_by: int
    people: int
    asked: int
