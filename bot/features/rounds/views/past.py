"""Past rounds, which can be run once more, and the skills of a round."""

from bot.features.rounds.past_facts import PastRound, PastRounds, Replayed, SkillLine, Supply
from bot.slack.blocks import Block, button, context, header, modal, section
from bot.slack.replies import Message
from bot.text import Translator

PAST = "rounds.past"
REPLAY = "rounds.replay"
SUPPLY = "rounds.supply"
PAGE = "rounds.past_page"
SUPPLY_PAGE = "rounds.supply_page"

MOST_SKILLS = 25  # of each kind: all three fit on one page


def past_rounds(t: Translator, facts: PastRounds) -> Block:
    """The newest first; each can be run once more."""
    blocks = [section(t("round-past", program=facts.program) if facts.rounds else t("round-past-none"))]
    blocks += [_past(t, one) for one in facts.rounds]
    note = [context(t("round-past-note"))] if facts.rounds else []
    return modal(PAGE, t("round-past-title"), [*blocks, *note], close=t("close"))


def _past(t: Translator, one: PastRound) -> Block:
    words = t(
        "round-past-line",
        number=one.number,
        approved=one.approved,
        on=one.decided_on,
        pairs=one.pairs,
        average=one.average,
        state="gone" if one.gone else "asked" if one.asked else "kept",
    )
    return section(words, None if one.asked or one.gone else button(t("round-replay-button"), REPLAY, str(one.id)))


def replayed(t: Translator, facts: Replayed) -> Message:
    """Whether the same pairs came out."""
    words = t(f"round-replayed-{facts.outcome.value}", program=facts.program, number=facts.number)
    return Message(t("round-replayed-alert"), [section(words)])


def supply(t: Translator, facts: Supply) -> Block:
    """What is wanted against what there are places for."""
    groups = {"scarce": facts.scarce, "enough": facts.enough, "unasked": facts.unasked}
    blocks: list[Block] = [section(t("round-supply", program=facts.program))]
    for name, lines in groups.items():
        if lines:
            blocks += [header(t(f"round-supply-{name}")), *(_skill(t, line) for line in lines[:MOST_SKILLS])]
        if len(lines) > MOST_SKILLS:
            blocks.append(context(t("round-supply-more", count=len(lines) - MOST_SKILLS)))
    return modal(SUPPLY_PAGE, t("round-supply-title"), blocks, close=t("close"))


def _skill(t: Translator, line: SkillLine) -> Block:
    numbers = {"wanted": line.wanted, "places": line.places, "learned": line.learned}
    return section(t("round-supply-line", skill=line.skill, **numbers))
