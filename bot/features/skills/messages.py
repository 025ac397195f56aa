"""What skills have to say."""

from msgspec import Struct


class SkillsWaiting(Struct, frozen=True):
    """New words wait for an owner's yes."""

    member_id: int


class SkillsMerged(Struct, frozen=True):
    """An owner made two skills one, of which a member showed one and wished to learn the other."""

    skill_id: int
    enrollment_id: int


class SkillLeftOut(Struct, frozen=True):
    """An owner left out what a member had picked in their own words."""

    skill_id: int
    enrollment_id: int
