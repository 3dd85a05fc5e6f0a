"""One refresh at a time."""

from offices.places import roots


def hold() -> None:
    """Wait for other refreshes, and keep them out until the caller's transaction ends.

    Two that overlapped would each count without the other's findings. Whoever waits here reads everything afterwards,
    so it sees what the other committed. SQLite has one writer anyway. The weaker lock lets other transactions go on
    referring to the city. Take it before the audit trail's: see docs/decisions.
    """
    list(roots().order_by().select_for_update(no_key=True).values_list("pk"))
