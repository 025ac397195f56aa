"""A round: where it starts, its pages for owners, and what its owners and the unmatched are told."""

from bot.features.rounds.change_facts import NotChanged
from bot.features.rounds.facts import (
    Approval,
    Desk,
    Failure,
    PairLine,
    Review,
    Summary,
    UnmatchedLine,
    Waiting,
    Why,
)
from bot.features.rounds.views.changes import CHECK, PAIR_UP, STOP, changeable, changes, standing
from bot.features.rounds.views.fairness import fairness
from bot.features.rounds.views.past import PAST
from bot.features.skills.views import ASK as ASK_FOR_SKILL
from bot.features.skills.views import OPEN as OPEN_SKILLS
from bot.slack.blocks import Block, actions, button, confirm, context, divider, header, modal, section
from bot.slack.replies import Message
from bot.text import Phrase, Translator

CHOOSE = "rounds.choose"
PROPOSE = "rounds.propose"
REVIEW = "rounds.review"
BACK = "rounds.back"
NEXT = "rounds.next"
INCLUDE = "rounds.include"
LEAVE_OUT = "rounds.leave_out"
APPROVE = "rounds.approve"
DISCARD = "rounds.discard"
PAGE = "rounds.page"


def desk(t: Translator, facts: Desk) -> Block:
    """Before a round: who is in, and that nobody will hear of it."""
    return modal(
        PROPOSE,
        t("round-title"),
        [
            section(t("round-desk", program=facts.program, people=facts.people, free=facts.free)),
            *_waiting_skills(t, facts),
            *_missing(t, facts),
            context(t("round-desk-promise")),
            actions(button(t("round-past-button"), PAST, str(facts.program_id))),
        ],
        submit=t("round-propose-button"),
        close=t("cancel"),
        subject=str(facts.program_id),
    )


def _waiting_skills(t: Translator, facts: Desk) -> list[Block]:
    if not facts.waiting_skills:
        return []
    look = button(t("skills-open-button"), OPEN_SKILLS, "skills")
    return [section(t("round-waiting-skills", count=facts.waiting_skills), look)]


def _missing(t: Translator, facts: Desk) -> list[Block]:
    return [
        section(
            t("round-missing", skill=name),
            button(t("skill-ask-button"), ASK_FOR_SKILL, f"{facts.program_id}:{skill_id}"),
        )
        for skill_id, name in facts.missing
    ]


def working_it_out(t: Translator, facts: Waiting) -> Block:
    """A round is with the matcher; it can be stopped."""
    check = button(t("round-check-button"), CHECK, str(facts.round_id))
    if facts.again:
        keep = button(t("round-keep-button"), STOP, f"{facts.round_id}:{facts.version}")
        words = t("round-working-again", program=facts.program, asked_by=facts.asked_by)
        return modal(PAGE, t("round-title"), [section(words), actions(check, keep)], close=t("close"))
    words = (
        t("round-working", program=facts.program)
        if facts.by_reader
        else t("round-working-for", program=facts.program, asked_by=facts.asked_by)
    )
    stop = button(
        t("round-stop-button"),
        DISCARD,
        f"{facts.round_id}:{facts.version}",
        confirm=confirm(t("round-stop-title"), t("round-stop-confirm"), t("round-stop-button"), t("cancel")),
    )
    return modal(PAGE, t("round-title"), [section(words), actions(check, stop)], close=t("close"))


def review(t: Translator, facts: Review) -> Block:
    """One page: pairs with their reasons, then the unmatched with theirs, and what can be done about it all."""
    blocks: list[Block] = [
        section(_summary(t, facts.summary)),
        *([] if facts.summary.is_readable else [section(t("round-unreadable"))]),
        *standing(t, facts.summary),
        *changes(t, facts),
        *fairness(t, facts),
    ]
    for pair in facts.pairs:
        blocks += [*changeable(t, pair, facts), *(_flag(t, pair, facts) if pair.flagged else [])]
    if facts.unmatched:
        blocks += [header(t("round-unmatched-title")), *(_unmatched(t, line) for line in facts.unmatched)]
    return modal(PAGE, t("round-title"), [*blocks, *_pager(t, facts), *_decision(t, facts)], close=t("close"))


def _summary(t: Translator, facts: Summary) -> Phrase:
    counts = {"pairs": facts.pairs, "unmatched": facts.unmatched, "undecided": facts.undecided}
    return t("round-summary", program=facts.program, number=facts.number, **counts)


