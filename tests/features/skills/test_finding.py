"""What people type finds what they mean, in the catalog that every workspace starts with."""

import pytest

from bot.features.skills.catalog import entries
from bot.features.skills.finding import best

NAMES = sorted((entry.name, entry.name) for entry in entries())  # in the order of the type-ahead
NAMES += sorted((other, entry.name) for entry in entries() for other in entry.other_names)


def found(typed: str) -> list[str]:
    places = best(typed, [name for name, _ in NAMES])
    return list(dict.fromkeys(NAMES[place][1] for place in places))


MEANT = [
    ("a11y", "Accessibility"),
    ("wcag", "Accessibility"),
    ("acessibilty", "Accessibility"),
    ("llm", "AI assistants"),
    ("LLMs", "AI assistants"),
    ("gpt", "AI assistants"),
    ("GPT-4", "AI assistants"),
    ("chat gpt", "AI assistants"),
    ("generative AI", "AI assistants"),
    ("artificial inteligence", "AI assistants"),
    ("prompting", "Writing good prompts"),
    ("prompts", "Writing good prompts"),
    ("prompt enginering", "Writing good prompts"),
    ("gen z", "How tomorrow's customers decide"),
    ("genz", "How tomorrow's customers decide"),
    ("newcomers", "What new joiners see"),
    ("new hires", "What new joiners see"),
    ("onboarding", "Onboarding people"),
    ("tik tok", "TikTok"),
    ("insta", "Instagram"),
    ("reels", "Short video"),
    ("linked in", "LinkedIn profiles"),
    ("social media", "Writing for social media"),
    ("influencer marketing", "Working with creators"),
    ("memes", "Trends in pop culture"),
    ("podcast", "Podcasting"),
    ("exel", "Excel"),
    ("spread sheets", "Excel"),
    ("excel formulas", "Excel"),
    ("power bi", "Dashboards"),
    ("pyhton", "Python basics"),
    ("coding", "Python basics"),
    ("java script", "JavaScript"),
    ("no-code", "Automation without code"),
    ("web site", "Building a website"),
    ("cyber security", "Cybersecurity basics"),
    ("phishing", "Spotting scams online"),
    ("gdpr", "Data protection"),
    ("ux", "UX basics"),
    ("ui", "UX basics"),
    ("powerpoint", "Slides that persuade"),
    ("presentations", "Slides that persuade"),
    ("presenting", "Public speaking"),
    ("public speeking", "Public speaking"),
    ("negotiating", "Negotiation"),
    ("budget", "Budgeting"),
    ("accounting", "Reading a balance sheet"),
    ("leadership", "Leading a team"),
    ("managing people", "Leading a team"),
    ("delegation", "Delegating"),
    ("conflict", "Resolving conflicts"),
    ("time managment", "Time management"),
    ("burnout", "Stress and balance"),
    ("work life balance", "Stress and balance"),
    ("mindfullness", "Mindfulness"),
    ("mental health", "Mental health first aid"),
    ("adhd", "Neurodiversity at work"),
    ("lgbt", "LGBTQ+ inclusion"),
    ("diversity", "Allyship"),
    ("okrs", "Goal setting"),
    ("scrum", "Agile basics"),
    ("seo", "Search engines"),
    ("e commerce", "Online shops"),
    ("esg", "Sustainable investing"),
    ("bitcoin", "Blockchain in plain words"),
    ("vr", "Virtual reality"),
    ("german", "Conversation in German"),
    ("zoom", "Hybrid meetings"),
    ("emoji", "Slack and chat etiquette"),
    ("return to work", "Returning after a break"),
    ("parental leave", "Being a working parent"),
    ("project management", "Project planning"),
    ("product management", "Product management"),
    ("how to use tiktok", "TikTok"),
]


@pytest.mark.parametrize(("typed", "meant"), MEANT)
def test_what_people_type_finds_what_they_mean(typed: str, meant: str) -> None:
    assert found(typed)[:1] == [meant]


@pytest.mark.parametrize(
    "typed",
    ["gpt", "prompting", "prompts", "llm", "a11y", "newcomers", "tik tok", "social media", "managing people"],
)
def test_nothing_far_fetched_stands_beside_it(typed: str) -> None:
    assert len(found(typed)) == 1


@pytest.mark.parametrize("typed", ["beekeeping", "sourdough", "qwerty", "young people", "🎸", " ", "zz"])
def test_what_nothing_comes_near_finds_nothing(typed: str) -> None:
    assert found(typed) == []


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("feedback", ["Feedback upwards", "Giving feedback"]),
        ("slides", ["Slides that persuade"]),
        ("customers", ["Customer service", "How tomorrow's customers decide", "Customer interviews"]),
        ("video", ["Video editing", "Short video", "Hybrid meetings", "Gaming and communities"]),
    ],
)
def test_all_that_fit_are_there(typed: str, expected: list[str]) -> None:
    assert sorted(found(typed)) == sorted(expected)


def test_a_letter_finds_what_begins_with_it_first() -> None:
    names = [NAMES[place][0] for place in best("p", [name for name, _ in NAMES])]
    begins = [name.startswith("P") for name in names]
    assert begins.count(True) > 20 and begins == sorted(begins, reverse=True)
