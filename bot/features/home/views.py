"""Where a member finds their way: the answer to `/reverse-mentor` alone."""

from dataclasses import dataclass

from bot.features.enrollment.views import PROFILE, RESUME
from bot.features.pairings.views import LEAVE, PAUSE
from bot.features.programs.views import JOIN, NEW
from bot.slack.blocks import Block, actions, button, context, section
from bot.slack.replies import Message
from bot.text import Translator


@dataclass(frozen=True)
class HelpFacts:
    """What a member's buttons depend on. Ids are None where there is nothing to press."""

    enrollment_id: int | None
    joinable_id: int | None
    paused: bool
    owns: bool
    may_create: bool


def help_message(t: Translator, facts: HelpFacts) -> Message:
    """Buttons that fit the member's state, and the words that do the same."""
    buttons = _buttons(t, facts)
    return Message(
        t("help-alert"),
        [
            section(t("help-intro")),
            *([actions(*buttons)] if buttons else []),
            section(t("help-member")) if facts.enrollment_id else section(t("help-stranger")),
            *([section(t("help-owner"))] if facts.owns or facts.may_create else []),
            context(t("help-promise")),
        ],
    )


def _buttons(t: Translator, facts: HelpFacts) -> list[Block]:
    found: list[Block] = []
    if facts.enrollment_id is None and facts.joinable_id is not None:
        found.append(button(t("join-button"), JOIN, str(facts.joinable_id), style="primary"))
    if facts.enrollment_id is not None:
        found.append(button(t("help-profile-button"), PROFILE, str(facts.enrollment_id)))
        found.append(
            button(t("help-resume-button"), RESUME, "resume", style="primary")
            if facts.paused
            else button(t("help-pause-button"), PAUSE, "pause")
        )
        found.append(button(t("help-leave-button"), LEAVE, "leave"))
    if facts.may_create and not facts.owns:
        found.append(button(t("program-new-button"), NEW, "new"))
    return found
