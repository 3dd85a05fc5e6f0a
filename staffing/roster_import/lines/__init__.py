"""Room three: the lines below the head as values: which are people, whose they are, what is wrong with them."""
