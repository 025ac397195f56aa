"""What the story knows of the product: the words that people read on buttons, forms and messages. Nothing else.

A label may be only the beginning of what is written there.
"""

import re

COMMAND = "/reverse-mentor"
COMMAND_IS_FOR = "Swap what you know with a colleague"
COMMAND_GOES_ON = "[join | pair | log | profile | pause | help]"
PROGRAM = "Fresh Eyes"
SECOND = "New Voices"
PROGRAMS = (PROGRAM, SECOND)
APP = "Reverse Mentor"
GENERAL = "general"
REPORTS = "mentoring-reports"

# The owner's forms
PROGRAM_NAME = "What's it called?"
PROGRAM_AIM = "What is it for?"
ANNOUNCED_IN = "Where should it be announced?"
REPORTED_IN = "Where do reports go?"
CONTACT = "Who helps when a pair"
CADENCE = "How often should pairs meet?"
CADENCE_OF = "Every {weeks} weeks"
ENDS = "Ends on"
NEW_PROGRAM = "New program"
THIS_ONE = "This one"
ANNOUNCE = "Announce it"
LOOK = "Look at the pairs"
MORE = "More →"
APPROVE = "Approve"
LOOK_AT_SKILLS = "Look at new skills"
TAKE_IN_AS = "Take it in under …"
A_CATEGORY = "Tools and AI"

# Joining, and a member's place
JOIN = "Join"
DIRECTION = "I'd like to"
TEACHES = "What I could show somebody"
LEARNS = ("What I'd like to learn most", "… second", "… third")
LEVEL = "Where I am in the organization"
MANAGER = "My manager"
PROFILE = "Set my hours and wishes"
CAPACITY = "How many people"
FORMAT = "I like to meet"
LANGUAGES = "Languages I can talk in"
WORK_DAYS = "My working days"
WORK_STARTS = "From"
WORK_ENDS = "Until"
NUDGE_DAY = "Day of my"
NUDGE_TIME = "Time of my"
PLACE = "Where I work"
INTERESTS = "Things I like"
BACK_ON = "I'm back on"
END = "End this swap"

# Suggestions, the weekly nudge, meetings, help
YES = "Yes, introduce us"
NO = "Not this time"
LOOK_NOW = "Look for somebody now"
MET = "We met"
NOT_YET = "Not yet"
SKIP = "Skip this week"
HELP = "I'd like help"
TURN_OFF = "Turn hellos off"
GO_ON = "Let's go on"
NO_MORE_PROMPTS = "Don't ask me again"
COULD_SHOW = "I could show"
MET_WHOM = "Who did you meet?"
MET_ON = "When was it?"
MINUTES = "How many minutes"
MET_HOW = "How did you meet?"
ABOUT = "What was it about?"
CONFIRM = "Yes, we met"
DISPUTE = "We didn't meet"
USEFUL = "Was it useful to you?"
VOICE = "Could you speak freely?"
COUNTED = "Did what you know count?"
NOTE = "Anything you'd like to add?"
PLEA = "In your own words"
NO_THANKS = "No, thanks"
TAKE_ON = "I'll get in touch"
ENDED = "It's done"
SETTLED = "We talked, and it's settled"

LEVELS = (
    "Trainee",
    "Junior",
    "Professional",
    "Senior",
    "Lead",
    "Manager",
    "Senior manager",
    "Director",
    "Executive",
    "Board",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DIRECTIONS = {
    "both": "Swap: share something and learn something",
    "teach": "Share what I know",
    "learn": "Learn from somebody",
}
SCORES = ("1 · not at all", "2 · a little", "3 · somewhat", "4 · mostly", "5 · very much")
FORMATS = ("However it suits", "On a call", "In writing")
HOW = ("On a call", "In person", "In writing")

# A message is known by the line that Slack shows in its notification.
KINDS = {
    "You're in – welcome!": "joined",
    "Welcome back": "pause_ended",
    "I have a suggestion for you": "offer",
    "A suggestion is waiting for you": "offer_reminder",
    "About my suggestion": "offer_closed",
    "Meet your partner for swapping what you know": "introduction",
    "A change to your swap": "pairing_ended",
    "Your round is ready to look at": "round_proposed",
    "Your round couldn't be worked out": "round_failed",
    "About the next swap": "unmatched",
    "Your weekly hello": "nudge",
    "A small question about your swap": "meeting_to_confirm",
    "About your swap": "help_offered",
    "Somebody would like a quiet word": "help_asked",
    "A short update for you": "help_taken_on",
    "A quiet word still waits": "help_reminder",
    "A short word for you": "help_done",
    "About a message of mine": "delivery_trouble",
    "New skills wait for your yes": "skills_waiting",
    "Something you could show?": "prompt",
    "About a skill you picked": "skill_left_out",
}
# After the program's name.
ENDINGS = {" is coming to its end": "end_nears", " has come to its end – thank you": "program_closed"}
ASKED_TO_LOOK = "because you asked me to look now"
HELLOS_WENT_BY = "A few of my hellos went by"
REMEMBERED_DIFFERENTLY = "remembers it differently, so"
HAS_LEFT_SLACK = "has left this workspace"
BUG = "Something went wrong on our side"
NOT_SHOWN = "Not shown"

WAITING_SKILL = re.compile(r"^(?P<skill>.+) · (?:one person has|\d+ people have) picked it", re.MULTILINE)
OFFERED_PARTNER = re.compile(
    r"I think you and @(?P<partner>.+?) would enjoy swapping"
    r"|would you like to swap what you know with @(?P<again>.+?)\?"
)
NUDGED_PARTNER = re.compile(r"^You and @(?P<partner>.+?) · ", re.MULTILINE)
LOGGED_BY = "@{partner} logged"
PROPOSED_PAIR = re.compile(r"^(?P<mentor>.+?) ⇄ (?P<mentee>.+)$", re.MULTILINE)

# What nobody may read where a partner didn't say yes.
REFUSAL = re.compile(r"declin|refus|reject|turned (you|it) down|said no\b|not this time|n.t answer", re.IGNORECASE)


def kind_of(alert: str, plain: str, channel: str) -> str:
    """What a message is, by what is read in it."""
    if channel == GENERAL:
        return "announcement"
    if channel == REPORTS:
        return "report"
    if REMEMBERED_DIFFERENTLY in plain:
        return "remembered_differently"
    if HELLOS_WENT_BY in plain:
        return "go_on"
    return KINDS.get(alert) or ENDINGS.get(alert.removeprefix(SECOND), "other")
