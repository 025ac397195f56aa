"""Reasons are true, and what is said to help does: every change is made, and the problem solved again."""

from collections import Counter

import pytest
from hypothesis import given
from msgspec.structs import replace

from bot.matching.answer import Answer, Helps, Unmatched
from bot.matching.changes import OWN_CHANGES, PROGRAM_CHANGES, make
from bot.matching.problem import Couple, PastPair, Person, Problem, Rules, Taken, WeekHours
from bot.matching.solve import solve
from bot.matching.terms import Change, Format, Reason, Role, Rule, Style, same_word

from .companies import company, learner, problem, teacher
from .oracle import Oracle, broken_rules
from .strategies import problems

NIGHT = WeekHours("Europe/Lisbon", frozenset(range(5)), 0, 300)
DAY = WeekHours("Europe/Lisbon", frozenset(range(5)), 540, 1020)


def in_pairs(answer: Answer) -> set[str]:
    return {id for pair in answer.pairs for id in (pair.mentor, pair.mentee)}


def of(answer: Answer, id: str) -> Unmatched:
    return next(each for each in answer.unmatched if each.person == id)


@given(problems())
def test_everybody_available_is_paired_busy_or_told_why(small: Problem):
    answer = solve(small)
    busy = small.taken.mentees | set(small.taken.mentors)
    offered = {person.id for person in small.people if person.available and (person.teaches or person.learns)}
    if small.involving is not None:
        offered &= small.involving
    assert {each.person for each in answer.unmatched} == offered - in_pairs(answer) - busy


@given(problems())
def test_what_helps_does_help(small: Problem):
    answer = solve(small)
    for each in answer.unmatched:
        if each.helps.change is not Change.NOTHING and not too_many_places(small, each):
            changed = make(small, each.person, each.helps)
            after = solve(changed)
            assert each.person in in_pairs(after)
            if each.helps.change not in PROGRAM_CHANGES:
                assert len(after.pairs) > len(answer.pairs)
                assert len(changed.people) > 6 or each.person in Oracle(changed).always_matched()


def too_many_places(small: Problem, each: Unmatched) -> bool:
    return each.helps.change is Change.NEW_MENTOR and (each.helps.number or 0) > 3


@given(problems(unknown_levels=True))
def test_what_helps_does_help_where_levels_are_unknown(small: Problem):
    answer = solve(small)
    for each in answer.unmatched:
        if each.helps.change is not Change.NOTHING:
            after = solve(make(small, each.person, each.helps))
            assert each.person in in_pairs(after)
            if each.helps.change not in PROGRAM_CHANGES:
                assert len(after.pairs) > len(answer.pairs), "nobody else loses their place"


@given(problems())
def test_nothing_before_it_in_the_list_would_match_one_more(small: Problem):
    """Of the person's own changes; tried out with every level and every word there is."""
    answer = solve(small)
    for each in answer.unmatched:
        tried = [
            change for change in OWN_CHANGES if list(Change).index(change) < list(Change).index(each.helps.change)
        ]
        for change in tried:
            for helps in ways_to_make(small, each, change):
                changed = make(small, each.person, helps)
                assert len(solve(changed).pairs) <= len(answer.pairs)


def ways_to_make(small: Problem, each: Unmatched, change: Change):
    person = next(person for person in small.people if person.id == each.person)
    taught, learned = {same_word(t.skill) for t in person.teaches}, set(map(same_word, person.learns))
    all_taught = {t.skill for p in small.people for t in p.teaches}
    all_learned = {w for p in small.people for w in p.learns}
    words = {
        Change.SPEAK: {word for one in small.people for word in one.languages} if person.languages else set(),
        Change.LEARN_ALSO: {w for w in all_taught if same_word(w) not in taught} if learned else set(),
        Change.TEACH_ALSO: {w for w in all_learned if same_word(w) not in learned} if taught else set(),
    }
    if change is Change.STATE_LEVEL:
        levels = range(1, 11) if person.level is None else ()
        return [replace(each.helps, change=change, number=level) for level in levels]
    if change in words:
        return [replace(each.helps, change=change, word=word) for word in sorted(words[change])]
    return [replace(each.helps, change=change)]


