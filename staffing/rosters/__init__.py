"""What a line about a person means for the records: who it is, what changes, and how that is written."""
