"""What a change would make of a round, told before it is made: the matcher is asked about the few people in it."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import UserError
from bot.features.people.service import mention
from bot.features.rounds.change_facts import NotChanged, PinDraft, Preview, SwapDraft
from bot.features.rounds.changing import pair_in, possible_with, require_in_program, seen_round, swapped
from bot.features.rounds.facts import Numbers, PairLine
from bot.features.rounds.inputs import restored
from bot.features.rounds.messages import RoundNotChanged
from bot.features.rounds.review import lines_of, members_of
from bot.features.rounds.service import OPEN
from bot.features.rounds.wishes import Pair, Wish, Wishes, with_wishes
from bot.features.rounds.writing import pair_row
from bot.matching import child
from bot.matching.answer import Answer
from bot.matching.errors import MatcherFailed, PinBreaksRule
from bot.matching.problem import Problem
from bot.matching.terms import Rule
from bot.models import Member, Program, Round, RoundPair, WishKind
from bot.models.sealed import opened_or_empty

QUICK = 2.0
"""Seconds: an owner waits for the answer, and Slack for three at most."""

PRIVATE = frozenset({Rule.AVOIDED, Rule.FORBIDDEN, Rule.PAIRED_BEFORE, Rule.HOURS, Rule.LANGUAGE})
"""Rules that aren't told apart: who avoids whom is nobody's business, nor with whom somebody swaps elsewhere."""

NEARLY = {Rule.UNINVOLVED: Rule.UNAVAILABLE, Rule.LEVEL_UNKNOWN: Rule.LEVEL}
"""Rules that no owner's round breaks read like those that are nearest."""

Match = Callable[[Problem, float], Answer]


def swap_draft(session: Session, acting: Member, round_id: int, version: int, page: int, one: Pair) -> SwapDraft:
    """A pair whose mentor is to be swapped; raises NotYours or UserError."""
    round_ = seen_round(session, acting, round_id, version)
    line, *_ = lines_of(session, round_, [pair_in(session, round_, one)])
    return SwapDraft(f"{round_id}:{version}:{page}:{one[0]}:{one[1]}", line, page, round_id)


def pin_draft(session: Session, acting: Member, round_id: int, version: int, page: int) -> PinDraft:
    """Two people of a round to be chosen; raises NotYours or UserError."""
    seen_round(session, acting, round_id, version)
    return PinDraft(f"{round_id}:{version}:{page}", page, round_id)


def swap_preview(
    session: Session,
    acting: Member,
    round_id: int,
    version: int,
    page: int,
    one: Pair,
    other: Pair,
    match: Match = child.match,
) -> Preview:
    """Both pairs before and after, and what it costs. Raises NotYours, or UserError where a rule is against it."""
    round_ = seen_round(session, acting, round_id, version)
    if one[0] == other[0]:
        raise UserError("round-swap-same-mentor", field="other")
    before = lines_of(session, round_, [pair_in(session, round_, pair) for pair in (one, other)])
    wish = swapped(one, other, acting.id)
    after = _after(session, round_, wish, match, "other")
    score = sum(line.score for line in after) - sum(line.score for line in before)
    cost = None if _are_paired_the_other_way(session, round_, wish) else Numbers(0, 0, score)
    place = f"{round_id}:{version}:{page}:{one[0]}:{one[1]}:{other[0]}:{other[1]}"
    return Preview(place, WishKind.SWAP, before, after, cost, page, round_id)


def _are_paired_the_other_way(session: Session, round_: Round, wish: Wish) -> bool:
    """Whether two whom the wish pairs are a pair already, the other way round, as unknown levels allow: that one
    has to go, and what comes in its place only solving again can say."""
    rows = select(RoundPair.mentor_id, RoundPair.mentee_id).where(
        RoundPair.round_id == round_.id, RoundPair.mentor_id.in_([mentee for _, mentee in wish.pins])
    )
    return bool({(mentee, mentor) for mentor, mentee in session.execute(rows)} & set(wish.pins))