@given(problems())
def test_reasons_are_true(small: Problem):
    people = {person.id: person for person in small.people}
    for each in solve(small).unmatched:
        reasons_that_hold = true_reasons(small, people[each.person], each.role)
        assert each.reason is min(reasons_that_hold, key=list(Reason).index)


def true_reasons(small: Problem, person: Person, role: Role) -> set[Reason]:
    """Every reason whose meaning (see Reason) is true of someone unmatched, from the oracle's rules."""
    mentee = role is Role.MENTEE
    others = [one for one in small.people if one.available and one.id != person.id]
    others = [one for one in others if mentee or one.id not in small.taken.mentees]
    broken = [broken_rules(small, *((one, person) if mentee else (person, one))) for one in others]
    swap = [rules for rules in broken if Rule.NO_SKILL not in rules]
    line = {Rule.REPORTING_LINE, Rule.SAME_MANAGER}
    own = person.level is None and not small.rules.allow_unknown_levels
    alone = {next(iter(rules)) for rules in swap if len(rules) == 1}
    names = {Rule.LEVEL_UNKNOWN: Reason.THEIR_LEVEL_UNKNOWN}
    found = {names.get(rule, rule.value) for rule in alone if rule.value in list(Reason) or rule in names}
    holds = {
        Reason.NO_ONE_TEACHES: mentee and not swap,
        Reason.NO_ONE_WANTS: not mentee and not swap,
        Reason.REPORTING_LINE: bool(swap) and all(rules & line for rules in swap),
        Reason.OWN_LEVEL_UNKNOWN: own,
        Reason.ALL_FULL: mentee and set() in swap,
        Reason.ALL_TAUGHT: not mentee and set() in swap,
        Reason.NO_ONE_SUITABLE: True,
    }
    return {reason for reason, true in holds.items() if true} | {
        Reason(name) for name in found - {"reporting_line"}
    }


def test_all_full_says_how_many_more_places_it_takes():
    people = [teacher("mentor", "TikTok"), *(learner(f"l{n}", "TikTok") for n in range(4))]
    answer = solve(problem(*people))
    assert {each.needed for each in answer.unmatched} == {3}
    enough, fewer = (replace(people[0], mentor_capacity=1 + more) for more in (3, 2))
    assert not solve(problem(enough, *people[1:])).unmatched
    assert len(solve(problem(fewer, *people[1:])).unmatched) == 1


@pytest.mark.parametrize("seed", range(4))
def test_the_needed_places_match_as_many_more_and_one_place_fewer_does_not(seed: int):
    crowded = company(90, seed, 0.25)
    answer = solve(crowded)
    full = [each for each in answer.unmatched if each.reason is Reason.ALL_FULL]
    assert full
    for each in full:
        if each.helps.change is Change.MORE_PLACES:
            more = solve(make(crowded, each.person, each.helps))
            fewer = solve(make(crowded, each.person, replace(each.helps, number=(each.needed or 0) - 1)))
            assert len(more.pairs) == len(answer.pairs) + (each.needed or 0) == len(fewer.pairs) + 1
            assert each.person in in_pairs(more)


@pytest.mark.parametrize(("size", "share", "seed"), [(60, 0.5, 1), (60, 0.3, 2), (150, 0.4, 3)])
def test_in_a_company_every_promise_is_kept(size: int, share: float, seed: int):
    assert len(promises_kept(company(size, seed, share))) > 1


@pytest.mark.parametrize("seed", [1, 3])
def test_in_a_company_where_levels_are_unknown_too(seed: int):
    known = company(60, seed, 0.4)
    people = tuple(
        replace(one, level=None if n % 3 else one.level, learns=one.learns or ("skill 0",))
        for n, one in enumerate(known.people)
    )
    assert promises_kept(replace(known, people=people, rules=Rules(allow_unknown_levels=True)))


def promises_kept(round_: Problem) -> Counter[Change]:
    """The changes that were said to help, each made; fails where one doesn't."""
    answer = solve(round_)
    kept = Counter[Change]()
    for each in answer.unmatched:
        if each.helps.change is not Change.NOTHING:
            assert each.person in in_pairs(solve(make(round_, each.person, each.helps)))
            kept[each.helps.change] += 1
    return kept


