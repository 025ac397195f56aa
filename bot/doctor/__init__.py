"""What `python -m bot doctor` looks at: what was found, and how to mend what is wrong. No secret is ever in it."""
