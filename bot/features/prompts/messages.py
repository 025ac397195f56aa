"""What skill-sharing prompts have to say."""

from msgspec import Struct


class SkillPrompted(Struct, frozen=True):
    """A member is asked what they could show somebody now."""

    prompt_id: int