MENTOR = teacher("mentor", "TikTok", team="Red", languages=("English",), hours=DAY)
CASES = [
    (learner("me", "Excel"), {}, Reason.NO_ONE_TEACHES, Change.LEARN_ALSO),
    (learner("me", "TikTok", manager="mentor"), {}, Reason.REPORTING_LINE, Change.NEW_MENTOR),
    (learner("me", "TikTok", level=None), {}, Reason.OWN_LEVEL_UNKNOWN, Change.STATE_LEVEL),
    (learner("me", "TikTok", hours=NIGHT), {}, Reason.HOURS, Change.OPEN_HOURS),
    (learner("me", "TikTok", languages=("German",)), {}, Reason.LANGUAGE, Change.SPEAK),
    (learner("me", "TikTok", team="red"), {}, Reason.SAME_TEAM, Change.ALLOW_SAME_TEAM),
    (learner("me", "TikTok", level=1), {}, Reason.LEVEL, Change.NOTHING),
    (learner("me", "TikTok", level=2), {"rules": Rules(level_gap=2)}, Reason.LEVEL, Change.SMALLER_GAP),
    (learner("me", "TikTok"), {"past_pairs": (PastPair("me", "mentor"),)}, Reason.PAIRED_BEFORE, Change.NEW_MENTOR),
    (learner("me", "TikTok", avoid=("mentor",)), {}, Reason.NO_ONE_SUITABLE, Change.NEW_MENTOR),
    (learner("me", "TikTok"), {"forbids": (Couple("mentor", "me"),)}, Reason.NO_ONE_SUITABLE, Change.NEW_MENTOR),
    (learner("me", "TikTok"), {"taken": Taken({"mentor": 1})}, Reason.ALL_FULL, Change.MORE_PLACES),
]


@pytest.mark.parametrize(("me", "settings_", "reason", "change"), CASES)
def test_each_reason_and_what_helps(me: Person, settings_: dict[str, object], reason: Reason, change: Change):
    found = of(solve(problem(MENTOR, me, **settings_)), "me")
    assert (found.reason, found.helps.change) == (reason, change)


def test_who_shows_and_learns_reads_what_stood_in_the_way_of_the_pair_that_was_near():
    """As a learner nobody near the bottom could have taught them; as a mentor only the hours were in the way."""
    ana = teacher("ana", "TikTok", level=2, learns=("Hiring",), hours=NIGHT)
    boss = learner("boss", "TikTok", level=8, teaches=teacher("x", "Hiring").teaches, hours=DAY)
    answer = solve(problem(ana, boss))
    found = [of(answer, who) for who in ("ana", "boss")]
    assert [(one.role, one.reason) for one in found] == [
        (Role.MENTOR, Reason.HOURS),
        (Role.MENTEE, Reason.HOURS),
    ]
    assert {one.helps.change for one in found} == {Change.OPEN_HOURS}


def test_who_shows_and_learns_reads_what_would_help_on_the_other_side():
    """Who would learn TikTok from them did so before; as a learner one more skill would do."""
    others = (learner("boss", "TikTok", level=8), teacher("other", "Excel", level=2))
    me = teacher("me", "TikTok", level=5, learns=("Chess",))
    found = of(solve(problem(*others, me, past_pairs=(PastPair("me", "boss"),))), "me")
    assert (found.role, found.reason) == (Role.MENTOR, Reason.PAIRED_BEFORE)
    assert (found.helps.change, found.helps.word) == (Change.LEARN_ALSO, "Excel")


BETWEEN = {
    Change.STATE_LEVEL: {"level": None},
    Change.MEET_IN_WRITING: {"hours": NIGHT, "format": None},
    Change.OPEN_HOURS: {"hours": NIGHT, "format": Format.WRITTEN},
    Change.SPEAK: {"languages": ("Basque",)},
}


