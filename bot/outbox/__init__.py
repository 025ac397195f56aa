"""The only way in which the bot speaks of its own accord: written with the change it tells of, sent after it."""
