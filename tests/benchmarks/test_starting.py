"""The benchmarks still run: tiny sizes, and nothing said of time."""

import pytest

from benchmarks import ack, page, planning, startup


def test_acks(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ack, "SLICE", 8)
    assert ack.main(["--runs", "1", "--slices", "1"]) == 0
    assert capsys.readouterr().out.count("of its requests a second") == 2


def test_planning(capsys: pytest.CaptureFixture[str]) -> None:
    assert planning.main(["--pairs", "60", "120", "--runs", "1"]) == 0
    assert "statements each" in capsys.readouterr().out


def test_starting(capsys: pytest.CaptureFixture[str]) -> None:
    assert startup.main(["--runs", "1"]) == 0
    assert "idle" in capsys.readouterr().out


def test_page(capsys: pytest.CaptureFixture[str]) -> None:
    assert page.main(["--runs", "2", "--messages", "20"]) == 0
    assert "ms to the new screen" in capsys.readouterr().out
