"""What a message's caretaker reads when it could not be sent, or may not have arrived."""

from bot.features.delivery.facts import NotReachedFacts, OutboxFacts
from bot.slack.blocks import Block, actions, button, context, section
from bot.slack.replies import Message
from bot.terms import OutboxState
from bot.text import Phrase, Translator

ARRIVED = "delivery.arrived"
SEND_AGAIN = "delivery.send_again"

CHANNEL_ERRORS = {"not_in_channel", "channel_not_found"}
NAMED_ERRORS = {"is_archived", "user_disabled", "user_not_found", "expired", "not_drawn"}


def died(t: Translator, facts: OutboxFacts) -> Message:
    """It could not be sent: what it was, and what to do about it."""
    again = [actions(_again(t, facts))] if facts.can_be_sent_again else []
    return Message(t("delivery-alert"), [section(_what_happened(t, facts)), *again])


def not_reached(t: Translator, facts: NotReachedFacts) -> Message:
    """Whom the bot couldn't write to, for who runs a program of theirs; what it wrote is theirs alone."""
    more = [t("delivery-not-reached-more", more=facts.more)] if facts.more else []
    words = t("delivery-not-reached", people=[*facts.people, *more])
    return Message(t("delivery-alert"), [section(words), context(t("delivery-not-reached-why"))])


def unknown(t: Translator, facts: OutboxFacts) -> Message:
    """Only somebody who can see the place can tell."""
    arrived = button(t("delivery-arrived-button"), ARRIVED, str(facts.outbox_id), style="primary")
    words = t("delivery-unknown", what=_what(t, facts))
    return Message(t("delivery-alert"), [section(words), actions(arrived, _again(t, facts))])


def settled(t: Translator, facts: OutboxFacts) -> Message:
    """In place of the question, when it is answered; it tells how things stand, whoever was faster."""
    if facts.state == OutboxState.DEAD:
        return died(t, facts)
    key = "delivery-arrived" if facts.state == OutboxState.SENT else "delivery-sending-again"
    return Message(t("delivery-alert"), [section(t(key, what=_what(t, facts)))])


def _what_happened(t: Translator, facts: OutboxFacts) -> Phrase:
    what = _what(t, facts)
    if facts.error in CHANNEL_ERRORS and facts.channel:
        return t("delivery-died-channel", what=what, channel=facts.channel)
    if facts.error in NAMED_ERRORS:
        return t(f"delivery-died-{facts.error}", what=what)
    return t("delivery-died", what=what)


def _what(t: Translator, facts: OutboxFacts) -> Phrase:
    return t("delivery-what", kind=facts.kind)


def _again(t: Translator, facts: OutboxFacts) -> Block:
    return button(t("delivery-send-again-button"), SEND_AGAIN, str(facts.outbox_id))
