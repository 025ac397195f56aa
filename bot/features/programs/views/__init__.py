"""What programs look like."""
