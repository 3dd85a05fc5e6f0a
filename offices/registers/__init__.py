"""The kinds of records that ``offices`` keeps, a declaration each. See docs/how-to/add-a-record.md."""
