"""What `match` writes: all of its files, or none."""

import csv
import json
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TextIO

from msgspec import Struct, to_builtins
from msgspec.structs import asdict

from bot.commands.match_input import Inputs, Unusable
from bot.matching.answer import Answer, Helps, Pair, Parts, Unmatched
from bot.matching.problem import Problem
from bot.text import Translator
from bot.workbook import harmless

PARTS = Parts.__struct_fields__
PAIR_COLUMNS = ("mentor_email", "mentee_email", "score", "skills", *PARTS, "why")
SCORE_COLUMNS = ("mentor_email", "mentee_email", "score")


class Outputs(Struct, frozen=True):
    """Where to write; what is None isn't wanted."""

    pairs: Path
    scores: Path | None
    report: Path | None

    def check(self, read: Collection[Path]) -> None:
        """Before the work: raises Unusable where a file could not be written after it, or is one that is `read`."""
        paths = [path for path in (self.pairs, self.scores, self.report) if path]
        for path in paths:
            if not path.parent.is_dir():
                raise Unusable(f"{path}: there is no folder {path.parent}")
            if path.exists() and not path.is_file():  # moving a file to /dev/stdout would put an end to that
                raise Unusable(f"{path}: is no file that could be written over")
        if len({path.resolve() for path in paths}) < len(paths):
            raise Unusable("--out, --scores and --report must be different files")
        for path in {path.resolve() for path in paths} & {path.resolve() for path in read}:
            raise Unusable(f"{path}: is read, and would be written over")

    def write(self, inputs: Inputs, answer: Answer) -> None:
        """Each file beside its place first; then all are moved there. Raises Unusable where that can't be done.

        A link stays one: what it points to is written.
        """
        written: list[tuple[Path, Path]] = []
        try:
            for named, fill in self._files(inputs, answer):
                path = named.resolve()
                beside = path.with_name(f".{path.name}.{os.getpid()}.part")
                written.append((beside, path))
                with beside.open("w", encoding="utf-8", newline="") as file:
                    fill(file)
            for beside, path in written:
                beside.replace(path)
        except OSError as problem:
            raise Unusable(f"{problem.filename}: {problem.strerror}; nothing was written") from problem
        finally:
            for beside, _ in written:
                beside.unlink(missing_ok=True)

    def _files(self, inputs: Inputs, answer: Answer) -> Iterator[tuple[Path, Callable[[TextIO], None]]]:
        yield self.pairs, lambda file: _table(file, PAIR_COLUMNS, _pairs(inputs, answer))
        if self.scores:
            yield self.scores, lambda file: _table(file, SCORE_COLUMNS, _scores(inputs.problem))
        if self.report:
            yield self.report, lambda file: json.dump(report(inputs, answer), file, ensure_ascii=False, indent=2)


def _table(file: TextIO, columns: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([harmless(cell) for cell in row] for row in rows)


def _pairs(inputs: Inputs, answer: Answer) -> Iterator[Iterable[object]]:
    t = Translator()
    for pair in answer.pairs:
        parts = [getattr(pair.parts, name) for name in PARTS]
        yield pair.mentor, pair.mentee, pair.score, ";".join(pair.skills), *parts, why(t, pair, inputs.names)


def _scores(problem: Problem) -> Iterable[tuple[str, str, int]]:
    from bot.matching.solve import every_pair

    return every_pair(problem)


def why(t: Translator, pair: Pair, names: Mapping[str, str]) -> str:
    """One line on what the two would give each other."""
    both: dict[str, Any] = {"mentor": names[pair.mentor], "mentee": names[pair.mentee]}
    more = [
        t("match-back", **both, skills=pair.gives_back_skills) if pair.gives_back_skills else None,
        t("match-interests", interests=pair.shared_interests) if pair.shared_interests else None,
        t("match-hours", hours=pair.overlap_minutes // 60) if pair.overlap_minutes else None,
        t("match-unknown-level") if pair.flagged_unknown_level else None,
        t("match-pinned") if pair.pinned else None,
    ]
    first = t("match-why", **both, skills=pair.skills)
    return "; ".join(phrase.plain() for phrase in [first, *more] if phrase)


def report(inputs: Inputs, answer: Answer) -> dict[str, Any]:
    """`first_monday`, `weeks` and `seed` are what a replay has to pass."""
    return {
        "matched": len(answer.pairs),
        "unmatched": [_left(someone) for someone in answer.unmatched],
        "score": answer.score,
        "waiting_matched": answer.waiting_matched,
        "proven_optimal": answer.proven_optimal,
        "seed": answer.seed,
        "from": inputs.problem.first_monday.isoformat(),
        "weeks": inputs.problem.weeks,
        "rules": to_builtins(inputs.problem.rules),
        "seconds": {phase: round(seconds, 4) for phase, seconds in answer.seconds.items()},
        "peak_memory": answer.peak_memory,
        "skills": [asdict(supply) for supply in answer.skills],
    }


def _left(someone: Unmatched) -> dict[str, Any]:
    found = to_builtins(someone)
    return {"email": found.pop("person")} | found | {"helps": _helps(someone.helps)}


def _helps(helps: Helps) -> dict[str, Any]:
    """Only what this change has."""
    return {name: value for name, value in asdict(helps).items() if value is not None}
