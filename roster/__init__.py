"""People as a CSV file: one reader for the bot and for the sandbox, which never import each other.

`read(text)` gives the people or, for every bad row, its line and what to do about it.
"""

from roster.people import Hours, Person, Taught
from roster.read import COLUMNS, BadFile, Problem, Roster, decoded, read, table

__all__ = ["COLUMNS", "BadFile", "Hours", "Person", "Problem", "Roster", "Taught", "decoded", "read", "table"]
