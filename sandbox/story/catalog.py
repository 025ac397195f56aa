"""The owner looks at the skills that people put in their own words, and takes them in."""

from sandbox.client import Message
from sandbox.story import words
from sandbox.story.cast import after
from sandbox.story.diary import Seen
from sandbox.story.hands import Hands
from sandbox.story.time import Time


def plan_look(time: Time, hands: Hands, notice: Seen, message: Message) -> None:
    """Within the hour, or when they are back at work."""
    time.at(after(hands.cast, notice.reader, notice.at, 45), lambda: _take_all_in(hands, notice.reader, message))


def _take_all_in(hands: Hands, owner: str, message: Message) -> None:
    desk = hands.modal(owner, hands.click(owner, message, words.LOOK_AT_SKILLS))
    for skill in words.WAITING_SKILL.findall(desk.plain):
        desk = hands.modal(owner, hands.choose(owner, desk, words.TAKE_IN_AS, words.A_CATEGORY, near=skill))
        hands.diary.did(owner, "took in", text=skill)
