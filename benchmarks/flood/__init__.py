"""Thousands of duplicated and reordered interactions at once: nothing breaks, and it is as if each had come once.

Over HTTP, signed, to the whole bot on its own server. "As if each had come once" means: the bot took each payload
at one point of time between its first request and its first answer. A second bot gets the same payloads once,
one after the other, in the order in which their keys were written down, on a database that began alike; in the end
everybody must stand the same in both. Where PostgreSQL took two at once, either order may be the one that explains
it. What was refused (a kind word, nothing written down) must have changed nothing.
"""
