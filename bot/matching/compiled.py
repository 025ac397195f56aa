"""Loops over every couple of a large round, compiled: what numpy would do in many passes they do in one.

Words of 64 bits say which mentors somebody may have; only who is left is looked at one by one. `quick.py` says what
the numbers mean.
"""

import numpy as np

from bot.matching.jit import compiled
from bot.matching.problem import TOP_SCORE
from bot.matching.shapes import BUCKETS, Array, Barred, Best, Couples, Found, Market, Near, Product, Room

SLACK = np.float32(1)  # more than rounding to 32 bits can take away
BUCKET = np.float32(64)
HIGHEST = TOP_SCORE + 1
NONE, ONE = np.uint64(0), np.uint64(1)
DE_BRUIJN, TOP_SIX = np.uint64(0x03F79D71B4CB0A89), np.uint64(58)  # their product tells which bit of 64 is set
BIT = np.zeros(64, dtype=np.int64)
for _bit in range(64):
    BIT[((int(DE_BRUIJN) << _bit) % 2**64) >> 58] = _bit
PAIRS, NIBBLES, BYTES = np.uint64(0x5555555555555555), np.uint64(0x3333333333333333), np.uint64(0x0F0F0F0F0F0F0F0F)
TOTAL, TWO, FOUR, LAST = np.uint64(0x0101010101010101), np.uint64(2), np.uint64(4), np.uint64(56)


@compiled
def _add_up(product: Product, mentee: int, out: Array) -> None:
    out[:] = 0
    for entry in range(product.start[mentee], product.start[mentee + 1]):
        word, value = product.word[entry], product.value[entry]
        for at in range(product.word_start[word], product.word_start[word + 1]):
            out[product.mentor[at]] += value * product.mentor_value[at]


@compiled
def _ones(bits: np.uint64) -> np.uint64:
    bits = bits - ((bits >> ONE) & PAIRS)
    bits = (bits & NIBBLES) + ((bits >> TWO) & NIBBLES)
    return (((bits + (bits >> FOUR)) & BYTES) * TOTAL) >> LAST


@compiled
def _may_have(couples: Couples, mentee: int, barred: Barred, among: Array, bits: Array) -> None:
    """Sets the bits of whom this mentee may have."""
    bits[:] = NONE
    for entry in range(couples.fit.start[mentee], couples.fit.start[mentee + 1]):
        teach = couples.taught[couples.fit.word[entry]]
        for at in range(bits.size):
            bits[at] |= teach[at]
    kind = couples.mentee_kind[mentee]
    one, two = couples.allowed[0][kind[0]], couples.allowed[1][kind[1]]
    three, four = couples.allowed[2][kind[2]], couples.allowed[3][kind[3]]
    for at in range(bits.size):
        bits[at] &= one[at] & two[at] & three[at] & four[at] & among[at]
    for entry in range(barred.start[mentee], barred.start[mentee + 1]):
        _clear(bits, barred.mentor[entry])
    _keep_away(couples.near, mentee, bits)


@compiled
def _clear(bits: Array, mentor: int) -> None:
    bits[mentor >> 6] &= ~(ONE << np.uint64(mentor & 63))


@compiled
def _keep_away(near: Near, mentee: int, bits: Array) -> None:
    for which in range(near.start.shape[1]):
        for entry in range(near.start[mentee, which], near.stop[mentee, which]):
            _clear(bits, near.mentor[entry])
    by_enter = near.mentor.size - near.above.size  # the last list: in order of where they are entered
    entry, enter = near.last[mentee], near.enter[mentee]
    while entry >= 0:
        if near.leave[entry] > enter:
            _clear(bits, near.mentor[by_enter + entry])
        entry = near.above[entry]


@compiled
def _listed(room: Room) -> int:
    """Writes down whose bit is set; says how many."""
    count = 0
    for word in range(room.bits.size):
        rest = room.bits[word]
        while rest != NONE:
            lowest = rest & (~rest + ONE)
            rest ^= lowest
            room.at[count] = word * 64 + BIT[(lowest * DE_BRUIJN) >> TOP_SIX]
            count += 1
    return count


