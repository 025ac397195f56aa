"""What owners change in a round: the menu of a pair, the list of changes with a way back, and what each costs."""

from collections.abc import Sequence
from enum import StrEnum

from bot.features.rounds.change_facts import PairOption, PersonOption, PinDraft, Preview, SwapDraft
from bot.features.rounds.facts import ChangeLine, Numbers, PairLine, Review, Summary
from bot.features.rounds.views.pairs import pair
from bot.slack.blocks import (
    Block,
    Words,
    actions,
    button,
    context,
    form_input,
    header,
    modal,
    option,
    overflow,
    section,
)
from bot.slack.inputs import type_ahead
from bot.terms import WishKind
from bot.text import Phrase, Translator

CHANGE = "rounds.change"
UNDO = "rounds.undo"
AGAIN = "rounds.again"
STOP = "rounds.stop"
CHECK = "rounds.check"
TO_PAGE = "rounds.to_page"
PAIR_UP = "rounds.pair_up"
SWAP_FORM = "rounds.swap_form"
PIN_FORM = "rounds.pin_form"
SWAP = "rounds.swap"
PIN = "rounds.pin"
OTHER_PAIR = "rounds.other_pair"
MENTOR = "rounds.mentor"
MENTEE = "rounds.mentee"

PEOPLE = {
    WishKind.PIN: ("mentor", "mentee"),
    WishKind.FORBID: ("mentor", "mentee"),
    WishKind.LEAVE_OUT: ("who",),
    WishKind.SWAP: ("mentor", "mentee", "other", "another"),
}


class Deed(StrEnum):
    """What the menu of a pair offers."""

    KEEP = "keep"
    PART = "part"
    SWAP = "swap"
    WITHOUT_MENTOR = "without_mentor"
    WITHOUT_MENTEE = "without_mentee"


def changeable(t: Translator, line: PairLine, facts: Review) -> list[Block]:
    """A pair of a page, with its menu."""
    place = f"{facts.summary.round_id}:{facts.summary.version}:{facts.page}:{line.mentor_id}:{line.mentee_id}"
    labels: dict[Deed, Words] = {Deed.KEEP: t("round-deed-keep"), Deed.PART: t("round-deed-part")}
    if facts.summary.pairs > 1:
        labels[Deed.SWAP] = t("round-deed-swap")
    labels[Deed.WITHOUT_MENTOR] = t("round-deed-without", who=line.mentor)
    labels[Deed.WITHOUT_MENTEE] = t("round-deed-without", who=line.mentee)
    return pair(t, line, overflow([option(words, f"{deed}:{place}") for deed, words in labels.items()], CHANGE))


def standing(t: Translator, facts: Summary) -> list[Block]:
    """How good a round is: in points, against the last one, and what its owners' changes make of it."""
    if not facts.pairs:
        return []
    lines = [t("round-standing", average=facts.average, score=facts.score)]
    if facts.last:
        last = {"pairs": facts.last.pairs, "average": facts.last.average, "unmatched": facts.last.unmatched}
        lines.append(t("round-standing-last", **last))
    if facts.moved and facts.moved != facts.changed:
        lines.append(t("round-standing-moved", difference=_difference(t, facts.moved)))
    if facts.changed:
        lines.append(t("round-standing-changed", difference=_difference(t, facts.changed)))
    return [context(line) for line in lines]


def changes(t: Translator, facts: Review) -> list[Block]:
    """What waits to be worked in, and on the first page all changes, each with a way back."""
    blocks: list[Block] = []
    if facts.summary.pending:
        again = button(t("round-again-button"), AGAIN, _seen(facts.summary), style="primary")
        blocks.append(section(t("round-changes-pending", count=facts.summary.pending), again))
    if facts.changes:
        blocks += [header(t("round-changes-title")), *(_line(t, line, facts.summary) for line in facts.changes)]
    return blocks


