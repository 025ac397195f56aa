"""What those read whom a round found nobody for, and those who ask to be looked for between two rounds."""

from bot.features.enrollment.views.place import look_now
from bot.features.rounds.unmatched_facts import Consolation, FillInAsked, FillInFailure
from bot.matching.terms import Reason
from bot.slack.blocks import Block, context, section
from bot.slack.replies import Message
from bot.text import Translator


def left_unmatched(t: Translator, facts: Consolation) -> Message:
    """To a member: why nobody was found, and the one thing that would help. It speaks of nobody else."""
    why = t("unmatched-asked") if facts.asked else t("unmatched-stop", program=facts.program)
    promise = t("unmatched-promise-lost" if _is_lost(facts) else "unmatched-promise")
    return Message(t("unmatched-alert"), [*why_unmatched(t, facts), context(promise, why)])


def why_unmatched(t: Translator, facts: Consolation) -> list[Block]:
    """Why nobody was found, and what would help."""
    reason = t(f"unmatched-{facts.reason.value}", wishes=facts.wishes, count=len(facts.wishes))
    params = {"word": facts.word} if facts.word is not None else {}
    intro = "unmatched-lost" if _is_lost(facts) else "unmatched"
    return [
        section(t(intro, program=facts.program, reason=reason)),
        section(t(f"unmatched-help-{facts.change.value}", **params)),
        *look_now(t, facts.fill_in),
    ]


def _is_lost(facts: Consolation) -> bool:
    """Whether nobody could be looked for at all. Who asked between two rounds knows that somebody was."""
    return not facts.asked and facts.reason in (Reason.UNREADABLE, Reason.KNOWN_BY_NOW)


def looking(t: Translator, facts: FillInAsked) -> Message:
    """The answer to "look for somebody now": that it's being done, or for what it waits."""
    if facts.after_offers_at:
        words = t("fill-in-after-offers", at=facts.after_offers_at)
    elif facts.after_round:
        words = t("fill-in-after-round", program=facts.program)
    else:
        words = t("fill-in-looking", program=facts.program)
    return Message(words, [section(words)])


def fill_in_failed(t: Translator, facts: FillInFailure) -> Message:
    return Message(
        t("unmatched-alert"), [section(t("fill-in-failed", program=facts.program)), *look_now(t, facts.fill_in)]
    )
