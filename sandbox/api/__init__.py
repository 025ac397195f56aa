"""The Web API: `dispatch.py` takes a call in, the other files hold the methods, a family each."""
