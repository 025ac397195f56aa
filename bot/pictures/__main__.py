"""`python -m bot.pictures`: a picture as JSON on stdin, its PNG on stdout."""

import sys

from bot.pictures import codec
from bot.pictures.drawing import png


def main() -> None:
    sys.stdout.buffer.write(png(codec.from_json(sys.stdin.buffer.read().decode())))


if __name__ == "__main__":
    main()
