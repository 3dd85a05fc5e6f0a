"""Photos of stations: checked by content, re-encoded, served through row scope only."""
