"""What owners did, as owners read it."""

from bot.features.audit.facts import EntryFacts, LogPage
from bot.slack.blocks import Block, actions, button, context, divider, modal, section
from bot.text import Phrase, Translator

PAGE = "audit.page"
BACK = "audit.back"
NEXT = "audit.next"
SEAL_SHOWN = 12
"""Characters of a seal that are enough to compare by eye."""


def log_page(t: Translator, facts: LogPage) -> Block:
    """Twenty deeds a page, who did each and when; and whether the log is as it was written."""
    rows = [section(_entry(t, entry)) for entry in facts.entries] or [section(t("audit-empty"))]
    intro = section(t("audit-intro", program=facts.program))
    blocks = [intro, divider(), *rows, *_pager(t, facts), _seal(t, facts)]
    return modal(PAGE, t("audit-title"), blocks, close=t("close"))


def _entry(t: Translator, entry: EntryFacts) -> Phrase:
    what = t(
        f"audit-{entry.deed.value.replace('_', '-')}",
        round=entry.round or 0,
        skill=entry.skill or "",
        into=entry.into or "",
    )
    who = entry.who or t("audit-operator")
    return t("audit-entry", at=entry.at, who=who, what=what)


def _pager(t: Translator, facts: LogPage) -> list[Block]:
    back = [button(t("round-back-button"), BACK, f"{facts.program_id}:{facts.page - 1}")] if facts.page else []
    more = facts.page + 1 < facts.pages
    later = [button(t("round-next-button"), NEXT, f"{facts.program_id}:{facts.page + 1}")] if more else []
    return [actions(*back, *later)] if back or later else []


def _seal(t: Translator, facts: LogPage) -> Block:
    if facts.broken_at is not None:
        return section(t("audit-broken", number=facts.broken_at))
    return context(t("audit-whole", seal=facts.seal[:SEAL_SHOWN]))
