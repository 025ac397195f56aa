"""What skill-sharing prompts have to say."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SkillPrompted:
    """A member is asked what they could show somebody now."""

    prompt_id: int
