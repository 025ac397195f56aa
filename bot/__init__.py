"""Reverse Mentor: a Slack bot that runs a reverse-mentoring program. Start reading at `bot.app`."""
