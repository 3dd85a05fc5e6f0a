"""The list of people: one row per post, its columns, its filters."""