@compiled
def _scored(couples: Couples, mentee: int, count: int, room: Room) -> None:
    """What each of the first `count` listed may score, at most."""
    _add_up(couples.fit, mentee, room.fit)
    _add_up(couples.back, mentee, room.back)
    kind, has, words = couples.mentee_kind[mentee], couples.mentee_has[mentee], couples.mentee_words[mentee]
    hours, manner, place = couples.gain[0][kind[0]], couples.gain[1][kind[2]], couples.gain[2][kind[3]]
    for listed in range(count):
        at = room.at[listed]
        other = couples.mentor_kind[at]
        most = SLACK + room.fit[at] + room.back[at] + hours[other[0]] + manner[other[1]] + place[other[2]]
        shared = NONE
        for word in range(words.size):
            shared += _ones(words[word] & couples.mentor_words[at, word])
        if shared != NONE:
            both = np.float32(np.int64(shared))
            most += couples.interests * both / (has + couples.mentor_has[at] - both)
        room.most[listed] = most


@compiled
def _enough(gain: Array, few: int, buckets: Array) -> float:
    """What about `few` of these reach, or a few more; those far below the best count as one."""
    best = gain.max()
    buckets[:] = 0
    for one in gain:
        buckets[min(int((best - one) / BUCKET), BUCKETS - 1)] += 1
    bucket, count = 0, buckets[0]
    while count < few and bucket < BUCKETS - 1:
        bucket += 1
        count += buckets[bucket]
    return best - (bucket + 1) * BUCKET if bucket < BUCKETS - 1 else gain.min()


@compiled
def best_of(
    couples: Couples, mentees: Array, barred: Barred, everyone: Array, few: int, room: Room, best: Best, out: Found
) -> tuple[int, int]:
    """About the `few` best mentors of each mentee, while there is space; how many mentees and pairs that were."""
    used = 0
    for number in range(mentees.size):
        mentee = mentees[number]
        if used + room.most.size > out.mentor.size:
            return number, used
        _may_have(couples, mentee, barred, everyone, room.bits)
        count = _listed(room)
        _scored(couples, mentee, count, room)
        enough = _enough(room.most[:count], few, room.buckets) if count > few else np.float32(0)
        out.enough[number] = max(enough, np.float32(0))
        for listed in range(count):
            most, at = room.most[listed], room.at[listed]
            if most >= enough:
                out.mentee[used], out.mentor[used], out.most[used] = mentee, at, most
                used += 1
            if most > best.most[at, -1]:
                _enter(best, at, mentee, most)
    return mentees.size, used


@compiled
def _enter(best: Best, mentor: int, mentee: int, most: float) -> None:
    place = best.most.shape[1] - 1
    while place > 0 and best.most[mentor, place - 1] < most:
        best.most[mentor, place] = best.most[mentor, place - 1]
        best.mentee[mentor, place] = best.mentee[mentor, place - 1]
        place -= 1
    best.most[mentor, place], best.mentee[mentor, place] = most, mentee


@compiled
def reaching(
    couples: Couples, mentees: Array, barred: Barred, market: Market, few: int, much: float, room: Room, out: Found
) -> tuple[int, int]:
    """Whose score may reach price and limit, as long as there is space; how many mentees and pairs that were.

    Of a mentee with a pair that gains more than `much` about the `few` that gain most: `enough` is above zero.
    """
    used = 0
    for number in range(mentees.size):
        mentee = mentees[number]
        if used + room.most.size > out.mentor.size:
            return number, used
        limit = market.limit[mentee]
        band = min(np.searchsorted(market.edges, limit + HIGHEST), market.edges.size - 1)
        _may_have(couples, mentee, barred, market.bands[band], room.bits)
        count = _listed(room)
        _scored(couples, mentee, count, room)
        kept = 0
        for listed in range(count):
            gain = room.most[listed] + (limit - market.price[room.at[listed]])
            if gain >= 0:
                room.at[kept], room.most[kept], room.gain[kept] = room.at[listed], room.most[listed], gain
                kept += 1
        gains, enough = room.gain[:kept], 0.0
        if kept > few and gains.max() > much:
            enough = _enough(gains, few, room.buckets)
        out.enough[number] = enough
        for listed in range(kept):
            if gains[listed] >= enough:
                out.mentee[used], out.mentor[used] = mentee, room.at[listed]
                out.most[used] = room.most[listed]
                used += 1
    return mentees.size, used


@compiled
def possible(couples: Couples, mentees: Array, barred: Barred, everyone: Array, out: Array) -> None:
    """Every pair that may be, a bit for each."""
    for number in range(mentees.size):
        _may_have(couples, mentees[number], barred, everyone, out[number])
