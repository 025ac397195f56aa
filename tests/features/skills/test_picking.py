"""Finding skills by typing, and what comes of what was picked."""

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from bot.errors import UserError
from bot.features.skills import catalog, picking
from bot.features.skills.names import key_of
from bot.models import Member, Skill, SkillState
from tests.factories import NOW, Factory


@pytest.fixture
def make(session: Session) -> Factory:
    return Factory(session)


@pytest.fixture
def ana(make: Factory) -> Member:
    return make.member("Ana")


def typed(session: Session, member: Member, words: str) -> list[str]:
    return [skill.name for skill in picking.suggest(session, member, words).found]


def own_words(session: Session, member: Member, words: str) -> str | None:
    return picking.suggest(session, member, words).own_words


def pick(session: Session, member: Member, *values: str) -> list[Skill]:
    picked = picking.pick(session, NOW, member, [("teaches", value) for value in values])
    return [session.get_one(Skill, one.id) for one in picked]


def test_typing_finds_skills_and_near_words(session: Session, make: Factory, ana: Member) -> None:
    for name in ("TikTok", "Excel", "Public speaking"):
        make.skill(name)
    assert typed(session, ana, "tik") == ["TikTok"]
    assert typed(session, ana, "exel") == ["Excel"]
    assert typed(session, ana, "speak") == ["Public speaking"]
    assert typed(session, ana, "") == ["Excel", "Public speaking", "TikTok"]


def test_near_duplicates_are_offered_not_created(session: Session, make: Factory, ana: Member) -> None:
    make.skill("TikTok"), make.skill("Excel"), make.skill("Java"), make.skill("C")
    assert {words: own_words(session, ana, words) for words in ("tik tok", "exel", "EXCEL", "🎸", "x" * 61)} == {
        "tik tok": None,
        "exel": None,
        "EXCEL": None,
        "🎸": None,
        "x" * 61: None,
    }
    assert own_words(session, ana, " JavaScript ") == "JavaScript"
    assert own_words(session, ana, "C#") == "C#"


def test_a_merged_name_finds_the_skill_that_it_was_merged_into(
    session: Session, make: Factory, ana: Member
) -> None:
    excel = make.skill("Excel")
    merged = make.skill("Spreadsheets", state=SkillState.MERGED, merged_into_id=excel.id)
    assert typed(session, ana, "spreadsheet") == ["Excel"]
    assert own_words(session, ana, "spread sheets") is None
    assert pick(session, ana, "new:Spreadsheets", str(merged.id)) == [excel, excel]


def test_own_words_are_proposed_once_and_seen_by_who_said_them(
    session: Session, make: Factory, ana: Member
) -> None:
    ben = make.member("Ben")
    first, second = pick(session, ana, "new:  Sour  dough ", "new:sour-dough")
    assert first is second and (first.name, first.state) == ("Sour dough", SkillState.PROPOSED)
    assert (first.proposed_by_id, first.ask_owners_at) == (ana.id, NOW + picking.COLLECTED)
    [mine] = picking.suggest(session, ana, "sour").found
    assert (mine.id, mine.waiting) == (first.id, True)
    assert typed(session, ben, "sour") == [] and typed(session, ben, "") == []
    assert own_words(session, ben, "Sourdough") == "Sourdough"


def test_one_form_makes_no_near_duplicates(session: Session, make: Factory, ana: Member) -> None:
    with pytest.raises(UserError, match="skill-near") as refused:
        picking.pick(session, NOW, ana, [("teaches", "new:Juggling"), ("learns_1", "new:Jugling")])
    assert (refused.value.field, refused.value.params["skill"]) == ("learns_1", "Juggling")
    one, same = picking.pick(session, NOW, ana, [("teaches", "new:Beekeeping"), ("learns_1", "new:beekeeping")])
    assert one.id == same.id


def test_two_people_with_the_same_words_share_them(session: Session, make: Factory, ana: Member) -> None:
    ben = make.member("Ben")
    assert pick(session, ana, "new:Sour dough") == pick(session, ben, "new:Sourdough")
    assert session.scalar(select(func.count(Skill.id))) == 1


def test_who_has_shared_words_sees_them_as_their_own(session: Session, make: Factory, ana: Member) -> None:
    ben = make.member("Ben")
    [skill] = pick(session, ana, "new:Sour dough")
    make.enroll(make.program(), ben, teaches=["Sour dough"])
    assert typed(session, ben, "") == ["Sour dough"]
    assert pick(session, ben, str(skill.id)) == [skill]


@pytest.mark.parametrize(
    ("value", "error"),
    [
        ("new:exel", "skill-near"),
        ("new:🎸", "skill-name-length"),
        ("new:" + "x" * 61, "skill-name-length"),
        ("new:Gossip", "skill-left-out-before"),
        ("999999", "skill-gone"),
    ],
)
def test_what_can_not_be_picked_is_said_at_its_field(
    session: Session, make: Factory, ana: Member, value: str, error: str
) -> None:
    make.skill("Excel"), make.skill("Gossip", state=SkillState.LEFT_OUT)
    with pytest.raises(UserError) as raised:
        pick(session, ana, value)
    assert (raised.value.key, raised.value.field) == (error, "teaches")


def test_words_of_somebody_else_can_not_be_picked_by_their_id(session: Session, make: Factory, ana: Member) -> None:
    [skill] = pick(session, make.member("Ben"), "new:Sour dough")
    with pytest.raises(UserError, match="skill-gone"):
        pick(session, ana, str(skill.id))


def test_ids_of_another_workspace_can_not_be_picked(session: Session, make: Factory, ana: Member) -> None:
    other = make.workspace("T2")
    skill = make.skill("TikTok", other.id)
    with pytest.raises(UserError, match="skill-gone"):
        pick(session, ana, str(skill.id))


def test_the_catalog_comes_in_three_statements_and_once(session: Session, ana: Member) -> None:
    statements: list[str] = []
    event.listen(session.get_bind(), "before_cursor_execute", lambda *told: statements.append(told[2]))
    catalog.seed(session, ana.workspace_id)
    assert len(statements) == 3
    listed = session.scalar(select(func.count(Skill.id)).filter_by(state=SkillState.LISTED))
    assert listed == len(list(catalog.entries()))
    catalog.seed(session, ana.workspace_id)
    assert session.scalar(select(func.count(Skill.id)).filter_by(state=SkillState.LISTED)) == listed
    assert typed(session, ana, "spreadsheets")[0] == "Excel"
    assert own_words(session, ana, "tik tok") is None


def test_seeding_again_keeps_what_owners_decided(session: Session, make: Factory, ana: Member) -> None:
    make.skill("Hiring", state=SkillState.LEFT_OUT)
    tiktok = make.skill("TikTok")
    make.skill("Instagram", state=SkillState.MERGED, merged_into_id=tiktok.id)
    catalog.seed(session, ana.workspace_id)
    rows = select(Skill).where(Skill.key.in_([key_of("Hiring"), key_of("Instagram")])).order_by(Skill.key)
    assert [skill.state for skill in session.scalars(rows)] == [SkillState.LEFT_OUT, SkillState.MERGED]
