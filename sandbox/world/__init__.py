"""The state of the sandbox: plain data, changed by one event loop only."""
