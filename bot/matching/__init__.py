"""The matcher: people, rules, history and a seed in; pairs, reasons and the unmatched with their reasons out.

The light part (`terms`, `problem`, `answer`, `changes`, `errors`, `codec`, `child`) needs only the standard
library, so the bot may import it. The heavy part (numpy, ortools) runs in a process of its own:
`child.match(problem)` starts `python -m bot.matching`. Only tests and that process import `solve`.
"""
