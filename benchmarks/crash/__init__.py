"""A crash campaign: real bot processes in front of a Slack that fails, killed at every point, until all is sent."""
