"""What must be true of a story, judged by what was seen in Slack. Each check gives the problems that it finds."""

from collections.abc import Callable

from sandbox.story.checks import arriving, asking, ending, gentle, nudging, reporting, silence
from sandbox.story.checks.evidence import Evidence

Check = Callable[[Evidence], list[str]]
CHECKS: tuple[Check, ...] = (
    *asking.CHECKS,
    *nudging.CHECKS,
    *gentle.CHECKS,
    *ending.CHECKS,
    *silence.CHECKS,
    *arriving.CHECKS,
    *reporting.CHECKS,
)


def failures(evidence: Evidence) -> dict[str, list[str]]:
    """The problems by the name of the check that found them; empty when all is well."""
    found = {check.__name__: check(evidence) for check in CHECKS}
    return {name: problems for name, problems in found.items() if problems}


__all__ = ["CHECKS", "Evidence", "failures"]