def _line(t: Translator, line: ChangeLine, summary: Summary) -> Block:
    people = dict(zip(PEOPLE[line.kind], line.people, strict=False))
    what = {"what": t(f"round-wish-{line.kind.value}", **people), "by": line.by}
    undo = button(t("round-undo-button"), UNDO, f"{_seen(summary)}:{line.number}")
    if not line.worked_in:
        return section(t("round-change-waits", **what), undo)
    if line.cost is None:
        return section(t("round-change-done", **what), undo)
    return section(t("round-change-costs", **what, difference=_difference(t, line.cost)), undo)


def _difference(t: Translator, numbers: Numbers) -> Phrase | list[Phrase]:
    """What is more and what is less, in the order that counts."""
    named = {"pairs": numbers.pairs, "waiting": numbers.waiting, "points": numbers.score}
    told = [
        t(f"round-{'more' if number > 0 else 'fewer'}-{name}", count=abs(number))
        for name, number in named.items()
        if number
    ]
    return told or t("round-no-difference")


def _seen(summary: Summary) -> str:
    return f"{summary.round_id}:{summary.version}"


def swap_form(t: Translator, facts: SwapDraft) -> Block:
    """Which pair to swap with."""
    return modal(
        SWAP_FORM,
        t("round-swap-title"),
        [
            section(t("round-swap-intro", mentor=facts.pair.mentor, mentee=facts.pair.mentee)),
            form_input(
                "other",
                t("round-swap-other"),
                type_ahead(OTHER_PAIR, placeholder=t("round-search")),
                hint=t("round-swap-hint"),
            ),
            _back(t, facts.round_id, facts.page),
        ],
        submit=t("round-preview-button"),
        close=t("close"),
        subject=facts.place,
    )


def pin_form(t: Translator, facts: PinDraft) -> Block:
    """Which two to pair."""
    return modal(
        PIN_FORM,
        t("round-pin-title"),
        [
            section(t("round-pin-intro")),
            form_input("mentor", t("round-pin-mentor"), type_ahead(MENTOR, placeholder=t("round-search"))),
            form_input("mentee", t("round-pin-mentee"), type_ahead(MENTEE, placeholder=t("round-search"))),
            _back(t, facts.round_id, facts.page),
        ],
        submit=t("round-preview-button"),
        close=t("close"),
        subject=facts.place,
    )


def preview(t: Translator, facts: Preview) -> Block:
    """What a change would make of the round, before it is made."""
    blocks: list[Block] = []
    if facts.before:
        now = [t("round-skipped-pair", mentor=line.mentor, mentee=line.mentee) for line in facts.before]
        blocks.append(section(t("round-preview-before", pairs=now)))
    blocks.append(header(t("round-preview-after")))
    for line in facts.after:
        blocks += [*pair(t, line), *([section(t("round-flag", people=line.unknown))] if line.unknown else [])]
    costs = (
        t("round-preview-costs", difference=_difference(t, facts.cost)) if facts.cost else t("round-preview-later")
    )
    return modal(
        SWAP if facts.kind == WishKind.SWAP else PIN,
        t("round-swap-title") if facts.kind == WishKind.SWAP else t("round-pin-title"),
        [*blocks, section(costs), context(t("round-preview-note")), _back(t, facts.round_id, facts.page)],
        submit=t("round-swap-button") if facts.kind == WishKind.SWAP else t("round-pin-button"),
        close=t("close"),
        subject=facts.place,
    )


def _back(t: Translator, round_id: int, page: int) -> Block:
    return actions(button(t("round-to-page-button"), TO_PAGE, f"{round_id}:{page}"))


def pair_options(t: Translator, pairs: Sequence[PairOption]) -> list[Block]:
    """Pairs to swap with."""
    return [
        option(t("round-pair-option", mentor=one.mentor, mentee=one.mentee), f"{one.mentor_id}:{one.mentee_id}")
        for one in pairs
    ]


def person_options(t: Translator, people: Sequence[PersonOption]) -> list[Block]:
    """People to pair; their team tells apart two of one name."""
    return [option(t("round-person", who=one.person), str(one.enrollment_id), one.team or None) for one in people]
