"""For whom a round finds somebody, as its owners read it before they approve."""

from collections.abc import Mapping

from bot.features.rounds.facts import Group, GroupKind, GroupName, Review, Shares
from bot.features.rounds.views.past import SUPPLY
from bot.slack.blocks import Block, Words, actions, button, context, header, modal, section
from bot.text import Translator

SHARES = "rounds.shares"
PAGE = "rounds.shares_page"

MOST_UNEVEN, MOST_GROUPS = 3, 15


def fairness(t: Translator, facts: Review) -> list[Block]:
    """Before anything is approved: who is left out more often than others, and a look at all groups."""
    if facts.page > 0 or not facts.summary.pairs:
        return []
    warnings: list[Block] = [
        section(
            t(
                "round-uneven",
                who=_group(t, one.kind, one.name),
                matched=one.group.matched,
                people=one.group.people,
                percent=one.group.percent,
                others=one.rest.percent,
                reason=t(f"round-reason-{one.reason.value}"),
            )
        )
        for one in facts.uneven[:MOST_UNEVEN]
    ]
    more = len(facts.uneven) - MOST_UNEVEN
    looks = [
        button(t("round-shares-button"), SHARES, str(facts.summary.round_id)),
        button(t("round-supply-button"), SUPPLY, str(facts.summary.round_id)),
    ]
    return [*warnings, *([context(t("round-uneven-more", count=more))] if more > 0 else []), actions(*looks)]


def shares(t: Translator, facts: Shares) -> Block:
    """For what share of each group the round finds somebody."""
    blocks: list[Block] = [
        section(
            t(
                "round-shares",
                program=facts.program,
                matched=facts.everybody.matched,
                people=facts.everybody.people,
                percent=facts.everybody.percent,
            )
        )
    ]
    for kind, groups in facts.groups.items():
        blocks += _shares_by(t, kind, groups) if groups else []
    return modal(PAGE, t("round-shares-title"), [*blocks, context(t("round-shares-note"))], close=t("close"))


def _shares_by(t: Translator, kind: GroupKind, groups: Mapping[GroupName, Group]) -> list[Block]:
    lines = [
        t(
            "round-share",
            who=_group(t, kind, name),
            matched=group.matched,
            people=group.people,
            percent=group.percent,
        )
        for name, group in list(groups.items())[:MOST_GROUPS]
    ]
    return [header(t(f"round-shares-by-{kind.value}")), *(section(line) for line in lines)]


def _group(t: Translator, kind: GroupKind, name: GroupName) -> Words:
    match kind:
        case GroupKind.LEVEL:
            return t("level", level=name)
        case GroupKind.WAITING:
            return t("round-has-waited", waited=name)
        case GroupKind.TEAM | GroupKind.LOCATION:
            return str(name)
