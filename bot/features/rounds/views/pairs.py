"""A pair that a round proposes, as its owners read it."""

from bot.features.rounds.facts import PairLine
from bot.slack.blocks import Block, Words, context, section
from bot.text import Phrase, Translator


def pair(t: Translator, facts: PairLine, menu: Block | None = None) -> list[Block]:
    """Why these two, in words and in numbers; `menu`: what can be done about them."""
    words = _why(t, facts) if facts.skills else t("round-pair-lost", mentor=facts.mentor, mentee=facts.mentee)
    points = [t(f"round-part-{name}", points=points) for name, points in facts.parts.items() if points]
    score = t("round-score", score=facts.score, parts=points) if points else t("round-score-none")
    marks = [t("round-pair-wanted")] if facts.wanted else []
    marks += [t("round-pair-waits")] if facts.waits else []
    return [section(words, menu), context(score, *marks)]


def _why(t: Translator, facts: PairLine) -> Phrase:
    return t(
        "round-pair",
        mentor=facts.mentor,
        mentee=facts.mentee,
        skills=facts.skills,
        back=t("round-pair-back", mentee=facts.mentee, skills=facts.gives_back) if facts.gives_back else "",
        interests=t("round-pair-interests", interests=facts.interests) if facts.interests else "",
        hours=_hours(t, facts.overlap_minutes),
    )


def _hours(t: Translator, minutes: int | None) -> Words:
    return "" if minutes is None else t("round-pair-hours", hours=minutes // 60)
