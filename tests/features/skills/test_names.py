"""When two names mean the same skill."""

import string
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from bot.features.skills.catalog import entries
from bot.features.skills.facts import CATEGORIES
from bot.features.skills.names import clean, letters_of, typos_between

ALL_NAMES = [name for entry in entries() for name in (entry.name, *entry.other_names)]
ALIKE = ("Project management", "Product management")  # both are what people type; two typos lie between them
LONG = [name for name in ALL_NAMES if len(letters_of(name)) >= 5 and name not in ALIKE]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("tik tok", "TikTok"),
        ("exel", "Excel"),
        ("E-Mail", "email"),
        ("resume", "Résumé"),
        ("editing video", "Video editing"),
        ("artifical inteligence", "Artificial intelligence"),
        ("Ｅｘｃｅｌ", "Excel"),
    ],
)
def test_near_names_are_one_skill(one: str, other: str) -> None:
    assert typos_between(one, other) is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("javascript", "java"),
        ("C", "C#"),
        ("C", "C++"),
        ("SEO", "SEA"),
        ("Java", "Lava"),
        ("Web 2.0", "Web 3.0"),
        ("Photo editing", "Video editing"),
        ("ガラス", "カラス"),
    ],
)
def test_other_names_are_another_skill(one: str, other: str) -> None:
    assert typos_between(one, other) is None


def test_a_name_without_a_letter_has_nothing_to_compare() -> None:
    assert letters_of("🎸 – !") == ""


def test_the_catalog_is_as_it_should_be() -> None:
    listed = list(entries())
    assert 180 <= len(listed) <= 230
    assert tuple(dict.fromkeys(entry.category for entry in listed)) == CATEGORIES
    assert all(len(name) <= 40 and clean(name) == name for name in ALL_NAMES)
    assert not any(name[0].islower() for name in ALL_NAMES)


def test_no_two_names_of_the_catalog_are_near_each_other() -> None:
    assert [pair for pair in combinations(ALL_NAMES, 2) if typos_between(*pair) is not None] == [ALIKE]


def test_a_typo_never_lies_between_two_names_of_the_catalog() -> None:
    """Three typos apart at least, so that one typo in one of them is nearer to it than to any other."""
    pairs = combinations({letters_of(name) for name in LONG}, 2)
    assert not [pair for pair in pairs if OSA.distance(*pair) < 3]


@st.composite
def misspelled(draw: st.DrawFn) -> tuple[str, str]:
    """A name of the catalog, and what somebody types who means it: one slip of the finger."""
    name = draw(st.sampled_from(LONG))
    at = draw(st.integers(0, len(name) - 2))
    letter = draw(st.sampled_from(string.ascii_lowercase + "é"))
    slips = [name.upper(), name[:at] + " " + name[at:], name[:at] + "-" + name[at:], name.replace(" ", "")]
    if name[at].isalpha() and name[at + 1].isalpha():
        slips += [
            name[:at] + name[at + 1 :],
            name[:at] + letter + name[at:],
            name[:at] + letter + name[at + 1 :],
            name[:at] + name[at + 1] + name[at] + name[at + 2 :],
            name[: at + 1] + "\u0301" + name[at + 1 :],
        ]
    return name, draw(st.sampled_from(slips))


@given(misspelled())
def test_one_slip_finds_the_skill_that_is_meant(meant: tuple[str, str]) -> None:
    name, typed = meant
    near = {other: typos for other in ALL_NAMES if (typos := typos_between(typed, other)) is not None}
    assert min(near, key=lambda other: near[other]) == name
    assert list(near.values()).count(near[name]) == 1


@given(st.text(max_size=30), st.text(max_size=30))
def test_it_is_the_same_both_ways(one: str, other: str) -> None:
    assert typos_between(one, other) == typos_between(other, one)
    assert typos_between(one, one) == 0
