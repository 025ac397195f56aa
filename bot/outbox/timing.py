"""How long the outbox waits for what, in machine time: one value, so that the rules of waiting are in one place."""

from datetime import timedelta

from msgspec import Struct

MAX_ATTEMPTS = 8


class Timing(Struct, frozen=True):
    """`call`: a call's timeout. `quiet`: how long Slack may take to show a message that it accepted.

    A claimed row is its sender's for `lease`; `margin` is what must be left of it beyond the POST's own time.
    Slack takes about one message a second in a conversation, and several hundred a minute in a workspace:
    `between` two messages to one conversation, `share` between two to a workspace, which may send up to `burst` at
    once after a rest.
    """

    call: timedelta = timedelta(seconds=10)
    lease: timedelta = timedelta(minutes=5)
    margin: timedelta = timedelta(seconds=5)
    quiet: timedelta = timedelta(seconds=120)
    first_retry: timedelta = timedelta(seconds=15)
    longest_retry: timedelta = timedelta(minutes=30)
    between: timedelta = timedelta(seconds=1)
    share: timedelta = timedelta(milliseconds=200)
    burst: int = 5

    def retry_after(self, attempts: int) -> timedelta:
        """How long to wait after the n-th failure: four times as long each time, up to `longest_retry`.

        So eight attempts outlast nearly two hours of a Slack that takes nothing.
        """
        return min(self.first_retry * 4 ** (attempts - 1), self.longest_retry)


UNPACED = Timing(between=timedelta(0), share=timedelta(0))
"""Where a stand-in for Slack plays weeks in seconds: nobody is written to faster than they can read."""
