"""Reverse Mentor: a Slack bot that runs a reverse-mentoring program. Start reading at `bot.app`."""

import gc

# What is imported stays. Python would look through it again and again for garbage while it comes, a tenth of the
# start, and then in every few payloads.
gc.set_threshold(50_000, 10, 10)
