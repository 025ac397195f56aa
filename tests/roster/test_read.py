"""A people file: what may stand in it, what each bad row is told, and that no file makes the reader fall over."""

import csv
import io
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roster import COLUMNS, BadFile, Hours, Person, Taught, decoded, read

ANA = {"email": "Ana@Acme.example", "name": "Ana Costa", "teaches": "TikTok:3; Python", "learns": "Strategy"}


def file(*rows: Mapping[str, str]) -> str:
    columns = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def one(**cells: str) -> Person:
    roster = read(file(ANA | cells))
    assert roster.problems == ()
    return roster.people[0]


def reasons(*rows: Mapping[str, str]) -> list[str]:
    return [str(problem) for problem in read(file(*rows)).problems]


def test_only_a_name_an_address_and_a_skill_are_needed() -> None:
    ana = one()
    assert (ana.email, ana.name, ana.line) == ("ana@acme.example", "Ana Costa", 2)
    assert ana.teaches == (Taught("TikTok", 3), Taught("Python", None)) and ana.learns == ("Strategy",)
    assert (ana.level, ana.hours, ana.mentor_capacity, ana.waiting_rounds) == (None, None, 1, 0)
    assert ana.takes_part


def test_every_column_is_read() -> None:
    cells = {
        "level": "4",
        "manager_email": "Theo@acme.example",
        "team": "Web",
        "department": "IT",
        "location": "Porto",
        "timezone": "Europe/Lisbon",
        "days": "Mon; tuesday;FRI",
        "hours_start": "09:30",
        "hours_end": "24:00",
        "languages": "English;Português",
        "interests": "chess; Chess ;hiking",
        "format": "In person",
        "style": "by-example",
        "mentor_capacity": "3",
        "avoid": "Bob@acme.example;bob@acme.example",
        "waiting_rounds": "2",
    }
    assert {*cells, *ANA} == {*COLUMNS}
    ana = one(**cells)
    assert ana.hours == Hours(frozenset({0, 1, 4}), 9 * 60 + 30, 24 * 60)
    assert (ana.level, ana.manager, ana.timezone) == (4, "theo@acme.example", "Europe/Lisbon")
    assert (ana.team, ana.department, ana.location) == ("Web", "IT", "Porto")
    assert ana.languages == ("English", "Português") and ana.interests == ("chess", "hiking")
    assert (ana.format, ana.style, ana.mentor_capacity) == ("in_person", "by_example", 3)
    assert ana.avoid == ("bob@acme.example",) and ana.waiting_rounds == 2


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"email": "ana"}, "email: 'ana' isn't an e-mail address"),
        ({"email": " "}, "email is missing"),
        ({"name": ""}, "name is missing"),
        ({"level": "11"}, "level: '11' isn't a whole number from 1 to 10"),
        ({"level": "٣"}, "level: '٣' isn't a whole number from 1 to 10"),
        ({"level": "4.0"}, "level: '4.0' isn't a whole number from 1 to 10"),
        ({"manager_email": "Theo"}, "manager_email: 'Theo' isn't an e-mail address"),
        ({"manager_email": "ANA@acme.example"}, "manager_email: nobody is their own manager"),
        ({"timezone": "Lisbon"}, "timezone: 'Lisbon' isn't a time zone such as Europe/Lisbon"),
        ({"timezone": "../etc/passwd"}, "timezone: '../etc/passwd' isn't a time zone such as Europe/Lisbon"),
        ({"days": "Mon;Someday"}, "'Someday' isn't a day such as Mon"),
        ({"hours_start": "9"}, "hours_start and hours_end belong together: give both, or neither"),
        ({"hours_start": "9", "hours_end": "17:00"}, "'9' isn't a time such as 09:00"),
        ({"hours_start": "09:00", "hours_end": "24:01"}, "'24:01' isn't a time such as 09:00"),
        ({"hours_start": "00:00", "hours_end": "24:00"}, "hours_start and hours_end are the same: leave both out"),
        ({"teaches": "TikTok:4"}, "teaches: 'TikTok:4': after the colon stands how sure they are, from 1 to 3"),
        ({"teaches": "TikTok:"}, "teaches: 'TikTok:': after the colon stands how sure they are, from 1 to 3"),
        ({"teaches": ":3"}, "teaches: ':3': after the colon stands how sure they are, from 1 to 3"),
        ({"format": "phone"}, "format: 'phone' isn't one of in_person, call, written, any"),
        ({"style": "loud"}, "style: 'loud' isn't one of direct, reflective, by_example, any"),
        ({"mentor_capacity": "0"}, "mentor_capacity: '0' isn't a whole number from 1 to 5"),
        ({"avoid": "Bob"}, "avoid: 'Bob' isn't an e-mail address"),
        ({"waiting_rounds": "-1"}, "waiting_rounds: '-1' isn't a whole number, 0 or more"),
        ({"name": "A" * 201}, f"name: '{'A' * 57}…' is longer than 200 characters"),
        ({"name": "Ana\0"}, "name: 'Ana\\x00' has a line break"),
        ({"name": "Ana\nCosta"}, "name: 'Ana\\nCosta' has a line break"),
        ({"name": "Ana\u202etsoC"}, "name: 'Ana\\u202etsoC' has a line break, a tab or another sign"),
        ({"name": "\u200b"}, "name: '\\u200b' has a line break"),
    ],
)
def test_a_bad_cell_is_named_with_its_line_and_what_would_do(cells: dict[str, str], told: str) -> None:
    (reason,) = reasons(ANA | cells)
    line = 3 if "\n" in cells.get("name", "") else 2
    assert reason.startswith(f"line {line}: {told}")


