"""What the two read: the private question, the introduction, their pairing, and a kind end."""

from collections.abc import Sequence

from bot.features.enrollment.views.place import CONFIDENCE_BEFORE, confidence_after, look_now
from bot.features.pairings.facts import Card, EndedFacts, IntroductionFacts, OfferFacts, PairingFacts, Unpaired
from bot.mentions import Mention
from bot.slack import blocks
from bot.slack.blocks import Block, actions, button, context, divider, header, section
from bot.slack.replies import Message
from bot.text import Phrase, Translator

ACCEPT = "pairings.accept"
DECLINE = "pairings.decline"
END = "pairings.end"
OPEN_LOG = "checkins.open_log"  # the check-ins listen to it

ICEBREAKERS = 8
MOST_SWAPS, MOST_UNPAIRED = 19, 5  # a message has room for 50 blocks, a swap takes two


def offered(t: Translator, facts: OfferFacts) -> Message:
    """The question to one of the two, before either is exposed."""
    return Message(
        t("offer-alert"),
        [section(t("offer", partner=facts.partner.who)), *offer_question(t, facts), _stop(t, facts)],
    )


def reminded(t: Translator, facts: OfferFacts) -> Message:
    """The one reminder."""
    return Message(
        t("offer-reminder-alert"),
        [section(t("offer-reminder", partner=facts.partner.who)), *offer_question(t, facts), _stop(t, facts)],
    )


def _stop(t: Translator, facts: OfferFacts) -> Block:
    return context(t("offer-stop", program=facts.program))


def offer_question(t: Translator, facts: OfferFacts) -> list[Block]:
    """What each would bring, and the two answers."""
    value = str(facts.pairing_id)
    return [
        section(_bullets(t, facts)),
        actions(
            button(t("offer-accept-button"), ACCEPT, value, style="primary"),
            button(t("offer-decline-button"), DECLINE, value),
        ),
        context(t("offer-promise", answer_by=facts.answer_by, program=facts.program)),
    ]


def accepted(
    t: Translator, partner: OfferFacts | PairingFacts, introduced: bool, before: int | None = None
) -> Message:
    """In place of the question, after a yes. It says nothing of what the other said.

    `before`: the enrollment whose member may say how sure they feel in what they are going to learn.
    """
    who = partner.partner.who if isinstance(partner, OfferFacts) else partner.partner
    words = [section(t("offer-introduced", partner=who))] if introduced else waiting(t, who, partner.pairing_id)
    asks = [actions(button(t("confidence-before-button"), CONFIDENCE_BEFORE, str(before)))] if before else []
    return Message(t("offer-answered-alert"), [*words, *asks])


def waiting(t: Translator, partner: Mention, pairing_id: int) -> list[Block]:
    """After a yes, while the other hasn't said one: it can be taken back."""
    return [
        section(t("offer-accepted", partner=partner)),
        actions(button(t("offer-take-back-button"), DECLINE, str(pairing_id))),
    ]


def declined(t: Translator, fill_in: int | None) -> Message:
    """In place of the question, after "not this time"; `fill_in`: the enrollment to look for now, if it may be."""
    return Message(t("offer-answered-alert"), [section(t("offer-declined")), *look_now(t, fill_in)])


def closed(t: Translator, facts: EndedFacts) -> Message:
    return Message(
        t("offer-closed-alert"),
        [section(t("offer-closed", program=facts.program, partner=facts.partner)), *_next(t, facts)],
    )


def _next(t: Translator, facts: EndedFacts) -> list[Block]:
    """The next round, or a look at once; the same whoever said what. Nothing for who is on a break."""
    return [*([context(t("offer-closed-next"))] if facts.is_in else []), *look_now(t, facts.fill_in)]


def introduction(t: Translator, facts: IntroductionFacts) -> Message:
    """Opens the group DM: both ways, so that nobody is told that they lack something."""
    mentor, mentee = facts.mentor, facts.mentee
    return Message(
        t("introduction-alert"),
        [
            header(t("introduction-title")),
            section(
                t("introduction", mentor=mentor.who, mentee=mentee.who, program=facts.program, asked=facts.asked)
            ),
            *_card(t, mentor),
            *_card(t, mentee),
            section(_why(t, facts) if facts.why.learns else t("why-lost")),
            divider(),
            section(t("icebreaker", number=facts.pairing_id % ICEBREAKERS)),
            section(t("introduction-agenda")),
            context(t("introduction-confidential")),
        ],
    )


