"""Owners change a proposed round, before anybody hears of it, and have its pairs found once more.

Each change needs the version of the round that its owner saw, so that two owners don't change it past each other.
Whom a change is about is checked again here; whether the rules allow it is the matcher's to say.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import NotYours, UserError
from bot.features.rounds.service import advance, decided_already, owned_round
from bot.features.rounds.wishes import Pair, Wish, Wishes, fulfilled, pending, require_readable, stored, wishes_of
from bot.models import Enrollment, Member, Round, RoundPair, RoundState, WishKind

MOST_WISHES = 20
"""Each is looked at by itself when the pairs are found again, and all stand on one page."""


def seen_round(session: Session, acting: Member, round_id: int, version: int) -> Round:
    """A proposed round as an owner saw it; raises NotYours, or UserError where it has moved on."""
    round_, _ = owned_round(session, acting, round_id)
    if round_.version != version or round_.state != RoundState.PROPOSED:
        raise decided_already(session, round_)
    require_readable(round_)
    return round_


def pair_in(session: Session, round_: Round, pair: Pair) -> RoundPair:
    """A pair of the round; raises NotYours for any other."""
    mentor_id, mentee_id = pair
    found = session.scalar(
        select(RoundPair).filter_by(round_id=round_.id, mentor_id=mentor_id, mentee_id=mentee_id)
    )
    if found is None:
        raise NotYours()
    return found


def keep(session: Session, acting: Member, round_id: int, version: int, pair: Pair) -> Round:
    """These two stay together, however the others are paired; raises NotYours or UserError."""
    return _change_pair(session, acting, round_id, version, pair, Wish(WishKind.PIN, pair, acting.id))


def part(session: Session, acting: Member, round_id: int, version: int, pair: Pair) -> Round:
    """These two are not paired; raises NotYours or UserError."""
    return _change_pair(session, acting, round_id, version, pair, Wish(WishKind.FORBID, pair, acting.id))


def leave_out(session: Session, acting: Member, round_id: int, version: int, pair: Pair, person: int) -> Round:
    """One of these two is in no pair this time; raises NotYours or UserError."""
    if person not in pair:
        raise NotYours()
    return _change_pair(session, acting, round_id, version, pair, Wish(WishKind.LEAVE_OUT, (person,), acting.id))


def swap(session: Session, acting: Member, round_id: int, version: int, one: Pair, other: Pair) -> Round:
    """Each of two mentors gets the other's mentee; raises NotYours or UserError."""
    round_ = seen_round(session, acting, round_id, version)
    for pair in (one, other):
        pair_in(session, round_, pair)
    return want(session, round_, version, swapped(one, other, acting.id))


def swapped(one: Pair, other: Pair, by: int) -> Wish:
    """The wish that two pairs swap their mentors."""
    return Wish(WishKind.SWAP, (other[0], one[1], one[0], other[1]), by)


def pin(session: Session, acting: Member, round_id: int, version: int, pair: Pair) -> Round:
    """Any two of the program are paired; raises NotYours or UserError."""
    round_ = seen_round(session, acting, round_id, version)
    require_in_program(session, round_, pair)
    return want(session, round_, version, Wish(WishKind.PIN, pair, acting.id))


def require_in_program(session: Session, round_: Round, people: Pair) -> None:
    """Raises NotYours for anybody who has no place in the round's program."""
    here = select(Enrollment.id).where(Enrollment.program_id == round_.program_id, Enrollment.id.in_(people))
    if set(session.scalars(here)) != set(people):
        raise NotYours()


def take_back(session: Session, acting: Member, round_id: int, version: int, number: int) -> Round:
    """The change with this place in the list is no longer wanted; raises NotYours or UserError."""
    round_ = seen_round(session, acting, round_id, version)
    wishes = wishes_of(round_)
    _set(session, round_, version, (*wishes[:number], *wishes[number + 1 :]))
    return round_


def find_again(session: Session, acting: Member, round_id: int, version: int) -> Round:
    """Have the pairs found once more with all changes, in the background; raises NotYours or UserError.

    Until they are found, and where that fails, the round keeps the pairs that it has.
    """
    round_ = seen_round(session, acting, round_id, version)
    again = {"state": RoundState.COMPUTING, "asked_again_by_id": acting.id}
    if pending(round_) and not advance(session, round_, version, (RoundState.PROPOSED,), **again):
        raise decided_already(session, round_)
    return round_


def stop_finding(session: Session, acting: Member, round_id: int, version: int) -> Round:
    """The pairs stay as they are, and the changes wait; raises NotYours or UserError."""
    round_, _ = owned_round(session, acting, round_id)
    if round_.score is None:
        raise decided_already(session, round_)  # there are no pairs yet to go back to
    if not advance(session, round_, version, (RoundState.COMPUTING,), state=RoundState.PROPOSED):
        raise decided_already(session, round_)
    return round_


def want(session: Session, round_: Round, version: int, wish: Wish) -> Round:
    """Add a wish to the round's; one that is there already changes nothing. Raises UserError."""
    wishes = possible_with(session, round_, wish)
    if len(wishes) > len(wishes_of(round_)):
        _set(session, round_, version, wishes)
    return round_


def possible_with(session: Session, round_: Round, wish: Wish) -> Wishes:
    """The round's wishes with this one; raises UserError where another contradicts it, or there are too many."""
    wishes = wishes_of(round_)
    if any(wish.is_same(other) for other in wishes):
        return wishes
    if other := next((other for other in wishes if wish.contradicts(other)), None):
        raise _contradiction(session, other)
    if len(wishes) >= MOST_WISHES:
        raise UserError("round-changes-most", count=MOST_WISHES)
    # One that was only taken back comes back as it was: then there is nothing to find again.
    return (*wishes, next((done for done in fulfilled(round_) if done.is_same(wish)), wish))


def _contradiction(session: Session, other: Wish) -> UserError:
    """It names the change that is in the way, as the list does."""
    named = select(Enrollment.id, Member.name).join(Member, Member.id == Enrollment.member_id)
    names = dict(session.execute(named.where(Enrollment.id.in_(other.people))).all())
    people = [names[person] for person in other.people] + [""] * 3
    about = dict(zip(("one", "two", "three", "four"), people, strict=False))
    return UserError("round-change-contradicts", kind=other.kind.value, **about)


def _change_pair(session: Session, acting: Member, round_id: int, version: int, pair: Pair, wish: Wish) -> Round:
    round_ = seen_round(session, acting, round_id, version)
    pair_in(session, round_, pair)
    return want(session, round_, version, wish)


def _set(session: Session, round_: Round, version: int, wishes: Wishes) -> None:
    if not advance(session, round_, version, (RoundState.PROPOSED,), wishes=stored(wishes)):
        raise decided_already(session, round_)
