"""Reverse Mentor: a Slack bot that runs a reverse-mentoring program. Start reading at `bot.app`."""

import gc

# What is imported stays. Python would look through it again and again for garbage while it comes, a seventh of the
# start: these are more objects than that makes. `bot.app` sets it back when all is there.
gc.set_threshold(300_000, 10, 10)
