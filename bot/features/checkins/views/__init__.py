"""What check-ins look like: pure functions of facts, each file with the ids of what can be clicked in it."""
