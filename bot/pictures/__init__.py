"""Pictures for people in a hurry: numbers and words in, a PNG out.

The light part (`spec`, `codec`, `child`) needs only the standard library, so the bot may import it. The heavy part
(matplotlib) runs in a process of its own: `child.draw(picture)` starts `python -m bot.pictures`. Words come in
with the numbers, already in the reader's language; what people wrote may hold anything.
"""
