"""Drawing in a process of its own: a plotter is heavy, and no ack may wait for it."""

import subprocess
import sys
from pathlib import Path

from bot.pictures import codec
from bot.pictures.spec import Picture

SECONDS = 30
ROOT = Path(__file__).parents[2]  # where `bot` is found, wherever this process was started


class DrawingFailed(RuntimeError):
    """The process that draws died or took too long."""


def draw(picture: Picture, seconds: float = SECONDS) -> bytes:
    """The picture as PNG; raises DrawingFailed."""
    command = [sys.executable, "-m", "bot.pictures"]
    try:
        given = codec.to_json(picture).encode()
        done = subprocess.run(command, input=given, capture_output=True, timeout=seconds, check=False, cwd=ROOT)
    except subprocess.TimeoutExpired as error:
        raise DrawingFailed(f"drawing took longer than {seconds:g} seconds") from error
    except OSError as error:
        raise DrawingFailed(f"the process that draws didn't start: {error.strerror}") from error
    if done.returncode != 0:
        raise DrawingFailed(f"drawing ended with code {done.returncode}: {_last_line(done.stderr)}")
    return done.stdout


def _last_line(stderr: bytes) -> str:
    """The error itself; a traceback may quote what people wrote."""
    lines = stderr.decode(errors="replace").strip().splitlines()
    return lines[-1].split(":")[0] if lines else ""