@pytest.mark.parametrize(("change", "own"), BETWEEN.items(), ids=BETWEEN)
def test_one_change_may_let_somebody_in_between_two_who_are_a_pair(change: Change, own: dict[str, object]):
    """The junior shows the senior something; both could be with who stands between them, who is nobody's now."""
    writes = Format.WRITTEN if change is Change.MEET_IN_WRITING else None
    known = {"hours": DAY, "languages": ("English",), "format": writes}
    junior = teacher("junior", "TikTok", "Excel", **known)
    senior = learner("senior", "TikTok", level=8, **known)
    me = replace(teacher("me", "TikTok", level=5, learns=("Excel",), **known), **own)
    round_ = problem(junior, senior, me)
    answer = solve(round_)
    helps = of(answer, "me").helps
    assert (len(answer.pairs), helps.change) == (1, change)
    after = {(pair.mentor, pair.mentee) for pair in solve(make(round_, "me", helps)).pairs}
    assert after == {("junior", "me"), ("me", "senior")}


def test_nobody_is_asked_to_learn_what_they_show():
    me = teacher("me", "TikTok", level=5, learns=("Chess",))
    found = of(solve(problem(teacher("other", "TikTok", level=2), me)), "me")
    assert found.helps.change is Change.NEW_MENTOR


def test_levels_the_wrong_way_round_are_nobodys_reason_where_there_is_another():
    """Of two juniors one is left: everybody who'd learn from her has a partner. No senior teaches a junior."""
    juniors = [teacher(name, "TikTok", level=2, learns=("Budgets",)) for name in ("ana", "ben")]
    senior = learner("boss", "TikTok", level=8, teaches=teacher("x", "Budgets").teaches)
    [left] = solve(problem(*juniors, senior)).unmatched
    assert (left.role, left.reason) == (Role.MENTOR, Reason.ALL_TAUGHT)
    juniors[0] = replace(juniors[0], teaches=teacher("x", "Chess").teaches)
    [left] = solve(problem(*juniors, senior)).unmatched
    assert (left.person, left.reason) == ("ana", Reason.NO_ONE_WANTS)
    proud = replace(senior, id="proud", learns=("Rust",))
    left = of(solve(problem(*juniors, senior, proud)), "proud")
    assert (left.role, left.reason, left.helps.change) == (Role.MENTEE, Reason.NO_ONE_TEACHES, Change.LEARN_ALSO)


def test_writing_helps_where_the_other_writes():
    mentor = replace(MENTOR, format=Format.WRITTEN)
    answer = solve(problem(mentor, learner("me", "TikTok", hours=NIGHT)))
    assert of(answer, "me").helps.change is Change.MEET_IN_WRITING


def test_a_mentor_nobody_asks_for_is_told_what_is_wanted():
    people = [MENTOR, teacher("extra", "Chess"), learner("one", "TikTok"), learner("two", "tiktok", "Knitting")]
    found = of(solve(problem(*people)), "extra")
    assert (found.role, found.reason) == (Role.MENTOR, Reason.NO_ONE_WANTS)
    assert found.helps.change is Change.TEACH_ALSO and same_word(found.helps.word or "") == "tiktok"


def test_a_mentor_whose_mentees_all_have_one_is_told_so():
    answer = solve(problem(MENTOR, teacher("extra", "TikTok"), learner("one", "TikTok")))
    assert [(each.reason, each.helps.change) for each in answer.unmatched] == [(Reason.ALL_TAUGHT, Change.NOTHING)]


def test_help_that_would_pair_two_people_both_ways_is_not_offered():
    """For `me` to have the mentor, `other` would have to learn from `third`, whom they teach already."""
    alike = {"interests": ("chess",), "format": Format.CALL, "style": Style.DIRECT}
    mentor = teacher("mentor", "TikTok", languages=("English",), **alike)
    other = teacher("other", "Excel", level=None, learns=("TikTok",), **alike)
    third = teacher("third", "TikTok", level=None, learns=("Excel",))
    me = learner("me", "TikTok", languages=("German",), avoid=("third", "other"))
    round_ = problem(mentor, other, third, me, rules=Rules(allow_unknown_levels=True))
    found = of(solve(round_), "me")
    assert (found.reason, found.helps.change) == (Reason.LANGUAGE, Change.NEW_MENTOR)
    assert "me" not in in_pairs(solve(make(round_, "me", Helps(Change.SPEAK, word="English"))))
    assert "me" in in_pairs(solve(make(round_, "me", found.helps)))