def pin_preview(
    session: Session,
    acting: Member,
    round_id: int,
    version: int,
    page: int,
    pair: Pair,
    match: Match = child.match,
) -> Preview:
    """Two people as a pair. Raises NotYours, or UserError where a rule is against it."""
    round_ = seen_round(session, acting, round_id, version)
    require_in_program(session, round_, pair)
    after = _after(session, round_, Wish(WishKind.PIN, pair, acting.id), match, "mentee")
    place = f"{round_id}:{version}:{page}:{pair[0]}:{pair[1]}"
    return Preview(place, WishKind.PIN, (), after, None, page, round_id)


def _after(session: Session, round_: Round, wish: Wish, match: Match, field: str) -> tuple[PairLine, ...]:
    """The pairs of a wish as they would be; raises UserError at the field where they can't."""
    wishes = possible_with(session, round_, wish)
    try:
        answer = match(_problem(round_, wishes), QUICK)
    except PinBreaksRule as refused:
        raise cannot(session, refused, field) from refused
    except MatcherFailed as failure:
        raise UserError("round-weighing-slow", field=field) from failure
    found = {(int(pair.mentor), int(pair.mentee)): pair for pair in answer.pairs}
    rows = [RoundPair(id=0, **pair_row(found[pair])) for pair in wish.pins]
    return lines_of(session, round_, rows)


def _problem(round_: Round, wishes: Wishes) -> Problem:
    """Of the few people whom the wishes pair: a round of thousands takes seconds to read."""
    if not opened_or_empty(round_, "inputs"):
        raise UserError("round-inputs-lost")
    people = {str(person) for wish in wishes for pair in wish.pins for person in pair}
    return with_wishes(restored(_part(round_.inputs, people)), wishes)


def _part(inputs: Mapping[str, Any], people: Collection[str]) -> dict[str, Any]:
    """The inputs of a round with these people only, what was among them, and whoever is above one of them."""
    here = [one for one in inputs["people"] if one["id"] in people]
    if len(here) < len(people):
        raise UserError("round-not-in-it")
    among = {
        name: [couple for couple in inputs[name] if {couple["mentor"], couple["mentee"]} <= set(people)]
        for name in ("past_pairs", "forbids")
    }
    return {**inputs, **among, "people": here, "managers": _chains(inputs, people)}


def _chains(inputs: Mapping[str, Any], people: Collection[str]) -> dict[str, str]:
    managers = inputs["managers"] | {one["id"]: one["manager"] for one in inputs["people"] if one["manager"]}
    found: dict[str, str] = {}
    for at in people:
        while at not in found and (above := managers.get(at)):
            found[at] = above
            at = above
    return found


def cannot(session: Session, refused: PinBreaksRule, field: str | None = None) -> UserError:
    """Why two people can't be a pair, in words that give away nothing that they told in private."""
    people = members_of(session, (int(refused.mentor), int(refused.mentee)))
    mentor, mentee = (people[int(one)].name for one in (refused.mentor, refused.mentee))
    return UserError(f"round-cannot-{told(refused.rule)}", field=field, mentor=mentor, mentee=mentee)


def not_changed_facts(session: Session, _now: datetime, message: RoundNotChanged) -> NotChanged | None:
    """Why the pairs stay as they were, while the round waits for its owners."""
    round_ = session.get(Round, message.round_id)
    if round_ is None or round_.state not in OPEN:
        return None
    program = session.get_one(Program, round_.program_id).name
    if message.rule is None or message.mentor_id is None or message.mentee_id is None:
        return NotChanged(round_.id, program)
    people = members_of(session, (message.mentor_id, message.mentee_id))
    mentor, mentee = (mention(people[one]) for one in (message.mentor_id, message.mentee_id))
    return NotChanged(round_.id, program, told(Rule(message.rule)), mentor, mentee)


def told(rule: Rule) -> str:
    """The rule as an owner reads of it."""
    return "private" if rule in PRIVATE else NEARLY.get(rule, rule).value
