"""A round: its pages for owners, and what its owners and the unmatched are told."""

from datetime import UTC, date, datetime
from typing import Any

from msgspec.structs import replace

from bot.features.rounds.change_facts import NotChanged, PairOption, PersonOption, PinDraft, Preview, SwapDraft
from bot.features.rounds.facts import (
    Approval,
    ChangeLine,
    Desk,
    Failure,
    Group,
    GroupKind,
    LastRound,
    Numbers,
    PairLine,
    Review,
    Shares,
    Summary,
    Uneven,
    UnmatchedLine,
    Waiting,
    Why,
)
from bot.features.rounds.past_facts import PastRound, PastRounds, Replayed, SkillLine, Supply
from bot.features.rounds.unmatched_facts import Consolation, FillInAsked, FillInFailure
from bot.features.rounds.views import changes as change_views
from bot.features.rounds.views import fairness as fairness_views
from bot.features.rounds.views import past as past_views
from bot.features.rounds.views import rounds as views
from bot.features.rounds.views.pairs import pair
from bot.features.rounds.views.unmatched import fill_in_failed, left_unmatched, looking, why_unmatched
from bot.features.rounds.weighing import told
from bot.matching.terms import Change, Reason, Rule
from bot.terms import Replay, WishKind
from tests.golden.case import ANA, CLEO, DAN, NINO, OLGA, PROGRAM, Case, case

SUMMARY = Summary(
    round_id=6,
    version=2,
    number=1,
    program=PROGRAM,
    asks_first=True,
    pairs=2,
    people=2,
    undecided=1,
    unmatched=1,
    score=142_400,
)
NOBODY = replace(SUMMARY, pairs=0, people=0, undecided=0, unmatched=4)
ONLY_PAIR = replace(SUMMARY, pairs=1, undecided=0, unmatched=0, score=71_200)
PAIR = PairLine(
    id=31,
    mentor_id=311,
    mentee_id=312,
    mentor=ANA,
    mentee=CLEO,
    score=71_200,
    parts={"skill_fit": 40_000, "gives_back": 15_000, "hours": 15_000, "interests": 1_200, "style": 0},
    skills=("Short videos",),
    gives_back=("Budgeting",),
    interests=("jazz", "climbing"),
    overlap_minutes=400,
    flagged=False,
    included=True,
    unknown=(),
)
PLAIN_PAIR = replace(PAIR, parts={"skill_fit": 40_000}, gives_back=(), interests=(), overlap_minutes=None)
LOST_PAIR = replace(PLAIN_PAIR, parts={}, skills=())
FLAGGED = replace(PAIR, id=32, mentor=DAN, flagged=True, included=False, unknown=(DAN,), overlap_minutes=50)
LAST = LastRound(pairs=12, unmatched=3, average=68_000)
WORSE = Numbers(pairs=-1, waiting=-1, score=-63_230)
PIN_LINE = ChangeLine(0, WishKind.PIN, (ANA, CLEO), OLGA, worked_in=True, cost=WORSE)
CHANGE_LINES = (
    PIN_LINE,
    replace(PIN_LINE, number=1, kind=WishKind.FORBID, people=(DAN, CLEO), cost=Numbers(0, 0, 0)),
    replace(PIN_LINE, number=2, kind=WishKind.LEAVE_OUT, people=(NINO,), cost=None),
    ChangeLine(3, WishKind.SWAP, (ANA, CLEO, DAN, NINO), OLGA, worked_in=False, cost=None),
)
CHANGED = replace(SUMMARY, last=LAST, changed=WORSE, moved=Numbers(0, 0, -230), undecided=0)
SWAPPED = replace(PAIR, mentor=DAN, score=70_000)
SWAP_PREVIEW = Preview(
    "6:2:0:311:312:313:314",
    WishKind.SWAP,
    before=(PAIR, replace(PLAIN_PAIR, mentor=DAN, mentee=NINO)),
    after=(SWAPPED, replace(PLAIN_PAIR, mentee=NINO, score=0, parts={"skill_fit": 0})),
    cost=Numbers(0, 0, -1_200),
    page=0,
    round_id=6,
)
PIN_PREVIEW = replace(
    SWAP_PREVIEW, place="6:2:0:311:312", kind=WishKind.PIN, before=(), after=(FLAGGED,), cost=None
)
PAST = (
    PastRound(7, 3, approved=True, decided_on=date(2027, 3, 1), pairs=12, average=68_000, asked=False),
    PastRound(5, 2, approved=True, decided_on=date(2027, 2, 1), pairs=1, average=68_000, asked=True),
    PastRound(4, 1, approved=False, decided_on=date(2027, 1, 4), pairs=0, average=0, asked=False),
    PastRound(3, 1, approved=True, decided_on=date(2027, 1, 4), pairs=2, average=68_000, asked=False, gone=True),
)
SKILLS = (SkillLine("Python", 1, 6, 1), SkillLine("Short videos", 4, 2, 2), SkillLine("Excel", 3, 0, 0))
WAITING = Waiting(
    round_id=6,
    version=1,
    program=PROGRAM,
    asked_by=OLGA,
    by_reader=True,
    asked_at=datetime(2027, 1, 4, 10, tzinfo=UTC),
)
APPROVED = Approval(program=PROGRAM, asks_first=True, pairs=20, people=40, skipped=(), unmatched=2)
NOTHING = Consolation(
    program=PROGRAM,
    reason=Reason.NO_ONE_SUITABLE,
    change=Change.NOTHING,
    word=None,
    wishes=("Budgeting",),
    asked=False,
    fill_in=21,
)
CHANGES: dict[Change, dict[str, Any]] = {
    Change.STATE_LEVEL: {"number": 3},
    Change.SPEAK: {"word": "português"},
    Change.LEARN_ALSO: {"word": "Python"},
    Change.TEACH_ALSO: {"word": "Python"},
    Change.SMALLER_GAP: {"number": 1},
    Change.MORE_PLACES: {"number": 1, "person": ANA},
    Change.NEW_MENTOR: {"word": "Python", "level": 4, "number": 1},
}


