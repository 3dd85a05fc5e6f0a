"""Keep stored findings and roll-ups right after facts changed."""


def refresh_divisions(division_ids: frozenset[int]) -> None:
    """Judge the divisions again."""
