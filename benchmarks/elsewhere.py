"""Matchers that live in an environment of their own: run with its Python, the scores as JSON on stdin.

It imports nothing of ours. In: `scores` by mentee and mentor (below zero: may not be), `places`, `worth` of each
mentee matched. Out: which pairs, how long it took, and the peak memory.
"""

import json
import resource
import sys
import time
from typing import Any

Pairs = list[tuple[int, int]]
Given = dict[str, Any]


def networkx(given: Given) -> Pairs:
    """One node for each place."""
    import networkx as nx

    graph: Any = nx.Graph()
    for mentee, (row, worth) in enumerate(zip(given["scores"], given["worth"], strict=True)):
        for mentor, score in enumerate(row):
            if score >= 0:
                for place in range(given["places"][mentor]):
                    graph.add_edge(("mentee", mentee), ("mentor", mentor, place), weight=score + worth)
    found = nx.max_weight_matching(graph)
    couples = [(one, other) if one[0] == "mentee" else (other, one) for one, other in found]
    return [(mentee[1], mentor[1]) for mentee, mentor in couples]


def mentor_match(given: Given) -> Pairs:
    """As its documentation says, with one rule that knows our scores; a mentor for each place."""
    from matching import process
    from matching.mentee import Mentee
    from matching.mentor import Mentor
    from matching.rules.rule import Disqualify

    class Score:
        def apply(self, match: Any) -> int:
            mentee, mentor = match.mentee.role, match.mentor.role
            return given["scores"][mentee][mentor] + given["worth"][mentee]

        def evaluate(self, match: Any) -> bool:
            return True

    impossible = Disqualify(lambda match: given["scores"][match.mentee.role][match.mentor.role] < 0)
    places = [(mentor, place) for mentor, count in enumerate(given["places"]) for place in range(count)]
    mentors = [Mentor(grade=1, email=f"mentor {at}", role=mentor) for at, (mentor, _) in enumerate(places)]
    mentees = [Mentee(grade=2, email=f"mentee {row}", role=row) for row in range(len(given["scores"]))]
    process.process_data(mentors, mentees, [[Score(), impossible]])
    return [(mentee.role, mentor.role) for mentee in mentees for mentor in mentee.mentors]


def main() -> None:
    given = json.load(sys.stdin)
    since, processor = time.perf_counter(), time.process_time()
    pairs = {"networkx": networkx, "mentor_match": mentor_match}[sys.argv[1]](given)
    seconds, processor = time.perf_counter() - since, time.process_time() - processor
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    sys.stdout.write(json.dumps({"pairs": pairs, "seconds": seconds, "processor": processor, "megabytes": peak}))


if __name__ == "__main__":
    main()
