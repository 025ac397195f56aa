"""What a program sets out to reach, and how it stands."""

from datetime import date

from msgspec.structs import replace

from bot.features.objectives import views
from bot.features.objectives.facts import HalfWayFacts, Hint, ObjectivesFacts, Standing
from bot.terms import Measure, Verdict
from tests.golden.case import PROGRAM, Case, case

NOW = {Measure.TAUGHT: 12.0, Measure.MEETING_RATE: 61.0, Measure.USEFUL: 4.3, Measure.CONFIDENCE: -0.2}
TARGETS = {Measure.TAUGHT: 40.0, Measure.MEETING_RATE: 60.0, Measure.USEFUL: 4.0, Measure.CONFIDENCE: 1.0}
SOME = tuple(
    Standing(n, measure, None, target, NOW[measure], Verdict.MET if NOW[measure] >= target else Verdict.NOT_YET)
    for n, (measure, target) in enumerate(TARGETS.items())
)
REST = tuple(
    Standing(n, measure, "AI tools" if measure == Measure.CONFIDENCE else None, 1.0, now, Verdict.MET)
    for n, (measure, now) in enumerate(
        [
            (Measure.SKILLS, 3.0),
            (Measure.HOURS, 12.5),
            (Measure.VOICE, 4.5),
            (Measure.COUNTED, 4.0),
            (Measure.CONFIDENCE, 1.2),
        ]
    )
)
FACTS = ObjectivesFacts(3, PROGRAM, SOME, "2027-W09", 5)
HALF = HalfWayFacts(3, PROGRAM, date(2027, 6, 30), "2027-W13", SOME, (Hint.MORE_PEOPLE, Hint.USEFUL, Hint.UNKNOWN))

CASES: list[Case] = [
    case(views.objectives, "", FACTS),
    case(views.objectives, "others", replace(FACTS, standings=REST)),
    case(views.objectives, "none", replace(FACTS, standings=(), as_of=None)),
    case(
        views.objectives,
        "unknown",
        replace(FACTS, standings=tuple(replace(each, now=None, verdict=Verdict.UNKNOWN) for each in SOME)),
    ),
    case(views.objective_form, "", 3),
    case(views.half_way, "", HALF),
    case(views.half_way, "rolling", replace(HALF, ends_on=None, hints=(Hint.MEET, Hint.VOICE))),
    *(
        case(views.half_way, hint.value, replace(HALF, standings=(), as_of=None, hints=(hint,)))
        for hint in (Hint.NO_ROUND, Hint.NO_OBJECTIVES, Hint.WELL)
    ),
    case(views.standing, "", SOME[0]),
]
