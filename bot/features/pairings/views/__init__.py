"""What pairings look like."""
