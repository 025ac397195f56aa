"""The weeks: people answer or ignore what they are asked, each by their temper; what they say is in the diary."""

from datetime import date
from random import Random
from typing import Any

from sandbox.client import Answer, Message, Modal
from sandbox.story import words
from sandbox.story.cast import after, today
from sandbox.story.diary import Seen
from sandbox.story.hands import Hands
from sandbox.story.pairs import Meeting, Pair, Pairs
from sandbox.story.scenes import Scenes
from sandbox.story.time import Time

TELLS_MORE = 0.35
GIVES_PULSE = 0.85
SKIPS = 0.25
GOES_ON = 0.6
HAS_ENOUGH, SHOWS = 0.1, 0.6
THOUGHTS = (
    "I hadn't expected to enjoy explaining it that much",
    "we ran over time, and neither of us minded",
    "I was nervous at first and forgot it after ten minutes",
    "next time I'd like to bring an example of my own",
    "it was good to be asked what I think",
    "I took three pages of notes",
    "I wish we had more time for questions",
    "the best half hour of my week",
)


class Weeks:
    """What people do about the messages of the weeks."""

    def __init__(self, time: Time, hands: Hands, pairs: Pairs, scenes: Scenes) -> None:
        self._time = time
        self._hands = hands
        self._pairs = pairs
        self._scenes = scenes

    def nudged(self, nudge: Seen, message: Message) -> None:
        """Each row of it is answered or ignored by itself."""
        who, cast = nudge.reader, self._hands.cast
        if self._scenes.is_quiet(who):
            return
        for partner in words.NUDGED_PARTNER.findall(nudge.plain):
            draw = cast.draw("nudge", who, partner, nudge.at.date())
            temper = cast.temper(who)
            acts = self._scenes.wants(who) or draw.random() < temper.answers
            at = after(cast, who, nudge.at, draw.randint(1, temper.minutes))
            if acts:
                self._time.at(at, lambda partner=partner: self._answer(who, partner, message))

    def _answer(self, who: str, partner: str, nudge: Message) -> None:
        pair, now = self._pairs.get(who, partner), nudge.now
        if pair is None or pair.over or now is None or f"@{partner}" not in now.plain or self._is_gone(who):
            return
        day = pair.to_tell(who, self._today(who))
        if self._scenes.asks_for_help(who):
            self._ask_for_help(who, partner, nudge)
        elif self._scenes.stops_nudges(who):
            self._hands.click(who, nudge, words.TURN_OFF)
            self._hands.diary.did(who, "turned nudges off")
        elif day:
            self._answered(who, partner, "met")
            self._log(who, pair, day, self._hands.click(who, nudge, words.MET, near=partner))
        else:
            skips = self._draw("skips", who, partner).random() < SKIPS
            self._answered(who, partner, "skip" if skips else "not yet")
            self._hands.click(who, nudge, words.SKIP if skips else words.NOT_YET, near=partner)

    def _answered(self, who: str, partner: str, said: str) -> None:
        self._hands.diary.did(who, "answered", partner, text=said)

    def log_unasked(self, who: str, partner: str) -> None:
        """By the command, on the day itself."""
        pair = self._pairs.get(who, partner)
        if pair is None or pair.over or self._is_gone(who):
            return
        answer = self._hands.command(who, "log")
        if answer.modal and words.MET_WHOM in answer.modal.labels:
            answer = self._hands.submit(who, answer.modal, {words.MET_WHOM: partner})
        self._log(who, pair, self._today(who), answer)

    def _log(self, who: str, pair: Pair, day: date, answer: Answer) -> None:
        form, draw = self._hands.modal(who, answer), self._draw("meeting", who, day)
        minutes = draw.choice((30, 45, 45, 60))
        values: dict[str, Any] = {
            words.MET_ON: day,
            words.MINUTES: minutes,
            words.MET_HOW: draw.choice(words.HOW),
        }
        if words.ABOUT in form.labels:
            values[words.ABOUT] = [draw.choice(form.options(words.ABOUT))]
        pulse = self._hands.submit(who, form, values)
        state = pair.tell(who, day)
        self._hands.diary.did(who, state.value, pair.partner(who), text=f"{minutes} minutes", on=day)
        self._give_pulse(who, pair.partner(who), pulse)

    def asked_to_confirm(self, question: Seen, message: Message) -> None:
        """The other one of the two says how it was, or doesn't."""
        who, cast = question.reader, self._hands.cast
        if self._scenes.is_quiet(who):
            return
        draw = self._draw("confirm", who, question.at.date())
        if self._scenes.may_dispute(who) or draw.random() < max(0.5, cast.temper(who).answers):
            at = after(cast, who, question.at, draw.randint(3, cast.temper(who).minutes))
            self._time.at(at, lambda: self._confirm(who, message))

    def _confirm(self, who: str, message: Message) -> None:
        now = message.now
        if now is None or words.CONFIRM not in now.buttons or self._is_gone(who):
            return
        pair = next(
            (
                pair
                for pair in self._pairs.of(who)
                if words.LOGGED_BY.format(partner=pair.partner(who)) in now.plain
            ),
            None,
        )
        day = pair and pair.to_confirm(who)
        if pair is None or day is None:
            return
        partner = pair.partner(who)
        if self._scenes.disputes(who):
            pair.meetings[day] = Meeting.DISPUTED
            self._hands.diary.did(who, "disputed", partner, on=day)
            self._hands.click(who, message, words.DISPUTE)
            return
        pair.tell(who, day)
        self._hands.diary.did(who, "confirmed", partner, on=day)
        self._give_pulse(who, partner, self._hands.click(who, message, words.CONFIRM))

    def _give_pulse(self, who: str, partner: str, answer: Answer) -> None:
        """Three answers, and words now and then, which nobody else may ever read."""
        form = self._hands.modal(who, answer)
        draw = self._draw("pulse", who, partner)
        if draw.random() <= GIVES_PULSE or self._scenes.is_uneasy(who):
            self._fill_in_pulse(who, partner, form, draw)
        self._hands.turn_away(who)

    def _fill_in_pulse(self, who: str, partner: str, form: Modal, draw: Random) -> None:
        useful, voice, counted = draw.choices((3, 4, 5), (1, 3, 3), k=3)
        if self._scenes.is_uneasy(who):
            voice = 2
        note = f"{draw.choice(THOUGHTS)} ({who.split()[0]}, {draw.randint(1000, 9999)})"
        note = note if draw.random() < TELLS_MORE else ""
        values = {
            words.USEFUL: words.SCORES[useful - 1],
            words.VOICE: words.SCORES[voice - 1],
            words.COUNTED: words.SCORES[counted - 1],
            words.NOTE: note,
        }
        self._hands.submit(who, form, values)
        self._hands.diary.did(who, "pulse", partner, text=note)

    def _ask_for_help(self, who: str, partner: str, nudge: Message) -> None:
        plea = f"I'd like some advice on how to get time in {partner.split()[0]}'s calendar, please"
        form = self._hands.modal(who, self._hands.click(who, nudge, words.HELP, near=partner))
        self._hands.submit(who, form, {words.PLEA: plea})
        self._answered(who, partner, "help")
        self._hands.diary.did(who, "asked for help", partner, text=plea)

    def asked_to_go_on(self, question: Seen, message: Message) -> None:
        """Some have just been busy."""
        who = question.reader
        self._scenes.played.add("quiet")
        if self._draw("goes on", who).random() < GOES_ON and words.GO_ON in question.buttons:
            at = after(self._hands.cast, who, question.at, 60)
            self._time.at(at, lambda: self._go_on(who, message))

    def _go_on(self, who: str, message: Message) -> None:
        if not self._is_gone(who):
            self._hands.click(who, message, words.GO_ON)
            self._hands.diary.did(who, "went on")

    def prompted(self, prompt: Seen, message: Message) -> None:
        """Some have something to show, one has had enough, the others let it be."""
        who = prompt.reader
        draw = self._draw("prompt", who).random()
        shows = next((label for label in prompt.buttons if label.startswith(words.COULD_SHOW)), None)
        if self._scenes.is_quiet(who):
            return
        label = words.NO_MORE_PROMPTS if draw < HAS_ENOUGH else shows if draw < SHOWS else None
        if label:
            at = after(self._hands.cast, who, prompt.at, 30)
            self._time.at(at, lambda: self._answer_prompt(who, message, label))

    def _answer_prompt(self, who: str, message: Message, label: str) -> None:
        if not self._is_gone(who):
            self._hands.click(who, message, label)
            self._hands.diary.did(
                who, "turned prompts off" if label == words.NO_MORE_PROMPTS else "could show", text=label
            )

    def help_offered(self, offer: Seen, message: Message) -> None:
        at = after(self._hands.cast, offer.reader, offer.at, 20)
        self._time.at(at, lambda: self._hands.click(offer.reader, message, words.NO_THANKS))

    def help_asked(self, plea: Seen, message: Message) -> None:
        """The neutral contact says that they will get in touch, has a word with them, and says so."""
        reads_at = after(self._hands.cast, plea.reader, plea.at, 200)
        talks_at = after(self._hands.cast, plea.reader, reads_at, 200)
        self._time.at(reads_at, lambda: self._hands.click(plea.reader, message, words.TAKE_ON))
        self._time.at(talks_at, lambda: self._hands.choose(plea.reader, message, words.ENDED, words.SETTLED))

    def _draw(self, *occasion: object):
        return self._hands.cast.draw(*occasion, self._hands.diary.now.date())

    def _today(self, who: str) -> date:
        return today(self._hands.cast.colleague(who), self._hands.diary.now)

    def _is_gone(self, who: str) -> bool:
        return not self._hands.is_there(who) or self._scenes.has_left(who)
