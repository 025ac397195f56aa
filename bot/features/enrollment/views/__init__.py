"""What joining, the profile and a place look like: each file with the ids of what can be clicked in it."""
