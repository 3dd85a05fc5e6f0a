"""Room five: carry a preview out, or take it back, in one transaction and in bulk."""
