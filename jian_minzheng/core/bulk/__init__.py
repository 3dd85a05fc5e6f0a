"""Many records at a time: read in chunks, written with their history in a handful of statements, packed at rest."""
