"""What counts in a match, and how much: the form, and what it says afterwards."""

from bot.features.programs.facts import WeightsDraft
from bot.features.programs.views.page import WEIGHTS
from bot.slack import inputs
from bot.slack.blocks import Block, actions, button, form_input, modal, section
from bot.text import Translator

WEIGHTS_RESET = "programs.weights_reset"


def weights_form(t: Translator, facts: WeightsDraft) -> Block:
    """What counts in a match, and how much."""
    shares = ":".join(str(share) for share in facts.shares.values())
    suggest = actions(button(t("weights-reset-button"), WEIGHTS_RESET, str(facts.program_id)))
    return modal(
        WEIGHTS,
        t("weights-title"),
        [
            section(t("weights-intro", program=facts.program)),
            *(
                form_input(
                    part,
                    t(f"weights-{part}"),
                    inputs.number_input(lowest=0, highest=100, initial=share),
                    hint=t(f"weights-{part}.hint"),
                )
                for part, share in facts.shares.items()
            ),
            *([] if facts.is_suggested else [suggest]),
        ],
        submit=t("save"),
        close=t("cancel"),
        subject=f"{facts.program_id}:{shares}",
    )


def weights_saved(t: Translator, facts: WeightsDraft) -> Block:
    """What counts from now on."""
    total = sum(facts.shares.values())
    lines = [
        section(t("weights-line", part=t(f"weights-{part}"), percent=round(100 * share / total)))
        for part, share in facts.shares.items()
        if share
    ]
    words = section(t("weights-saved", program=facts.program))
    return modal("programs.weights_saved", t("weights-title"), [words, *lines], close=t("close"))
