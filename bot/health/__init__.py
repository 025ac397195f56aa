"""The bot as seen from outside: is it well, and how much does it do. Numbers and names of checks, nobody's data."""
