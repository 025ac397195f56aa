"""What owners and the unmatched read. (Golden files of all views are elsewhere.)"""

import json

import pytest
from msgspec.structs import replace

from bot.features.rounds.facts import (
    Approval,
    Desk,
    PairLine,
    Review,
    Summary,
    UnmatchedLine,
    Why,
)
from bot.features.rounds.unmatched_facts import Consolation
from bot.features.rounds.views import rounds as views
from bot.features.rounds.views.unmatched import left_unmatched
from bot.matching.terms import Change, Reason
from bot.mentions import Mention
from bot.text import Translator
from tests.golden.reading import texts

T = Translator()
ANA, CLEO = Mention("UANA", "Ana <!channel>"), Mention("UCLEO", "Cleo")
SUMMARY = Summary(
    round_id=7,
    version=2,
    number=1,
    program="Swap & grow",
    asks_first=True,
    pairs=1,
    people=2,
    undecided=0,
    unmatched=0,
)
PAIR = PairLine(
    id=3,
    mentor_id=11,
    mentee_id=12,
    mentor=ANA,
    mentee=CLEO,
    score=71_200,
    parts={"skill_fit": 40_000, "gives_back": 15_000, "hours": 15_000, "interests": 1_200, "style": 0},
    skills=("TikTok",),
    gives_back=("Budgeting",),
    interests=("<!here>",),
    overlap_minutes=400,
    flagged=False,
    included=True,
    unknown=(),
)
HELPS = {
    Change.STATE_LEVEL: {"number": 3},
    Change.SPEAK: {"word": "Português"},
    Change.LEARN_ALSO: {"word": "TikTok"},
    Change.TEACH_ALSO: {"word": "TikTok"},
    Change.SMALLER_GAP: {"number": 1},
    Change.MORE_PLACES: {"number": 2, "person": ANA},
    Change.NEW_MENTOR: {"word": "TikTok", "level": 4, "number": 1},
}


def review(*pairs: PairLine, unmatched: tuple[UnmatchedLine, ...] = (), page: int = 0, pages: int = 1) -> Review:
    return Review(SUMMARY, page, pages, pairs, unmatched)


@pytest.mark.parametrize("reason", list(Reason))
@pytest.mark.parametrize("change", list(Change))
def test_every_reason_and_every_change_has_words_for_owner_and_member(reason: Reason, change: Change) -> None:
    why = Why(reason, change, **HELPS.get(change, {}))
    json.dumps(views.review(T, review(unmatched=(UnmatchedLine(CLEO, why),))))
    for wishes in ((), ("TikTok", "Python")):
        facts = Consolation("Swap & grow", reason, change, why.word, wishes, False, None)
        json.dumps(left_unmatched(T, facts).body())


@pytest.mark.parametrize(
    "one, other",
    [
        (Reason.SAME_TEAM, Reason.REPORTING_LINE),
        (Reason.NO_ONE_SUITABLE, Reason.THEIR_LEVEL_UNKNOWN),
    ],
)
def test_what_is_another_persons_business_reads_the_same(one: Reason, other: Reason) -> None:
    def told(reason: Reason) -> str:
        return json.dumps(left_unmatched(T, Consolation("P", reason, Change.NOTHING, None, (), False, None)).body())

    assert told(one) == told(other)


def test_the_alert_tells_nothing_private() -> None:
    message = left_unmatched(T, Consolation("P", Reason.ALL_FULL, Change.NOTHING, None, (), False, None))
    assert message.text.plain() == "About the next swap"


def test_a_pair_says_why_in_words_and_numbers() -> None:
    shown = json.dumps(views.review(T, review(PAIR)), ensure_ascii=False)
    assert "<@UANA> could show *TikTok*" in shown
    assert "<@UCLEO> could show *Budgeting* in return" in shown
    assert "At least 6 common working hours a week" in shown
    assert "Score 71,200: 40,000 skills, 15,000 both ways, 15,000 hours, and 1,200 interests" in shown
    live = [text["text"] for text in texts(views.review(T, review(PAIR)), "mrkdwn")]
    assert not [text for text in live if "<!" in text]


def test_a_flagged_pair_has_a_button_of_its_own() -> None:
    flagged = replace(PAIR, flagged=True, included=False, unknown=(ANA,))
    blocks = views.review(T, review(flagged))["blocks"]
    buttons = [block["accessory"] for block in blocks if "accessory" in block]
    button = next(one for one in buttons if one["type"] == "button")
    assert (button["action_id"], button["value"]) == (views.INCLUDE, "7:2:0:3")
    assert views.LEAVE_OUT in json.dumps(views.review(T, review(replace(flagged, included=True))))


def test_a_full_page_fits_into_a_modal() -> None:
    flagged = [replace(PAIR, flagged=True, included=False, unknown=(ANA, CLEO))] * 15
    view = views.review(T, review(*flagged, page=1, pages=3))
    assert len(view["blocks"]) <= 100
    assert len(json.dumps(view)) < 100_000


def test_pages_are_turned_where_there_are_more() -> None:
    shown = json.dumps(views.review(T, review(PAIR, page=1, pages=2)))
    assert views.BACK in shown
    assert views.NEXT not in shown
    assert views.BACK not in json.dumps(views.review(T, review(PAIR)))


def test_the_confirmation_says_how_many_people_will_be_asked() -> None:
    shown = json.dumps(views.review(T, review(PAIR)))
    assert "2 people will be asked, each in private." in shown


@pytest.mark.parametrize("people, free", [(0, 0), (1, 1), (5, 0), (5, 1), (42, 12)])
def test_the_desk_speaks_for_any_number(people: int, free: int) -> None:
    words = views.desk(T, Desk(1, "P", people, free))["blocks"][0]["text"]["text"]
    assert "  " not in words
    assert words.rstrip().endswith(".")


@pytest.mark.parametrize("asks_first", [True, False])
@pytest.mark.parametrize("people, unmatched", [(0, 0), (0, 1), (4, 0), (4, 3)])
def test_the_outcome_speaks_for_any_number(asks_first: bool, people: int, unmatched: int) -> None:
    skipped = ((ANA, CLEO),) * (people // 2)
    shown = json.dumps(views.approved(T, Approval("P", asks_first, people // 2, people, skipped, unmatched)))
    assert "<@UCLEO>" in shown or not people
