"""Slack as the features see it: what comes in, what may be answered, and blocks that keep Slack's limits."""
