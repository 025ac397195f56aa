"""A round: the owner asks for pairs, looks at every page, approves; then people answer, each in their own way."""

from sandbox.client import Answer, Message, Modal
from sandbox.story import words
from sandbox.story.cast import after
from sandbox.story.diary import Seen
from sandbox.story.hands import Hands
from sandbox.story.time import Time

MOST_PAGES = 50
LOOKS = 0.2


def propose(hands: Hands, program: str) -> None:
    owner = hands.cast.company.owner.name
    desk = hands.modal(owner, of_program(hands, owner, "round", program))
    hands.submit(owner, desk, {})
    hands.diary.did(owner, "proposed a round", program)


def of_program(hands: Hands, owner: str, command: str, program: str) -> Answer:
    """What a command answers for one of the owner's programs; with several, it asks which."""
    answer = hands.command(owner, command)
    asked = next((message for message in answer.messages if words.THIS_ONE in message.buttons), None)
    return hands.click(owner, asked, words.THIS_ONE, near=program) if asked else answer


def decide(hands: Hands, proposal: Message, program: str) -> None:
    """The owner reads the pairs, then approves."""
    owner = hands.cast.company.owner.name
    page = hands.modal(owner, hands.click(owner, proposal, words.LOOK))
    pairs = list(_pairs(page))
    for _ in range(MOST_PAGES):
        if words.MORE not in page.buttons:
            break
        page = hands.modal(owner, hands.click(owner, page, words.MORE))
        pairs += _pairs(page)
    for mentor, mentee in pairs:
        hands.diary.did(mentor, "proposed for", mentee)
    hands.click(owner, page, words.APPROVE)
    hands.diary.did(owner, "approved a round", program)


def _pairs(page: Modal) -> list[tuple[str, str]]:
    found = words.PROPOSED_PAIR.findall(page.plain)
    return [(mentor.lstrip("@"), mentee.lstrip("@")) for mentor, mentee in found]


def plan_answer(time: Time, hands: Hands, offer: Seen, message: Message) -> None:
    """What somebody does about a suggestion, or about its reminder."""
    cast, who = hands.cast, offer.reader
    partner = partner_in(offer)
    if offer.kind == "offer":
        hands.diary.did(who, "was asked", partner)
    first = _asked(hands, who) == 1
    if first and (who in cast.silent or (who == cast.slow and offer.kind == "offer")):
        return
    label = words.NO if who == cast.declines and first else words.YES
    draw = cast.draw("offer", who, partner, offer.kind)
    minutes = draw.randint(2, max(4, cast.temper(who).minutes // 2))
    time.at(after(cast, who, offer.at, minutes), lambda: _answer(hands, who, partner, message, label))


def _answer(hands: Hands, who: str, partner: str, message: Message, label: str) -> None:
    now = message.now
    if not hands.is_there(who) or now is None or label not in now.buttons:
        return
    hands.click(who, message, label)
    hands.diary.did(who, "declined" if label == words.NO else "accepted", partner)


def plan_to_look(time: Time, hands: Hands, seen: Seen, message: Message) -> None:
    """Without a partner between two rounds: some would like somebody now, and who joins late surely would."""
    who = seen.reader
    asks = who in hands.cast.late or (
        seen.kind != "joined" and hands.cast.draw("looks", who, seen.at).random() < LOOKS
    )
    if asks and words.LOOK_NOW in seen.buttons and words.ASKED_TO_LOOK not in seen.plain:
        minutes = max(10, hands.cast.temper(who).minutes // 2)
        time.at(after(hands.cast, who, seen.at, minutes), lambda: _look(hands, who, message))


def _look(hands: Hands, who: str, message: Message) -> None:
    now = message.now
    if hands.is_there(who) and now and words.LOOK_NOW in now.buttons:
        hands.click(who, message, words.LOOK_NOW)
        hands.diary.did(who, "asked for somebody")


def _asked(hands: Hands, who: str) -> int:
    """How many suggestions they have got so far."""
    return len([deed for deed in hands.diary.deeds if deed.what == "was asked" and deed.who == who])


def partner_in(offer: Seen) -> str:
    found = words.OFFERED_PARTNER.search(offer.plain)
    return found["partner"] or found["again"] if found else ""
