"""What a person can do in Slack, by what they see: labels, names, the text on buttons."""
