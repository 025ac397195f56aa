"""A program's objectives as its owners see them, and the form for one more."""

from bot.features.objectives.facts import HalfWayFacts, ObjectivesFacts, Standing
from bot.features.programs.views.page import OBJECTIVES
from bot.features.skills.views import TYPED
from bot.slack import inputs
from bot.slack.blocks import Block, actions, button, context, form_input, modal, option, section
from bot.slack.replies import Message
from bot.terms import Measure
from bot.text import Translator

ADD = "objectives.add"
FORM = "objectives.form"
REMOVE = "objectives.remove"
MOST, MOST_HINTS = 5, 3


def objectives(t: Translator, facts: ObjectivesFacts) -> Block:
    """How each stands, with a way to take it away or to add one."""
    rows = [block for each in facts.standings for block in standing(t, each, _remove(t, facts, each))]
    add = button(t("objective-add-button"), ADD, str(facts.program_id), style=None if rows else "primary")
    return modal(
        "objectives.page",
        t("objectives-title"),
        [
            section(t("objectives-intro", program=facts.program)),
            *rows,
            *([actions(add)] if len(facts.standings) < facts.most else []),
            context(t("objectives-as-of", week=facts.as_of) if facts.as_of else t("objectives-nothing-closed")),
        ],
        close=t("close"),
    )


def objective_form(t: Translator, program_id: int) -> Block:
    """One more objective."""
    return modal(
        FORM,
        t("objectives-title"),
        [
            form_input(
                "measure",
                t("objective-measure"),
                inputs.select([option(t(f"objective-{_key(each)}-option"), each.value) for each in Measure]),
            ),
            form_input(
                "target",
                t("objective-target"),
                inputs.text_input(limit=12, placeholder=t("objective-target-example")),
                hint=t("objective-target-hint"),
            ),
            form_input(
                "skill",
                t("objective-skill"),
                inputs.type_ahead(TYPED, placeholder=t("objective-skill-all")),
                hint=t("objective-skill-hint"),
                optional=True,
            ),
        ],
        submit=t("save"),
        close=t("cancel"),
        subject=str(program_id),
    )


def standing(t: Translator, each: Standing, beside: Block | None = None) -> list[Block]:
    """An objective in a line: what, the target, and how it stands; `beside`: an element next to it."""
    of_all = each.measure == Measure.CONFIDENCE and not each.skill
    key = f"objective-{_key(each.measure)}"
    what = t("objective-confidence-all" if of_all else key, target=each.target, skill=each.skill or "")
    now = "" if each.now is None else t(f"{key}-now", now=each.now, up=each.now > 0)
    return [section(t("objective-line", what=what, now=now, verdict=each.verdict.value), beside)]


def half_way(t: Translator, facts: HalfWayFacts) -> Message:
    """Once, to an owner: how it stands, and what one could do."""
    how = {"rolling": facts.ends_on is None, "objectives": len(facts.standings)}
    more = actions(button(t("objectives-button"), OBJECTIVES, str(facts.program_id)))
    as_of = [context(t("objectives-as-of", week=facts.as_of))] if facts.as_of else []
    return Message(
        t("half-way-alert", program=facts.program),
        [
            section(t("half-way", program=facts.program, **how)),
            *[block for each in facts.standings[:MOST] for block in standing(t, each)],
            *as_of,
            *(section(t(f"half-way-{hint.value}")) for hint in facts.hints[:MOST_HINTS]),
            more,
            context(t("half-way-why")),
        ],
    )


def _remove(t: Translator, facts: ObjectivesFacts, each: Standing) -> Block:
    return button(t("objective-remove-button"), REMOVE, f"{facts.program_id}:{each.id}")


def _key(measure: Measure) -> str:
    return measure.value.replace("_", "-")
