"""What skills have to say."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SkillsWaiting:
    """New words wait for an owner's yes."""

    member_id: int


@dataclass(frozen=True)
class SkillsMerged:
    """An owner made two skills one, of which a member showed one and wished to learn the other."""

    skill_id: int
    enrollment_id: int


@dataclass(frozen=True)
class SkillLeftOut:
    """An owner left out what a member had picked in their own words."""

    skill_id: int
    enrollment_id: int