def test_every_bad_row_is_named() -> None:
    rows = [ANA | {"level": "x", "timezone": "y"}, ANA, {"email": "bob@acme.example", "name": ""}]
    assert [told.partition(":")[0] for told in reasons(*rows)] == ["line 2", "line 2", "line 3", "line 4"]


def test_an_address_is_there_once_however_it_is_written() -> None:
    assert reasons(ANA, ANA | {"email": "ANA@ACME.example"}) == [
        "line 3: email: ana@acme.example is on line 2 already"
    ]


def test_a_circle_of_managers_is_told_once() -> None:
    above = {"p0": "p1", "p1": "p2", "p2": "p0"}
    ring = [{"email": f"{one}@a.example", "name": one, "manager_email": f"{above[one]}@a.example"} for one in above]
    below = {"email": "below@a.example", "name": "B", "manager_email": "p1@a.example"}
    (told,) = reasons(below, *ring)
    assert told == (
        "line 3: manager_email: these report to each other in a circle: p0@a.example, p1@a.example, p2@a.example"
    )


def test_a_manager_who_is_not_in_the_file_is_no_mistake() -> None:
    assert one(manager_email="ceo@elsewhere.example").manager == "ceo@elsewhere.example"


def test_a_colon_may_belong_to_a_skill() -> None:
    assert one(teaches="Design: Figma;Design: figma:2").teaches == (Taught("Design: Figma", None),)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "line 1: the first line must name the columns email, name"),
        ("mail,name\n", "line 1: the first line must name the columns email"),
        ("email;name;level\n", "email, name; its columns are separated by commas"),
        ("email,name,so\u202eon\n", "line 1: the column "),
        ("email,name,name\n", "line 1: the column name is there twice"),
        ("email,name,manger_email\n", "there is no column 'manger_email'; is manager_email meant?"),
        ('email,name\na@b.example,"Ana" x\n', "line 2: this isn't CSV"),
    ],
)
def test_what_is_no_people_file(text: str, told: str) -> None:
    with pytest.raises(BadFile) as refused:
        read(text)
    assert told in str(refused.value)


def test_a_file_of_thousands_of_columns_is_refused_at_once() -> None:
    """Each name is compared with those that are known: 14,000 stopped the bot for seconds."""
    names = [f"c{number}" for number in range(199)]
    assert read(",".join(["email", "name", *names[:198]]) + "\na@b.example,Ana" + 198 * ",").people
    with pytest.raises(BadFile, match="201 columns; at most 200"):
        read(",".join(["email", "name", *names]) + "\na@b.example,Ana" + 199 * ",")


def test_a_row_of_another_length_is_named() -> None:
    roster = read("email,name,level\nana@a.example,Ana\n\n  ,,\nbob@a.example,Bob,3,4\n")
    assert [str(problem) for problem in roster.problems] == [
        "line 2: there are 2 cells, and 3 columns in the first line",
        "line 5: there are 4 cells, and 3 columns in the first line",
    ]


def test_columns_of_no_use_are_told() -> None:
    assert read("email,name,Shoe size\nana@a.example,Ana,39\n").ignored == ("shoe size",)


def test_another_encoding_is_told_with_its_line() -> None:
    assert read(decoded("\ufeffemail,name\r\nana@a.example,Zoë\r\n".encode())).people[0].name == "Zoë"
    with pytest.raises(BadFile, match="line 2: this isn't UTF-8 text"):
        decoded("email,name\nana@a.example,Zoë\n".encode("latin-1"))


@given(st.lists(st.fixed_dictionaries(dict.fromkeys(COLUMNS, st.text(max_size=12))), max_size=4))
def test_whatever_stands_in_a_file_is_read_or_named(rows: list[dict[str, str]]) -> None:
    try:
        roster = read(file(*rows) if rows else "")
    except BadFile as refused:
        assert str(refused).startswith("line ")
    else:
        assert all(problem.line >= 2 and problem.reason for problem in roster.problems)
        assert roster.problems or all(person.email and person.name for person in roster.people)


@given(st.binary(max_size=60))
def test_whatever_a_file_is_it_is_read_or_refused(content: bytes) -> None:
    try:
        read(decoded(b"email,name,teaches\n" + content))
    except BadFile as refused:
        assert str(refused).startswith("line ")
