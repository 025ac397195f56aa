"""A year that is lived in pieces adds up."""

from collections import Counter
from pathlib import Path

from benchmarks.year_result import Pieces, Result


def test_pieces_are_kept_one_by_one_and_added_up(tmp_path: Path) -> None:
    file = tmp_path / "year.jsonl"
    pieces, other = Pieces(file, {"pieces": 2, "seed": 1}), Pieces(file, {"pieces": 2, "seed": 2})
    result = Result(hellos=3, empty=Counter({"moved": 1}), violations=["too late"], seconds=2.0)
    for piece in (0, 1):
        assert pieces.next() == piece
        pieces.keep(piece, result)
    assert pieces.next() is None and other.next() == 0
    both = Result(hellos=6, empty=Counter({"moved": 2}), violations=["too late"] * 2, seconds=4.0)
    assert pieces.together() == both
