"""Tables about units instead of people: how stations stand, how many people live where.

The same five rooms read, check, preview and write them; only what a row is about differs. ``fields`` says what columns
may hold and where it goes, ``facts`` compares with what is on record, ``write`` writes and takes back.
"""