def review(summary: Summary, *pairs: PairLine, unmatched: tuple[UnmatchedLine, ...] = (), **more: Any) -> Review:
    return Review(summary, pairs=pairs, unmatched=unmatched, **{"page": 0, "pages": 1, **more})


def unmatched(reason: Reason, change: Change) -> UnmatchedLine:
    return UnmatchedLine(CLEO, Why(reason, change, **CHANGES.get(change, {})))


LATE = unmatched(Reason.HOURS, Change.OPEN_HOURS)

LISBON = Uneven(GroupKind.LOCATION, "Lisbon", Group(3, 9), Group(30, 34), Reason.NO_ONE_TEACHES)
UNEVEN = (
    LISBON,
    replace(LISBON, kind=GroupKind.LEVEL, name=2, reason=Reason.ALL_TAUGHT),
    replace(LISBON, kind=GroupKind.WAITING, name="yes", reason=Reason.HOURS),
)
GROUPS = {
    GroupKind.LEVEL: {2: Group(18, 20), 8: Group(15, 23)},
    GroupKind.TEAM: {},
    GroupKind.LOCATION: {"Lisbon": Group(3, 9)},
    GroupKind.WAITING: {"no": Group(28, 36), "yes": Group(5, 7)},
}

CASES: list[Case] = [
    case(views.desk, "nobody", Desk(3, PROGRAM, people=0, free=0)),
    case(views.desk, "one", Desk(3, PROGRAM, people=1, free=1)),
    case(views.desk, "all-paired", Desk(3, PROGRAM, people=40, free=0)),
    case(views.desk, "one-free", Desk(3, PROGRAM, people=40, free=1)),
    case(views.desk, "some-free", Desk(3, PROGRAM, people=40, free=12)),
    case(views.desk, "new-skills", Desk(3, PROGRAM, people=40, free=12, waiting_skills=3)),
    case(views.desk, "missing", Desk(3, PROGRAM, people=40, free=12, missing=((5, "Excel"), (6, "SQL")))),
    case(views.working_it_out, "", WAITING),
    case(views.working_it_out, "for-another", replace(WAITING, by_reader=False)),
    case(past_views.past_rounds, "", PastRounds(PROGRAM, PAST)),
    case(past_views.past_rounds, "none", PastRounds(PROGRAM, ())),
    *(case(past_views.replayed, outcome.value, Replayed(PROGRAM, 3, outcome)) for outcome in Replay),
    case(past_views.supply, "", Supply(PROGRAM, SKILLS[:1], SKILLS[1:2], SKILLS[2:])),
    case(past_views.supply, "nothing", Supply(PROGRAM, (), (), ())),
    case(past_views.supply, "many", Supply(PROGRAM, SKILLS[:1] * 26, SKILLS[1:2] * 27, ())),
    case(views.working_it_out, "again", replace(WAITING, again=True)),
    case(pair, "", PAIR),
    case(pair, "wanted", replace(PLAIN_PAIR, wanted=True, waits=True)),
    case(change_views.changeable, "", PAIR, review(SUMMARY, PAIR)),
    case(change_views.changeable, "only-pair", PAIR, review(replace(SUMMARY, pairs=1), PAIR)),
    case(change_views.standing, "", CHANGED),
    case(change_views.standing, "last-alone", replace(CHANGED, last=LastRound(1, 1, 60_000), changed=None)),
    case(
        change_views.standing,
        "better",
        replace(CHANGED, last=LastRound(2, 0, 60_000), changed=Numbers(1, 1, 1), moved=Numbers(2, 2, 230)),
    ),
    case(change_views.changes, "", review(replace(CHANGED, pending=1), PAIR, changes=CHANGE_LINES)),
    case(change_views.changes, "all-worked-in", review(CHANGED, PAIR, changes=CHANGE_LINES[:3])),
    case(change_views.swap_form, "", SwapDraft("6:2:0:311:312", PAIR, page=0, round_id=6)),
    case(change_views.pin_form, "", PinDraft("6:2:0", page=0, round_id=6)),
    case(change_views.preview, "", SWAP_PREVIEW),
    case(change_views.preview, "pin", PIN_PREVIEW),
    case(change_views.pair_options, "", [PairOption(311, 312, "Ana", "Cleo"), PairOption(313, 314, "Dan", "Nino")]),
    case(change_views.person_options, "", [PersonOption(311, "Ana", "Design"), PersonOption(313, "Dan", None)]),
    case(views.not_changed, "", NotChanged(6, PROGRAM)),
    *(
        case(views.not_changed, f"rule-{rule}", NotChanged(6, PROGRAM, rule, ANA, CLEO))
        for rule in sorted({told(rule) for rule in Rule})
    ),
    case(
        views.review,
        "changes-wait",
        review(replace(CHANGED, pending=2), replace(PAIR, waits=True), changes=CHANGE_LINES),
    ),
    case(views.review, "changed", review(CHANGED, replace(PAIR, wanted=True), changes=CHANGE_LINES[:3])),
    case(views.proposed, "again", CHANGED),
    case(views.review, "", review(SUMMARY, FLAGGED, PAIR, unmatched=(LATE,))),
    case(views.review, "taken-in", review(replace(SUMMARY, undecided=0), replace(FLAGGED, included=True))),
    case(views.review, "known-now", review(SUMMARY, replace(FLAGGED, unknown=()))),
    case(views.review, "plain-pair", review(ONLY_PAIR, PLAIN_PAIR)),
    case(views.review, "uneven", review(SUMMARY, PAIR, uneven=UNEVEN)),
    case(views.review, "uneven-and-more", review(SUMMARY, PAIR, uneven=(*UNEVEN, LISBON))),
    case(views.review, "uneven-and-two-more", review(SUMMARY, PAIR, uneven=(*UNEVEN, LISBON, LISBON))),
    case(fairness_views.fairness, "", review(SUMMARY, PAIR, uneven=(LISBON,))),
    case(fairness_views.shares, "", Shares(PROGRAM, Group(33, 43), GROUPS)),
    case(fairness_views.shares, "small", Shares(PROGRAM, Group(3, 4), {kind: {} for kind in GroupKind})),
    case(views.review, "nobody", review(NOBODY, unmatched=(LATE,))),
    case(views.review, "first-page", review(SUMMARY, PAIR, pages=3)),
    case(views.review, "page-between", review(SUMMARY, PAIR, page=1, pages=3)),
    case(views.review, "last-page", review(SUMMARY, unmatched=(LATE,), page=2, pages=3)),
    case(views.review, "unreadable", review(replace(SUMMARY, is_readable=False), LOST_PAIR)),
    case(views.review, "introduces-at-once", review(replace(SUMMARY, asks_first=False), PAIR)),
    *(
        case(views.review, f"reason-{reason}", review(NOBODY, unmatched=(unmatched(reason, Change.NOTHING),)))
        for reason in Reason
    ),
    *(
        case(views.review, f"change-{change}", review(NOBODY, unmatched=(unmatched(Reason.LEVEL, change),)))
        for change in Change
    ),
    case(
        views.review,
        "more-places",
        review(
            NOBODY,
            unmatched=(
                UnmatchedLine(CLEO, Why(Reason.ALL_FULL, Change.MORE_PLACES, number=2, person=ANA)),
                UnmatchedLine(CLEO, Why(Reason.ALL_FULL, Change.NEW_MENTOR, word="Python", level=4, number=2)),
                UnmatchedLine(CLEO, Why(Reason.LEVEL, Change.SMALLER_GAP, number=2)),
            ),
        ),
    ),
    case(views.approved, "", APPROVED),
    case(views.approved, "at-once", replace(APPROVED, asks_first=False, unmatched=0)),
    case(views.approved, "one-skipped", replace(APPROVED, pairs=1, people=2, skipped=((ANA, CLEO),), unmatched=1)),
    case(views.approved, "none-left", replace(APPROVED, pairs=0, people=0, skipped=((ANA, CLEO), (DAN, CLEO)))),
    case(views.discarded, "", PROGRAM),
    case(views.proposed, "", SUMMARY),
    case(views.proposed, "one-pair", replace(ONLY_PAIR, number=2)),
    case(views.proposed, "nobody", NOBODY),
    case(views.failed, "", Failure(PROGRAM)),
    case(left_unmatched, "asked", replace(NOTHING, asked=True)),
    case(left_unmatched, "rounds-only", replace(NOTHING, fill_in=None)),
    case(looking, "", FillInAsked(PROGRAM, after_round=False, after_offers_at=None)),
    case(looking, "after-round", FillInAsked(PROGRAM, after_round=True, after_offers_at=None)),
    case(
        looking,
        "after-offers",
        FillInAsked(PROGRAM, after_round=True, after_offers_at=datetime(2027, 1, 11, 17, tzinfo=UTC)),
    ),
    case(fill_in_failed, "", FillInFailure(PROGRAM, fill_in=21)),
    case(why_unmatched, "", NOTHING),
    *(case(left_unmatched, f"reason-{reason}", replace(NOTHING, reason=reason)) for reason in Reason),
    *(
        case(left_unmatched, f"no-wish-{reason}", replace(NOTHING, reason=reason, wishes=()))
        for reason in (Reason.NO_ONE_TEACHES, Reason.NO_ONE_WANTS)
    ),
    *(
        case(
            left_unmatched,
            f"change-{change}",
            replace(NOTHING, change=change, word=CHANGES.get(change, {}).get("word")),
        )
        for change in Change
    ),
]
