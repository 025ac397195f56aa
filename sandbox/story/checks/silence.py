"""What nobody may read, and who may not be written to."""

from sandbox.story import words
from sandbox.story.checks.evidence import Evidence, shown

FOR_OWNERS = ("round_proposed", "round_failed", "delivery_trouble", "skills_waiting", "program_closed")
FOR_CONTACTS = ("help_asked", "help_reminder")


def only_members_are_written_to(evidence: Evidence) -> list[str]:
    """Nobody hears from the app before they have joined by their own click."""
    company = evidence.cast.company
    return [
        f"{who} never joined: {shown(seen)}"
        for seen in evidence.notices()
        for who in seen.readers
        if not any(deed.who == who and deed.at <= seen.at for deed in evidence.did("joined"))
        and not (who == company.owner.name and seen.kind in FOR_OWNERS)
        and not (who == company.contact.name and seen.kind in FOR_CONTACTS)
    ]


def private_words_stay_private(evidence: Evidence) -> list[str]:
    """What somebody wrote in confidence is read by nobody else; a call for help by the contact alone."""
    contact = evidence.cast.company.contact.name
    secrets = [
        (deed.who, deed.text, {contact} if deed.what == "asked for help" else set())
        for deed in evidence.did("pulse", "asked for help")
        if deed.text
    ]
    return [
        f"What {author} wrote in confidence can be read: {shown(seen)}"
        for seen in evidence.seen
        for author, secret, may_read in secrets
        if secret in f"{seen.alert}\n{seen.plain}\n{seen.later}" and set(seen.readers) - {author} - may_read
    ]


def no_score_is_shown(evidence: Evidence) -> list[str]:
    """A single answer of a pulse appears in no message, whoever reads it."""
    return [
        f"A score can be read: {shown(seen)}"
        for seen in evidence.seen
        if any(score in f"{seen.plain}\n{seen.later}" for score in words.SCORES)
    ]


def lock_screens_tell_nothing(evidence: Evidence) -> list[str]:
    """The line of a notification names nobody."""
    names = [one.name for one in evidence.cast.company.everyone]
    return [
        f"The notification names {name}: {seen.alert!r}"
        for seen in evidence.notices()
        for name in names
        if name in seen.alert
    ]


def nobody_calls_everybody(evidence: Evidence) -> list[str]:
    """No message has a live <!channel> or the like, whatever people write in their profiles."""
    return [f"It calls {', '.join(seen.broadcasts)}: {shown(seen)}" for seen in evidence.seen if seen.broadcasts]


CHECKS = (
    only_members_are_written_to,
    private_words_stay_private,
    no_score_is_shown,
    lock_screens_tell_nothing,
    nobody_calls_everybody,
)
