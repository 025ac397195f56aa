"""The loops of the auction (`auction.py` says what it is), and those that find prices for a choice."""

from bot.matching.jit import compiled
from bot.matching.shapes import Array, Asked, Floor, Held

FAR = 2**62
NEVER = 2**61
"""The price of who has no places at all: above any other, and below FAR whatever it costs to go there."""
EMPTY = -1


@compiled
def fallen(first: Array, mentor: Array, cost: Array, choice: Array, price: Array) -> None:
    """Lowers prices until each mentee's own is the cheapest for them; stops below zero, or if that never ends."""
    for _ in range(price.size + 1):
        steady = True
        for mentee in range(choice.size):
            least = cost[first[mentee]] + price[mentor[first[mentee]]]
            for arc in range(first[mentee] + 1, first[mentee + 1]):
                least = min(least, cost[arc] + price[mentor[arc]])
            home, own = mentor[choice[mentee]], cost[choice[mentee]]
            if least - own < price[home]:
                price[home] = least - own
                steady = False
                if least < own:
                    return
        if steady:
            return


@compiled
def _cheapest_place(floor: Floor, mentor: int) -> int:
    """Of those that cost the same an empty one."""
    found = floor.start[mentor]
    for place in range(found + 1, floor.start[mentor + 1]):
        cheaper = floor.price[place] < floor.price[found]
        as_cheap = floor.price[place] == floor.price[found]
        if cheaper or (as_cheap and floor.owner[place] == EMPTY):
            found = place
    return found


@compiled
def _priced(floor: Floor, place: int, price: int) -> None:
    floor.price[place] = price
    mentor = floor.mentor[place]
    floor.least[mentor] = floor.price[_cheapest_place(floor, mentor)]


@compiled
def who_moves(asked: Asked, floor: Floor, held: Held, step: int, waiting: Array) -> int:
    """Who isn't content within this step gives up their place; writes down who is without one, and how many."""
    count = 0
    for place in range(floor.price.size):
        floor.price[place] = floor.least[floor.mentor[place]]
    for mentee in range(held.arc.size):
        own, least = held.arc[mentee], FAR
        for arc in range(asked.first[mentee], asked.first[mentee + 1]):
            least = min(least, asked.cost[arc] + floor.least[asked.mentor[arc]])
        if own == EMPTY or asked.cost[own] + floor.least[asked.mentor[own]] > least + step:
            if held.place[mentee] != EMPTY:
                floor.owner[held.place[mentee]] = EMPTY
            held.arc[mentee] = held.place[mentee] = EMPTY
            waiting[count] = mentee
            count += 1
    return count


@compiled
def bid(asked: Asked, floor: Floor, held: Held, step: int, waiting: Array, count: int, most: int) -> int:
    """Mentees without a place bid for the one that suits them best, up to where another would suit them as well,
    and a step more; whose place it was is without one. Says how many still are: only after `most` bids not none.
    """
    bids = 0
    while count > 0 and bids < most:
        bids += 1
        count -= 1
        mentee = waiting[count]
        best = second = FAR
        chosen = EMPTY
        for arc in range(asked.first[mentee], asked.first[mentee + 1]):
            price = asked.cost[arc] + floor.least[asked.mentor[arc]]
            if price < best:
                best, second, chosen = price, best, arc
            elif price < second:
                second = price
        mentor = asked.mentor[chosen]
        held.arc[mentee] = chosen
        if mentor < floor.start.size - 1:  # not nobody, who has room for all
            place = _cheapest_place(floor, mentor)
            if floor.owner[place] != EMPTY:
                waiting[count] = floor.owner[place]
                held.arc[waiting[count]] = held.place[waiting[count]] = EMPTY
                count += 1
            floor.owner[place], held.place[mentee] = mentee, place
            _priced(floor, place, floor.price[place] + (second - best) + step)
    return count


@compiled
def lower(asked: Asked, floor: Floor, held: Held, step: int, waiting: Array, paid: Array, most: int) -> int:
    """Empty places with a price get cheaper, until somebody moves there or they are free. Else as `bid`."""
    count = offers = 0
    for place in range(floor.price.size):
        if floor.owner[place] == EMPTY and floor.price[place] > 0:
            waiting[count] = place
            count += 1
    for mentee in range(paid.size):
        paid[mentee] = asked.cost[held.arc[mentee]]
        if held.place[mentee] != EMPTY:
            paid[mentee] += floor.price[held.place[mentee]]
    while count > 0 and offers < most:
        offers += 1
        count -= 1
        place = waiting[count]
        best, second, chosen = _who_would_pay(asked, floor.mentor[place], held, paid)
        if best <= step:
            _priced(floor, place, 0)
            continue
        mentee = asked.mentee_by_mentor[chosen]
        before = held.place[mentee]
        floor.owner[place], held.place[mentee], held.arc[mentee] = mentee, place, asked.arc[chosen]
        _priced(floor, place, max(0, second - step))
        paid[mentee] = floor.price[place] + asked.cost_by_mentor[chosen]
        if before != EMPTY:
            floor.owner[before] = EMPTY
            if floor.price[before] > 0:
                waiting[count] = before
                count += 1
    return count


@compiled
def _who_would_pay(asked: Asked, mentor: int, held: Held, paid: Array) -> tuple[int, int, int]:
    """The two highest prices at which a place here suits somebody as well as their own; where the first is."""
    best = second = -FAR
    chosen = EMPTY
    for at in range(asked.by_mentor[mentor], asked.by_mentor[mentor + 1]):
        mentee = asked.mentee_by_mentor[at]
        price = paid[mentee] - asked.cost_by_mentor[at]
        if price > second and held.arc[mentee] != asked.arc[at]:
            if price > best:
                best, second, chosen = price, best, at
            else:
                second = price
    return best, second, chosen


@compiled
def in_order(mentor: Array, start: Array, out: Array) -> None:
    """Where the arcs of each mentor are, one mentor after the other; `start` is moved on."""
    for arc in range(mentor.size):
        out[start[mentor[arc]]] = arc
        start[mentor[arc]] += 1
