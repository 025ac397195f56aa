"""`python -m bot match`: files in, files out; what is wrong is named by line, and then nothing is written."""

import csv
import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import cli
from bot.commands import match_output
from bot.commands.match import next_monday, solved
from bot.commands.match_input import Unusable, read

PEOPLE = """\
email,name,level,manager_email,team,timezone,hours_start,hours_end,teaches,learns,interests,waiting_rounds
Mia@acme.example,Mia Ruiz,2,theo@acme.example,Web,Europe/Madrid,09:00,17:00,TikTok:3;Python,Strategy,Chess,0
sam@acme.example,Sam Berg,8,,Sales,Europe/Oslo,09:00,17:00,Strategy,tiktok,chess,1
theo@acme.example,Theo Lind,6,,People,,,,,,,
lea@acme.example,Léa Roy,7,,Legal,,,,,Rust,,2
"""
WISHES = "mentor_email,mentee_email,what"
SETTINGS = "level_gap = 2\n[weights]\nskill_fit = 90000\ngives_back = 1\nhours = 0\n" + "".join(
    f"{part} = 0\n" for part in ("interests", "format", "style", "distance")
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8")
    return tmp_path


def run(folder: Path, *more: str, people: str | None = None, **files: str) -> Result:
    """The command in this folder, with what these files hold: `pins_csv="…"` is pins.csv."""
    if people is not None:
        files["people_csv"] = people
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")
    given = [str(folder / word) if word.endswith((".csv", ".json", ".toml")) else word for word in more]
    where = [str(folder / "people.csv"), "--out", str(folder / "pairs.csv"), "--from", "2027-01-04"]
    return CliRunner().invoke(cli, ["match", *where, *given])


def pairs(folder: Path) -> list[dict[str, str]]:
    with (folder / "pairs.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def report(folder: Path) -> Any:
    return json.loads((folder / "report.json").read_text(encoding="utf-8"))


def refused(folder: Path, result: Result) -> list[str]:
    """What stderr says, where nothing was written."""
    assert result.exit_code == 2, result.output
    assert {path.suffix for path in folder.iterdir()} <= {".csv", ".toml"}
    assert not (folder / "pairs.csv").exists()
    return [line.removeprefix(f"{folder}/") for line in result.stderr.splitlines()]


def test_pairs_scores_and_report(folder: Path) -> None:
    result = run(folder, "--scores", "scores.csv", "--report", "report.json", "--seed", "7")
    assert (result.exit_code, result.stderr) == (0, "")
    (pair,) = pairs(folder)
    assert list(pair) == [
        *("mentor_email", "mentee_email", "score", "skills"),
        *("skill_fit", "gives_back", "hours", "interests", "format", "style", "distance", "why"),
    ]
    assert (pair["mentor_email"], pair["mentee_email"]) == ("mia@acme.example", "sam@acme.example")
    assert pair["skills"] == "tiktok"
    assert int(pair["score"]) == sum(int(pair[part]) for part in match_output.PARTS)
    assert pair["why"] == (
        "Mia Ruiz could show Sam Berg tiktok; Sam Berg could show Mia Ruiz Strategy; both like chess; "
        "40 hours a week in common"
    )
    with (folder / "scores.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.DictReader(file)) == [
            {"mentor_email": "mia@acme.example", "mentee_email": "sam@acme.example", "score": pair["score"]}
        ]
    told = report(folder)
    assert (told["matched"], told["waiting_matched"], told["score"]) == (1, 1, int(pair["score"]))
    assert (told["proven_optimal"], told["seed"], told["from"], told["weeks"]) == (True, 7, "2027-01-04", 26)
    (lea,) = told["unmatched"]
    assert (lea["email"], lea["reason"], lea["helps"]["change"]) == (
        "lea@acme.example",
        "no_one_teaches",
        "new_mentor",
    )
    assert told["seconds"].keys() >= {"prepare", "choose"} and told["peak_memory"] > 1_000_000
    assert {"skill": "Rust", "places": 0, "wanted": 1, "learned": 0} in told["skills"]
    assert result.stdout.startswith("Pairs: 1 (1 of those who learn had waited). Left: 1. Score: ")


def test_the_proof_can_be_looked_through_again(folder: Path) -> None:
    result = run(folder, "--recheck", "--report", "report.json")
    assert result.exit_code == 0 and "proven to be the best there are" in result.stdout
    assert report(folder)["proven_optimal"] and "recheck" in report(folder)["seconds"]


def test_who_only_stands_in_a_reporting_line_is_not_left_over(folder: Path) -> None:
    run(folder, "--report", "report.json")
    assert "theo@acme.example" not in str(report(folder)["unmatched"])


def test_the_same_files_give_the_same_bytes_whatever_the_order_of_rows(folder: Path) -> None:
    run(folder)
    before = (folder / "pairs.csv").read_bytes()
    header, *rows = PEOPLE.splitlines(keepends=True)
    run(folder, people="".join([header, *reversed(rows)]))
    assert (folder / "pairs.csv").read_bytes() == before


def test_history_pins_rules_and_unknown_levels(folder: Path) -> None:
    couple = "mentor_email,mentee_email\nMIA@acme.example,sam@acme.example\n"
    assert run(folder, "--history", "past.csv", past_csv=couple).exit_code == 0 and pairs(folder) == []
    wishes = f"{WISHES}\nmia@acme.example,sam@acme.example,"
    assert run(folder, "--pins", "pins.csv", pins_csv=f"{wishes}forbid\n").exit_code == 0 and pairs(folder) == []
    assert run(folder, "--pins", "pins.csv", pins_csv=f"{wishes}Pin\n").exit_code == 0
    assert pairs(folder)[0]["why"].endswith("; paired by hand")
    assert run(folder, "--rules", "rules.toml", rules_toml=SETTINGS).exit_code == 0
    assert (pairs(folder)[0]["skill_fit"], pairs(folder)[0]["hours"]) == ("90000", "0")
    unknown = PEOPLE.replace("Mia Ruiz,2", "Mia Ruiz,")
    assert run(folder, people=unknown).exit_code == 0 and pairs(folder) == []
    assert run(folder, "--unknown-levels").exit_code == 0 and "a level isn't known" in pairs(folder)[0]["why"]


@pytest.mark.parametrize(
    ("files", "told"),
    [
        (
            {"people_csv": PEOPLE.replace("Europe/Oslo", "Oslo").replace("Mia Ruiz,2", "Mia Ruiz,22")},
            [
                "people.csv, line 2: level: '22' isn't a whole number from 1 to 10",
                "people.csv, line 3: timezone: 'Oslo' isn't a time zone such as Europe/Lisbon",
            ],
        ),
        (
            {"people_csv": PEOPLE.replace(",Rust,", ",,")},
            ["people.csv, line 5: teaches and learns are empty: fill in one, or leave the row out"],
        ),
        ({"people_csv": ""}, ["people.csv, line 1: the first line must name the columns email, name"]),
        (
            {"past_csv": "mentor_email\nmia@acme.example\n"},
            ["past.csv, line 1: the first line must name the columns mentee_email"],
        ),
        (
            {"past_csv": "mentor_email,mentee_email\nmia@acme.example,\n"},
            ["past.csv, line 2: mentor_email and mentee_email are all needed"],
        ),
        (
            {"pins_csv": f"{WISHES}\na@b.example,sam@acme.example,pin\nx@y.example,z@y.example,no\n"},
            [
                "pins.csv, line 2: a@b.example is not among the people",
                "pins.csv, line 3: what is pin or forbid, not 'no'",
            ],
        ),
        (
            {"pins_csv": f"{WISHES}\nsam@acme.example,mia@acme.example,pin\n"},
            ["pins.csv, line 2: the pinned pair sam@acme.example -> mia@acme.example breaks the rule level"],
        ),
        (
            {
                "pins_csv": f"{WISHES}\nmia@acme.example,sam@acme.example,forbid\n"
                "mia@acme.example,sam@acme.example,pin\nlea@acme.example,mia@acme.example,PIN\n"
            },
            [
                "pins.csv, line 3: the pinned pair mia@acme.example -> sam@acme.example breaks the rule forbidden",
                "pins.csv, line 4: the pinned pair lea@acme.example -> mia@acme.example breaks the rule no_skill",
            ],
        ),
        ({"rules_toml": "gap = 2\n"}, ["rules.toml: gap: is no setting; there are allow_same_team"]),
        ({"rules_toml": "level_gap = 12\n"}, ["rules.toml: level_gap: must be from 1 to 9, not 12"]),
        ({"rules_toml": "level_gap = true\n"}, ["rules.toml: level_gap: can't be True"]),
        ({"rules_toml": "[weights]\nhours = 70000\n"}, ["rules.toml: together must be at most 100000, not 155000"]),
        ({"rules_toml": "level_gap =\n"}, ["rules.toml: Invalid value"]),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_written(
    folder: Path, files: dict[str, str], told: list[str]
) -> None:
    options = {"past_csv": "--history", "pins_csv": "--pins", "rules_toml": "--rules"}
    more = [word for name in files if name in options for word in (options[name], name.replace("_", "."))]
    lines = refused(folder, run(folder, *more, **files))
    assert all(line.startswith(start) for line, start in zip(lines, told, strict=True)), lines


def test_a_day_that_is_no_monday_is_refused(folder: Path) -> None:
    lines = refused(folder, run(folder, "--from", "2027-01-06"))
    assert lines == ["--from: 2027-01-06 is no Monday; 2027-01-04 and 2027-01-11 are"]


def test_what_could_not_be_written_is_told_before_the_work(folder: Path) -> None:
    result = run(folder, "--report", "nowhere/report.json")
    assert result.exit_code == 2 and "there is no folder" in result.stderr
    assert "different files" in run(folder, "--scores", "pairs.csv").stderr


def test_what_is_no_file_stays_as_it_is(folder: Path) -> None:
    """As root, a file moved to /dev/stdout would take its place."""
    os.mkfifo(folder / "pipe.csv")
    result = run(folder, "--scores", "pipe.csv")
    assert result.exit_code == 2 and "no file that could be written over" in result.stderr
    assert (folder / "pipe.csv").is_fifo()


def test_a_link_stays_a_link(folder: Path) -> None:
    (folder / "pairs.csv").symlink_to(folder / "elsewhere.csv")
    assert run(folder).exit_code == 0
    assert (folder / "pairs.csv").is_symlink() and (folder / "elsewhere.csv").is_file()


def test_no_file_that_is_read_is_written_over(folder: Path) -> None:
    result = run(folder, "--scores", "people.csv")
    assert result.exit_code == 2 and "would be written over" in result.stderr
    assert (folder / "people.csv").read_text(encoding="utf-8") == PEOPLE


def test_all_files_are_written_or_none(folder: Path) -> None:
    outputs = match_output.Outputs(folder / "pairs.csv", None, folder / "gone meanwhile" / "report.json")
    inputs = read(folder / "people.csv", None, None, None, date(2027, 1, 4), 26, 0, False)
    with pytest.raises(Unusable, match="nothing was written"):
        outputs.write(inputs, solved(inputs))
    assert [path.name for path in folder.iterdir() if path.is_file()] == ["people.csv"]


def test_a_word_that_a_spreadsheet_would_run_is_written_as_text(folder: Path) -> None:
    run(folder, people=PEOPLE.replace("tiktok", "=cmd|x").replace("TikTok:3", "=cmd|x:3"))
    assert pairs(folder)[0]["skills"] == "'=cmd|x"


def test_columns_of_no_use_are_told(folder: Path) -> None:
    result = run(folder, people="email,name,learns,Shoe size\nlea@acme.example,Léa,Rust,39\n")
    assert result.exit_code == 0 and result.stderr.endswith("people.csv: the column shoe size is of no use here\n")


def test_the_first_monday_is_the_next_one() -> None:
    assert next_monday(date(2027, 1, 4)) == date(2027, 1, 4)
    assert next_monday(date(2027, 1, 5)) == next_monday(date(2027, 1, 10)) == date(2027, 1, 11)
