"""The type-ahead over the catalog, and what owners decide about it."""

from collections.abc import Sequence

from bot.features.programs.views.page import JOIN
from bot.features.skills.facts import (
    CATEGORIES,
    Done,
    LeftOutFacts,
    MergedFacts,
    Merger,
    SkillPage,
    SkillsDesk,
    Suggestion,
    Suggestions,
    WaitingFacts,
    WaitingSkill,
)
from bot.slack import inputs
from bot.slack.blocks import (
    Block,
    acting,
    actions,
    button,
    confirm,
    context,
    divider,
    form_input,
    modal,
    option,
    option_group,
    section,
)
from bot.slack.replies import Message
from bot.text import Translator

TYPED = "skills.typed"
NEW = "new:"  # as in picking.py, which reads it

OPEN = "skills.open"
DESK = "skills.desk"
TAKE_IN = "skills.take_in"
TAKE_IN_ANYWAY = "skills.take_in_anyway"
SAME_AS = "skills.same_as"
LEAVE_OUT = "skills.leave_out"
FIND = "skills.find"
PAGE_FORM = "skills.page_form"
MERGE = "skills.merge"
MERGE_FORM = "skills.merge_form"
ASK = "skills.ask"

MOST_PROGRAMS = 20


def skill_options(t: Translator, suggestions: Suggestions) -> list[Block]:
    """What fits, and the member's own words where nothing comes near them."""
    options = [_option(t, skill) for skill in suggestions.found]
    words = suggestions.own_words
    return [*options, option(t("skill-add", skill=words), NEW + words)] if words else options


def skill_groups(t: Translator, suggestions: Suggestions) -> list[Block]:
    """The whole catalog, a heading for each category: before anything is typed."""
    own = [skill for skill in suggestions.found if skill.waiting]
    listed = [skill for skill in suggestions.found if not skill.waiting]
    groups = [(t("skill-own-words"), own)]
    for category in (*CATEGORIES, None):
        heading = t("skill-category", category=category or "none")
        groups.append((heading, [skill for skill in listed if skill.category == category]))
    return [
        option_group(heading, [_option(t, skill) for skill in skills[:100]]) for heading, skills in groups if skills
    ]


def _option(t: Translator, skill: Suggestion) -> Block:
    return option(t("skill-waits", skill=skill.name) if skill.waiting else skill.name, str(skill.id))


def desk(t: Translator, facts: SkillsDesk) -> Block:
    """What waits for an owner's yes, and the way to every listed skill."""
    waiting = [block for skill in facts.waiting for block in _waiting(t, skill)]
    words = t("skills-waiting", count=len(facts.waiting) + facts.more)
    more = [context(t("skills-more", count=facts.more))] if facts.more else []
    find = acting(inputs.type_ahead(FIND, placeholder=t("skills-find")), FIND)
    return modal(
        DESK,
        t("skills-title"),
        [
            *([_done(t, facts.done), divider()] if facts.done else []),
            section(words),
            *waiting,
            *more,
            divider(),
            section(t("skills-listed"), find),
        ],
        close=t("close"),
    )


def _done(t: Translator, done: Done) -> Block:
    return section(t(f"skill-done-{done.deed.value}", skill=done.skill, into=done.into))


def _waiting(t: Translator, skill: WaitingSkill) -> list[Block]:
    asks = {
        name: confirm(
            t(f"skill-{name}-title"),
            t(f"skill-{name}-confirm", skill=skill.name, people=skill.people),
            t(f"skill-{name}-button"),
            t("cancel"),
        )
        for name in ("take-in", "leave-out")
    }
    return [
        section(t("skill-waiting", skill=skill.name, people=skill.people)),
        actions(
            acting(inputs.select(_categories(t), placeholder=t("skill-take-in-as")), TAKE_IN, asks["take-in"]),
            acting(inputs.type_ahead(SAME_AS, placeholder=t("skill-same-as")), SAME_AS),
            button(t("skill-leave-out-button"), LEAVE_OUT, str(skill.id), confirm=asks["leave-out"]),
            about=str(skill.id),
        ),
    ]


def _categories(t: Translator) -> Sequence[Block]:
    return [option(t("skill-category", category=each), each) for each in CATEGORIES]


