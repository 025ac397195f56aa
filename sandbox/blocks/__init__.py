"""Block Kit: what Slack accepts, what inputs hold, and how blocks read.

The rules are those of https://docs.slack.dev/reference/block-kit (blocks, block elements, composition objects).
"""
