"""What `python -m bot …` does, a module for each group of commands; bot/__main__.py lists them."""