def skill_page(t: Translator, facts: SkillPage) -> Block:
    """A listed skill: its name, its category, and what else it may be the same as."""
    known = [context(t("skill-other-names", names=facts.other_names))] if facts.other_names else []
    return modal(
        PAGE_FORM,
        t("skill-page-title"),
        [
            section(t("skill-page", skill=facts.name, people=facts.people)),
            *known,
            form_input("name", t("skill-name"), inputs.text_input(initial=facts.name, limit=60)),
            form_input(
                "category", t("skill-category-label"), inputs.select(_categories(t), initial=facts.category)
            ),
            divider(),
            section(t("skill-merge")),
            actions(
                acting(inputs.type_ahead(MERGE, placeholder=t("skill-same-as")), MERGE),
                about=f"{facts.id}:{facts.version}",
            ),
            *_asking(t, facts),
        ],
        submit=t("save"),
        close=t("back"),
        subject=f"{facts.id}:{facts.version}",
    )


def merge_form(t: Translator, facts: Merger, typed: str = "") -> Block:
    """Whom it concerns, before two skills become one. `typed`: the new name by which somebody came here."""
    names = {"skill": facts.name, "into": facts.into}
    nearly = [section(t("skill-merge-nearly", name=typed, **names)), divider()] if typed else []
    both = [section(t("skill-merge-both", count=facts.both, **names))] if facts.both else []
    across = [section(t("skill-merge-across", count=facts.across, **names))] if facts.across else []
    return modal(
        MERGE_FORM,
        t("skill-same-as-title"),
        [
            *nearly,
            section(t("skill-same-as-confirm", people=facts.people, **names)),
            *both,
            *across,
            context(t("skill-merge-kept", **names)),
        ],
        submit=t("skill-same-as-button"),
        close=t("cancel"),
        subject=f"{facts.id}:{facts.version or 0}:{facts.into_id}",
    )


def alike_form(t: Translator, facts: Merger, category: str) -> Block:
    """The same, where an owner was about to take in words that are nearly the name of a listed skill."""
    words = t("skill-take-in-nearly", skill=facts.name, into=facts.into)
    anyway = button(t("skill-take-in-anyway-button"), TAKE_IN_ANYWAY, f"{facts.id}:{category}")
    form = merge_form(t, facts)
    return {**form, "blocks": [section(words), actions(anyway), divider(), *form["blocks"]]}


def _asking(t: Translator, facts: SkillPage) -> list[Block]:
    """Where too few show it, an owner may ask who could."""
    rows = [
        section(t("skill-ask", program=name), button(t("skill-ask-button"), ASK, f"{program_id}:{facts.id}"))
        for program_id, name in facts.programs[:MOST_PROGRAMS]
    ]
    return [divider(), *rows] if rows else []


def skill_saved(t: Translator, done: Done) -> Block:
    """In place of the skill's page."""
    return modal("skills.saved", t("skill-page-title"), [_done(t, done)], close=t("close"))


def skills_waiting(t: Translator, facts: WaitingFacts) -> Message:
    """To an owner: new words wait for a yes."""
    return Message(
        t("skills-waiting-alert"),
        [
            section(t("skills-waiting-notice", count=facts.count)),
            actions(button(t("skills-open-button"), OPEN, "skills", style="primary")),
            context(t("skills-waiting-why")),
        ],
    )


def skill_left_out(t: Translator, facts: LeftOutFacts) -> Message:
    """To somebody whose own words won't be listed."""
    return Message(
        t("skill-left-out-alert"),
        [
            section(t("skill-left-out", skill=facts.skill, program=facts.program, left=facts.left)),
            actions(button(t("skill-pick-button"), JOIN, str(facts.program_id))),
            context(t("skill-left-out-why")),
        ],
    )


def skills_merged(t: Translator, facts: MergedFacts) -> Message:
    """To somebody who showed one of two skills that are one now, and wished to learn the other."""
    words = t("skills-merged", skill=facts.skill, into=facts.into, program=facts.program, shown=facts.shown)
    return Message(
        t("skill-left-out-alert"),
        [
            section(words),
            actions(button(t("skills-merged-button"), JOIN, str(facts.program_id))),
            context(t("skills-merged-why")),
        ],
    )
