"""Which rows are the head of a sheet, what each column means, and what was made of all this."""
