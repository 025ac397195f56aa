"""What the pictures of a report tell, in words, for those who can't see them. Made of what is drawn."""

from bot.pictures.spec import Answers, Bar, Figure, Rates, ReportPicture, SkillRow, SkillsPicture, Trend
from bot.text import Phrase, Translator

LONGEST_NAME = 28
"""A picture shows about as much of a name, and Slack takes 1,000 characters."""


def report_in_words(t: Translator, picture: ReportPicture) -> Phrase:
    """The same numbers, bar by bar; of each trend its two ends."""
    told = [_figure(t, figure) for figure in picture.figures]
    told += [_rates(t, picture.rates), *_answers(t, picture.answers)]
    return _told(t, picture.title, picture.subtitle, told)


def skills_in_words(t: Translator, picture: SkillsPicture) -> Phrase:
    """The same rows, under the same headings."""
    told: list[str] = []
    for heading, is_gap in ((picture.gap, True), (picture.enough, False)):
        rows = [_skill(t, row) for row in picture.rows if row.is_gap is is_gap]
        told += [t("picture-alt-skills", heading=heading, rows="; ".join(rows)).plain()] if rows else []
    return _told(t, picture.title, picture.subtitle, [*told, picture.more, picture.empty])


def _skill(t: Translator, row: SkillRow) -> str:
    return t("picture-alt-skill", skill=_short(row.name), supply=row.supply, demand=row.demand).plain()


def _told(t: Translator, title: str, subtitle: str, told: list[str]) -> Phrase:
    return t("picture-alt", title=title, subtitle=subtitle, facts=" ".join(filter(None, told)))


def _figure(t: Translator, figure: Figure) -> str:
    more = [words for words in (figure.note, figure.change) if words]
    if not more:
        return t("picture-alt-figure", label=figure.label, value=figure.value).plain()
    return t("picture-alt-figure-more", label=figure.label, value=figure.value, more=", ".join(more)).plain()


def _rates(t: Translator, rates: Rates) -> str:
    periods = ", ".join(_period(t, bar, rates) for bar in rates.bars)
    return t("picture-alt-rates", title=rates.title, periods=periods).plain()


def _period(t: Translator, bar: Bar, rates: Rates) -> str:
    percent = rates.none if bar.percent is None else t("picture-percent", number=bar.percent)
    if bar.whole:
        return t("picture-alt-period", period=bar.label, percent=percent).plain()
    return t("picture-alt-running", period=bar.label, percent=percent, running=rates.running).plain()


def _answers(t: Translator, answers: Answers) -> list[str]:
    trends = "; ".join(_trend(t, trend) for trend in answers.trends if trend.points)
    shown = [t("picture-alt-answers", title=answers.title, trends=trends).plain()] if trends else []
    hidden = [t("picture-alt-hidden", weeks=len(answers.hidden)).plain()] if answers.hidden else []
    return shown + hidden


def _trend(t: Translator, trend: Trend) -> str:
    if len(trend.points) < 2:
        return t("picture-alt-trend", label=trend.label, latest=trend.latest).plain()
    first = f"{trend.points[0].value:.1f}"
    return t("picture-alt-trend-more", label=trend.label, first=first, latest=trend.latest).plain()


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"
