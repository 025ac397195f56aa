"""How fast the bot is, measured against what it is built on. README.md says how to run and read them."""
