"""What the matcher refuses, so that the asker can say it to a person."""

from bot.matching.terms import Rule


class Refused(ValueError):
    """The problem can't be solved as it was given. Nothing was done."""


class BadProblem(Refused):
    """The input is not what it must be. `path` says where, such as `people[3].level`."""

    def __init__(self, path: str, what: str) -> None:
        super().__init__(f"{path}: {what}" if path else what)
        self.path, self.what = path, what


class PinBreaksRule(Refused):
    """An owner pinned a pair that may not exist (matching.md, rule 7)."""

    def __init__(self, mentor: str, mentee: str, rule: Rule) -> None:
        super().__init__(f"the pinned pair {mentor} -> {mentee} breaks the rule {rule.value}")
        self.mentor, self.mentee, self.rule = mentor, mentee, rule


class MatcherFailed(RuntimeError):
    """The matcher's process died or ran out of time. The round stays as it was."""
