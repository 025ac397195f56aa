"""Pauses, partings, and who hears of them."""

import re
from collections import Counter
from datetime import UTC, datetime, time, timedelta

from sandbox.story import words
from sandbox.story.checks.evidence import Evidence, shown
from sandbox.story.diary import Deed

SOON = timedelta(days=5)
BLAME = re.compile(r"fault of|because of you|complain|unhappy|quit\b|gave up|dropped you", re.IGNORECASE)
EXPECTED = ("ends", "pauses", "gone", "leaves", "asks", "disputes", "uneasy", "stops", "moves", "quiet")
LARGE, LONG = 50, 8
HEADS_UP = timedelta(weeks=2)


def the_paused_are_left_alone(evidence: Evidence) -> list[str]:
    return [
        f"{who} was on a break: {shown(seen)}"
        for seen in evidence.notices()
        for who in seen.readers
        if evidence.is_paused(who, seen.at)
    ]


def the_gone_are_left_alone(evidence: Evidence) -> list[str]:
    """Who has left the program, or Slack, isn't written to any more."""
    return [
        f"{who} had gone: {shown(seen)}"
        for seen in evidence.notices()
        for who in seen.readers
        if evidence.is_gone(who, seen.at)
    ]


def partners_hear_kindly_of_an_end(evidence: Evidence) -> list[str]:
    """Once, soon, without blame; and where somebody has left Slack, that this is why."""
    problems: list[str] = []
    for deed in evidence.did("ended", "left", "was deactivated"):
        for couple, agreed_at in evidence.agreed.items():
            one_of_them = deed.who in couple and (deed.what != "ended" or deed.about in couple)
            if one_of_them and agreed_at < deed.at and not evidence.over(couple, deed.at):
                (partner,) = couple - {deed.who}
                problems += _told(evidence, deed, partner)
    return problems


def _told(evidence: Evidence, deed: Deed, partner: str) -> list[str]:
    told = [
        seen
        for seen in evidence.of_kind("pairing_ended")
        if seen.reader == partner and f"@{deed.who} " in seen.plain and seen.at >= deed.at
    ]
    away = evidence.is_gone(partner, deed.at + SOON) or evidence.is_paused(partner, deed.at + SOON)
    if away or deed.at + SOON > evidence.over_at:
        return []
    if len(told) != 1 or told[0].at > deed.at + SOON:
        return [f"{partner} was told {len(told)} times that {deed.who} {deed.what}"]
    says_gone = words.HAS_LEFT_SLACK in told[0].plain
    if says_gone != (deed.what == "was deactivated") or BLAME.search(told[0].plain):
        return [f"{deed.who} {deed.what}, and {partner} reads otherwise: {shown(told[0])}"]
    return []


def every_scene_is_played(evidence: Evidence) -> list[str]:
    """A large company and a long story have room for all of them."""
    if len(evidence.cast.company.people) < LARGE or evidence.weeks < LONG:
        return []
    done = {deed.what for deed in evidence.deeds}
    missing = [scene for scene in EXPECTED if scene != "uneasy" and scene not in evidence.played]
    missing += [what for what in ("declined", "paused", "asked for a report") if what not in done]
    heard = ("help_offered", "help_done", "remembered_differently")
    missing += [kind for kind in heard if not evidence.of_kind(kind)]
    return [f"Never played: {', '.join(missing)}"] if missing else []


def help_reaches_the_contact_alone(evidence: Evidence) -> list[str]:
    """With the words that were agreed to; and who asked hears when it was taken care of."""
    problems: list[str] = []
    contact = evidence.cast.company.contact.name
    for deed in evidence.did("asked for help"):
        asked = [seen for seen in evidence.of_kind("help_asked") if deed.text in seen.plain]
        reached = [seen for seen in asked if seen.reader == contact]
        if len(reached) != 1 and deed.at + SOON < evidence.over_at:
            problems.append(f"{contact} was told {len(reached)} times that {deed.who} asked for help")
        done = [seen for seen in evidence.of_kind("help_done") if seen.reader == deed.who]
        if not done and deed.at + 2 * SOON < evidence.over_at:
            problems.append(f"{deed.who} never heard what came of the call for help")
    return problems


def the_end_of_a_program_is_told(evidence: Evidence) -> list[str]:
    """Everybody in it hears of it once, and nobody else; who swaps hears of it before, too."""
    ends_on = evidence.second_ends_on
    told = [seen for seen in evidence.of_kind("program_closed") if seen.reader != evidence.cast.company.owner.name]
    if ends_on is None:
        return [f"No program has ended: {shown(seen)}" for seen in told]
    noon = datetime.combine(ends_on, time(12), UTC)
    members = [who for who in evidence.members(words.SECOND, noon) if not evidence.is_gone(who, noon + SOON)]
    present = [who for who in members if not evidence.is_paused(who, noon + SOON)]
    count = Counter(seen.reader for seen in told)
    problems = [f"{who} heard {count[who]} times that the program is over" for who in present if count[who] != 1]
    problems += [f"It came too soon: {shown(seen)}" for seen in told if seen.at < noon]
    problems += [f"They aren't in it: {shown(seen)}" for seen in told if seen.reader not in members]
    warned = {seen.reader for seen in evidence.of_kind("end_nears")}
    swapping = {who for who in present if list(evidence.active(who, noon - HEADS_UP, words.SECOND))}
    return problems + [f"{who} never heard that the end is near" for who in sorted(swapping - warned)]


CHECKS = (
    the_paused_are_left_alone,
    the_gone_are_left_alone,
    partners_hear_kindly_of_an_end,
    every_scene_is_played,
    help_reaches_the_contact_alone,
    the_end_of_a_program_is_told,
)
