"""The lines below the head as values: which are records, whose they are, what is wrong with them."""
