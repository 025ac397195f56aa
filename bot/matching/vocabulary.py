"""Who says which words, to find the commonest among some people."""

from collections.abc import Iterable, Sequence

import numpy as np

from bot.matching.arrays import Bools, Ints
from bot.matching.columns import unique_words


class Vocabulary:
    """Lists of words, one for each person."""

    def __init__(self, lists: Sequence[Sequence[str]]) -> None:
        words = [unique_words(each) for each in lists]
        said = [(key, word) for each in words for key, word in each.items()]
        self._spellings = sorted({word for _, word in said})
        self._keys = {key: number for number, key in enumerate(sorted({key for key, _ in said}))}
        spellings = {word: number for number, word in enumerate(self._spellings)}
        self._length = np.array([len(each) for each in words], dtype=np.int64)
        self._start = np.cumsum(self._length) - self._length
        self._key = np.array([self._keys[key] for key, _ in said], dtype=np.int64)
        self._spelling = np.array([spellings[word] for _, word in said], dtype=np.int64)

    def commonest(self, people: Ints, but: Iterable[str] = ()) -> str | None:
        """The word that most of them say; of several the first in the alphabet, as spelled first in it."""
        at = self._of(people)
        at = at[~self._among(at, but)]
        if not len(at):
            return None
        chosen = np.argmax(np.bincount(self._key[at]))
        return self._spellings[int(self._spelling[at][self._key[at] == chosen].min())]

    def who_say(self, people: Ints, word: str) -> Ints:
        """Those of them who have this word in their list, however they spell it."""
        said = self._among(self._of(people), [word])
        return np.unique(np.repeat(people, self._length[people])[said])

    def _among(self, at: Ints, words: Iterable[str]) -> Bools:
        return np.isin(self._key[at], [self._keys[key] for key in unique_words(words) if key in self._keys])

    def _of(self, people: Ints) -> Ints:
        """Where their words are."""
        length = self._length[people]
        skipped = np.cumsum(length) - length
        return np.arange(int(length.sum())) + np.repeat(self._start[people] - skipped, length)
