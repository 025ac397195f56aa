"""What people do in Slack, noted in the diary as they saw it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.client import Answer, Message, Modal, Person
from sandbox.errors import SandboxError
from sandbox.story import words
from sandbox.story.cast import Cast
from sandbox.story.diary import Diary, Gesture


class StoryStopped(SandboxError):
    """Somebody could not do what the story has them do; says who, what, and what they saw."""


@dataclass
class Hands:
    """`people`: by name. Whoever clicks twice does so everywhere."""

    diary: Diary
    cast: Cast
    people: dict[str, Person]

    def command(self, who: str, word: str) -> Answer:
        line = f"{words.COMMAND} {word}"
        return self._do(who, f"types {line}", lambda: self.people[who].command(line))

    def click(self, who: str, on: Message | Modal, label: str, near: str | None = None) -> Answer:
        """Presses a button; the one who clicks twice presses it again as it was, even if it is gone by then."""
        did = f"clicks “{label}”"
        answer = self._do(who, did, lambda: on.click(label, near=near))
        if who == self.cast.double and isinstance(on, Message):
            again = self._do(who, f"{did} again", lambda: on.click(label, near=near, stale=True))
            return again if again.modal else answer
        return answer

    def choose(self, who: str, on: Message | Modal, label: str, option: str, near: str | None = None) -> Answer:
        """Picks an option of a list."""
        return self._do(who, f"chooses “{option}”", lambda: on.choose({label: option}, near=near))

    def submit(self, who: str, modal: Modal, values: dict[str, Any]) -> Answer:
        """Fills in and sends a form, which must be taken as it is."""
        told = "; ".join(f"{label}: {_shown(value)}" for label, value in values.items() if value)
        did = f"fills in “{modal.title}” ({told}) and presses “{modal.submit_text}”"
        answer = self._do(who, did, lambda: modal.submit(values))
        if answer.errors:
            raise StoryStopped(f"{who} {did}, and reads {answer.errors}")
        return answer

    def open_home(self, who: str) -> None:
        """Looks at App Home, if they are in the program and in Slack."""
        if self.is_there(who) and any(deed.who == who and deed.what == "joined" for deed in self.diary.deeds):
            self.people[who].open_home()
            self.diary.slack.clock.settle()
            home = self.people[who].home
            self.diary.did(who, "opened home", text=home.plain if home else "")

    def modal(self, who: str, answer: Answer) -> Modal:
        """The form that must have opened."""
        if answer.modal is None:
            closed = ", and theirs closed" if answer.closed else ""
            raise StoryStopped(f"No form opened for {who}{closed}, who reads {answer.text!r} {answer.failed or ''}")
        return answer.modal

    def turn_away(self, who: str) -> None:
        """Whatever is still before them is closed: whoever watches the story goes on as them."""
        while modal := self.people[who].modal:
            modal.close()

    def require_nothing_open(self) -> None:
        """Raises StoryStopped where somebody still has a modal before them."""
        for who in filter(self.is_there, self.people):
            if modal := self.people[who].modal:
                raise StoryStopped(f"{who} still has “{modal.title}” before them")

    def is_there(self, who: str) -> bool:
        """Whether they are in Slack still."""
        return not self.people[who].deleted

    def _do(self, who: str, did: str, gesture: Callable[[], Answer]) -> Answer:
        try:
            answer = gesture()
        except SandboxError as problem:
            raise StoryStopped(f"{who} {did}: {problem}") from problem
        self.diary.gestures.append(
            Gesture(self.diary.now, self.diary.read_to, who, did, _read(answer), answer.failed)
        )
        _put_away(answer)
        return answer


def _put_away(answer: Answer) -> None:
    """Closes a modal that only says something: whoever watches would have it before them for weeks."""
    if answer.modal and not answer.modal.submit_text and not answer.modal.buttons:
        answer.modal.close()


def _read(answer: Answer) -> str:
    shown = answer.modal
    form = f"{shown.title}\n{shown.plain}" if shown else ""
    return "\n".join(part for part in (answer.text, form) if part)


def _shown(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