def _card(t: Translator, card: Card) -> list[Block]:
    place = t("card-place", place=_place(card))
    lines: list[Phrase] = []
    if card.teaches:
        lines.append(t("card-teaches", skills=card.teaches))
    if card.learns:
        lines.append(t("card-learns", skills=card.learns))
    return [
        section(
            t(
                "card",
                who=card.who,
                place=place if _place(card) else "",
                lines=t("lines", first=lines[0], second=lines[1]) if len(lines) > 1 else lines[0],
            )
        )
    ]


def _why(t: Translator, facts: IntroductionFacts) -> Phrase:
    why = facts.why
    learns = t("why-learns", teacher=facts.mentor.who, learner=facts.mentee.who, skills=why.learns)
    back = t("why-learns", teacher=facts.mentee.who, learner=facts.mentor.who, skills=why.gives_back)
    return t(
        "introduction-why",
        learns=learns,
        back=back if why.gives_back else t("why-perspective", who=facts.mentee.who),
        interests=t("why-interests", interests=why.interests) if why.interests else "",
    )


def _bullets(t: Translator, facts: OfferFacts) -> Phrase:
    """What each would bring."""
    place = _place(facts.partner)
    told = _brings(t, facts)
    return t("offer-why", **told, place=t("offer-place", place=place) if place else "") if told else t("why-lost")


def _brings(t: Translator, facts: OfferFacts | PairingFacts) -> dict[str, Phrase | str]:
    """Where one side has no skill that the other named, it brings its perspective; none has where nobody knows."""
    they, you, interests = facts.they_show, facts.you_show, facts.interests
    if not (they or you):
        return {}
    return {
        "they": t("offer-they-show", skills=they) if they else t("offer-they-perspective"),
        "you": t("offer-you-show", skills=you) if you else t("offer-you-perspective"),
        "interests": t("offer-interests", interests=interests) if interests else "",
    }


def _place(card: Card) -> str:
    return " · ".join(word for word in (card.team, card.location) if word)


def my_pairings(
    t: Translator, pairings: Sequence[PairingFacts], unpaired: Sequence[Unpaired], is_offered: bool
) -> Message:
    """`/reverse-mentor pair`: who one swaps with, and the programs in which one has nobody."""
    swaps = [block for facts in pairings[:MOST_SWAPS] for block in my_pairing(t, facts)]
    if is_offered:
        swaps.append(section(t("pair-offer-open")))
    looks = [block for place in unpaired[:MOST_UNPAIRED] for block in _unpaired(t, place, is_offered)]
    return Message(t("pair-alert"), [*swaps, *looks] or [section(t("pair-none"))])


def _unpaired(t: Translator, place: Unpaired, is_offered: bool) -> list[Block]:
    """Where somebody is suggested already, only programs in which they may ask for more are named."""
    if is_offered and not place.fill_in:
        return []
    if place.paused_until:
        return [section(t("pair-none-paused", program=place.program, until=place.paused_until))]
    return [section(t("pair-none-in", program=place.program)), *look_now(t, place.fill_in)]


def my_pairing(t: Translator, facts: PairingFacts, *more: Block) -> list[Block]:
    """A pairing as one of the two sees it, with what they can do about it; `more`: further buttons."""
    value = str(facts.pairing_id)
    told = _brings(t, facts)
    return [
        section(t("pair" if told else "pair-lost", partner=facts.partner, program=facts.program, **told)),
        actions(
            button(t("pair-log-button"), OPEN_LOG, value),
            *more,
            button(
                t("pair-end-button"),
                END,
                value,
                confirm=blocks.confirm(
                    t("pair-end-title"), t("pair-end-confirm"), t("pair-end-yes-button"), t("cancel")
                ),
            ),
        ),
    ]


def ended_by_you(t: Translator, fill_in: int | None, look_back: int | None = None, is_in: bool = True) -> Message:
    """`look_back`: the enrollment whose member may say how sure they feel by now; `is_in`: not on a break."""
    words = section(t("pair-ended-yours" if is_in else "pair-ended-yours-paused"))
    return Message(t("pair-ended-alert"), [words, *look_now(t, fill_in), *confidence_after(t, look_back)])


def ended(t: Translator, facts: EndedFacts) -> Message:
    """To the other one: no reason, no blame, and what comes next."""
    key = "pair-ended-away" if facts.partner_is_away else "pair-ended"
    words = section(t(key, partner=facts.partner, program=facts.program))
    return Message(t("pair-ended-alert"), [words, *_next(t, facts), *confidence_after(t, facts.look_back)])
