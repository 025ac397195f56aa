"""Whether all that was said arrived, once, and in time."""

from collections import Counter
from datetime import timedelta

from sandbox.story import words
from sandbox.story.checks.evidence import Evidence, shown
from sandbox.story.diary import Seen

ACK_SECONDS = 3.0
SAME_OCCASION = timedelta(days=6)


def nothing_is_said_twice(evidence: Evidence) -> list[str]:
    """No key twice on the wire; and no words twice to the same reader on the same occasion."""
    keys = Counter(seen.key for seen in evidence.seen if seen.key)
    problems = [f"The key {key} came {count} times" for key, count in keys.items() if count > 1]
    return problems + [f"Said twice: {shown(seen)}" for seen in duplicates(evidence)]


def duplicates(evidence: Evidence) -> list[Seen]:
    """Messages that say what the same reader was told a few days before, word for word."""
    last: dict[tuple[str, str, str], Seen] = {}
    found: list[Seen] = []
    for seen in evidence.seen:
        if seen.only_one_sees:
            continue
        occasion = (seen.place, seen.kind, seen.plain)
        before = last.get(occasion)
        if before and seen.at - before.at < SAME_OCCASION:
            found.append(seen)
        last[occasion] = seen
    return found


def answered_in_time(evidence: Evidence) -> list[str]:
    """Slack gets its answer within three seconds, and nobody is shown an error."""
    problems = [
        f"{delivery.what}: {delivery.failed or f'answered after {delivery.seconds:.1f} s'}"
        for delivery in evidence.deliveries
        if delivery.failed or delivery.seconds >= ACK_SECONDS
    ]
    problems += [f"{one.who} {one.did}: {one.failed}" for one in evidence.gestures if one.failed]
    return problems


def no_listener_fails(evidence: Evidence) -> list[str]:
    """Nobody reads that something went wrong, and the app never doubts that a message arrived."""
    problems = [
        f"{one.who} {one.did}, and reads: {words.BUG}" for one in evidence.gestures if words.BUG in one.answer
    ]
    problems += [shown(seen) for seen in evidence.seen if words.BUG in seen.plain]
    return problems + [shown(seen) for seen in evidence.of_kind("delivery_trouble", "round_failed")]


CHECKS = (nothing_is_said_twice, answered_in_time, no_listener_fails)
