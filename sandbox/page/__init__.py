"""The workspace in a browser: the files of the page, the news that something changed, and the bytes of files.

All that people do on it are verbs of `control/`. The page itself is in `static/`: no build step, nothing from afar.
"""
