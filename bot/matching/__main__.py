"""`python -m bot.matching`: a problem as JSON on stdin, its answer as JSON on stdout.

Exit code 2: refused. One line on stderr says why; stdout has the same in parts (`codec.refusal_from_json`).
`--megabytes 4096` bounds its memory; exit code 3: that was not enough.
"""

import sys

from bot.matching import bounds, codec
from bot.matching.errors import Refused

OUT_OF_MEMORY = 3


def main() -> int:
    bounds.one_thread()
    if "--megabytes" in sys.argv:
        bounds.at_most(int(sys.argv[sys.argv.index("--megabytes") + 1]))
    try:
        problem = codec.problem_from_json(sys.stdin.buffer.read().decode("utf-8", "replace"))
        from bot.matching.solve import solve  # numpy and ortools only once the problem is sound

        answer = codec.answer_to_json(solve(problem))
    except Refused as refused:
        sys.stderr.write(f"{refused}\n")
        sys.stdout.write(codec.refusal_to_json(refused))
        return 2
    except MemoryError:
        return OUT_OF_MEMORY
    sys.stdout.buffer.write(answer.encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