def _flag(t: Translator, pair: PairLine, facts: Review) -> list[Block]:
    """A pair with an unknown level is made only when an owner takes it in, by itself."""
    words = t("round-flag", people=pair.unknown) if pair.unknown else t("round-flag-known-now")
    value = f"{facts.summary.round_id}:{facts.summary.version}:{facts.page}:{pair.id}"
    if pair.included:
        return [section(t("round-flag-in"), button(t("round-leave-out-button"), LEAVE_OUT, value))]
    return [section(words, button(t("round-include-button"), INCLUDE, value))]


def _unmatched(t: Translator, line: UnmatchedLine) -> Block:
    reason = t(f"round-reason-{line.why.reason.value}")
    return section(t("round-unmatched", who=line.member, reason=reason, help=_change(t, line.why)))


def _change(t: Translator, why: Why) -> Phrase:
    level = t("level", level=why.number if why.level is None else why.level) if why.number or why.level else ""
    told = {"word": why.word, "number": why.number, "level": level, "person": why.person}
    params = {name: value for name, value in told.items() if value is not None}
    return t(f"round-help-{why.change.value}", **params)


def _pager(t: Translator, facts: Review) -> list[Block]:
    if facts.pages == 1:
        return []
    turns: list[Block] = []
    if facts.page > 0:
        turns.append(button(t("round-back-button"), BACK, f"{facts.summary.round_id}:{facts.page - 1}"))
    if facts.page < facts.pages - 1:
        turns.append(button(t("round-next-button"), NEXT, f"{facts.summary.round_id}:{facts.page + 1}"))
    return [context(t("round-page", page=facts.page + 1, pages=facts.pages)), actions(*turns)]


def _decision(t: Translator, facts: Review) -> list[Block]:
    summary = facts.summary
    value = f"{summary.round_id}:{summary.version}"
    words = t(
        "round-approve-confirm",
        people=summary.people,
        unmatched=summary.unmatched,
        undecided=summary.undecided,
        asks_first=summary.asks_first,
    )
    approve = confirm(t("round-approve-title"), words, t("round-approve-button"), t("cancel"))
    discard = confirm(t("round-discard-title"), t("round-discard-confirm"), t("round-discard-button"), t("cancel"))
    pair_up = button(t("round-pair-up-button"), PAIR_UP, f"{value}:{facts.page}")
    drop = button(t("round-discard-button"), DISCARD, value, style="danger", confirm=discard)
    if summary.pending:  # nobody approves pairs that an owner has just asked to change
        return [divider(), actions(pair_up, drop), context(t("round-nobody-knows"))]
    yes = button(t("round-approve-button"), APPROVE, value, style="primary", confirm=approve)
    return [divider(), actions(yes, pair_up, drop), context(t("round-nobody-knows"))]


def approved(t: Translator, facts: Approval) -> Block:
    """What happens now, and who had to be skipped."""
    words = t(
        "round-approved",
        program=facts.program,
        pairs=facts.pairs,
        people=facts.people,
        unmatched=facts.unmatched,
        asks_first=facts.asks_first,
    )
    skipped = [t("round-skipped-pair", mentor=mentor, mentee=mentee) for mentor, mentee in facts.skipped[:40]]
    more = [section(t("round-skipped", couples=skipped, count=len(facts.skipped)))] if skipped else []
    return modal(PAGE, t("round-title"), [section(words), *more], close=t("close"))


def discarded(t: Translator, program: str) -> Block:
    return modal(PAGE, t("round-title"), [section(t("round-discarded", program=program))], close=t("close"))


def proposed(t: Translator, facts: Summary) -> Message:
    """The round is ready to be looked at."""
    return Message(
        t("round-proposed-alert"),
        [
            section(_summary(t, facts)),
            *standing(t, facts),
            actions(button(t("round-review-button"), REVIEW, str(facts.round_id), style="primary")),
            context(t("round-nobody-knows")),
        ],
    )


def not_changed(t: Translator, facts: NotChanged) -> Message:
    """The pairs couldn't be found again; everything is as it was."""
    why = t("round-not-changed-matcher")
    if facts.rule:
        why = t(f"round-cannot-{facts.rule}", mentor=facts.mentor, mentee=facts.mentee)
    look = button(t("round-review-button"), REVIEW, str(facts.round_id), style="primary")
    words = t("round-not-changed", program=facts.program, why=why)
    return Message(t("round-not-changed-alert"), [section(words), actions(look)])


def failed(t: Translator, facts: Failure) -> Message:
    return Message(t("round-failed-alert"), [section(t("round-failed", program=facts.program))])
