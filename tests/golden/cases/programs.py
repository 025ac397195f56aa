"""A program: its form, its page, its announcement."""

from datetime import date

from msgspec.structs import replace

from bot.features.programs import choice
from bot.features.programs.facts import ProgramDraft, ProgramFacts, WeightsDraft
from bot.features.programs.views import form, page, weights
from bot.features.programs.weights import SUGGESTED
from bot.features.reports.views.asking import ASK
from bot.features.rounds.views.rounds import CHOOSE
from bot.terms import Stage
from tests.golden.case import DESK, NINO, OLGA, PROGRAM, TOWN, Case, T, case

ANNOUNCED = ProgramFacts(
    id=3,
    name=PROGRAM,
    aim="Forty people try one new tool; leaders hear what newcomers see.",
    stage=Stage.RUNNING,
    news=None,
    starts_on=date(2027, 1, 4),
    starts_later=False,
    ends_on=date(2027, 9, 30),
    announce_channel=TOWN,
    report_channel=DESK,
    owners=(OLGA, NINO),
    announced=True,
    asks_first=True,
    enrolled=42,
)
TWO = choice.of_programs(T("round-choose-button"), [(3, PROGRAM), (4, "New voices")])
NEW = replace(
    ANNOUNCED,
    aim=None,
    ends_on=None,
    report_channel=None,
    owners=(OLGA,),
    announced=False,
    enrolled=0,
    stage=Stage.DRAFT,
)
EMPTY = ProgramDraft(
    id=None,
    name="",
    aim="",
    announce_channel=None,
    report_channel=None,
    contact=None,
    co_owners=(),
    starts_on=date(2027, 1, 4),
    ends_on=None,
    cadence_weeks=4,
    level_gap=1,
    same_team=False,
    asks_first=True,
    fill_ins=True,
)
FILLED = replace(
    EMPTY,
    id=3,
    name=PROGRAM,
    aim="Forty people try one new tool.",
    announce_channel=TOWN.slack_id,
    report_channel=DESK.slack_id,
    contact=NINO.slack_id,
    co_owners=(NINO.slack_id,),
    ends_on=date(2027, 9, 30),
    cadence_weeks=2,
    same_team=True,
    asks_first=False,
)

WEIGHTS = WeightsDraft(3, PROGRAM, dict(SUGGESTED), is_suggested=True)
OTHER_WEIGHTS = replace(WEIGHTS, shares={**SUGGESTED, "gives_back": 40, "style": 0}, is_suggested=False)

CASES: list[Case] = [
    case(weights.weights_form, "", WEIGHTS),
    case(weights.weights_form, "changed", OTHER_WEIGHTS),
    case(weights.weights_saved, "", WEIGHTS),
    case(weights.weights_saved, "changed", OTHER_WEIGHTS),
    case(form.program_form, "", EMPTY),
    case(form.program_form, "edit", FILLED),
    case(page.program_saved, "", NEW),
    case(page.program_list, "", [ANNOUNCED], True),
    case(
        page.program_list,
        "several",
        [replace(ANNOUNCED, enrolled=1), replace(NEW, id=4, name="New voices")],
        False,
    ),
    case(page.program_list, "closed", [replace(ANNOUNCED, stage=Stage.CLOSED)], True),
    case(page.program_list, "open", [replace(ANNOUNCED, stage=Stage.OPEN)], True),
    *(case(page.program_saved, news, replace(ANNOUNCED, news=news)) for news in ("prolonged", "reopened")),
    case(page.program_saved, "later", replace(ANNOUNCED, starts_later=True)),
    case(page.program_saved, "later-open", replace(NEW, starts_later=True)),
    case(page.draft_buttons, "", 7),
    case(page.announced, "", ANNOUNCED),
    case(page.announced, "later", replace(ANNOUNCED, starts_later=True)),
    case(page.announced, "later-open", replace(NEW, starts_later=True)),
    case(page.announced, "no-aim", NEW),
    case(page.announced, "asks-nobody", replace(ANNOUNCED, asks_first=False)),
    case(choice.program_choice, "round", T("round-which"), CHOOSE, TWO),
    case(choice.program_choice, "report", T("report-which"), ASK, TWO),
]
