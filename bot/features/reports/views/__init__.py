"""What a report looks like: as a message, as pictures, and the message that brings its files."""
