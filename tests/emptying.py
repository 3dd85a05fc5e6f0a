"""Takes away what was committed: by deletions, which for the few rows of a test is a fraction of what a flush takes.

What the migrations left stays, permissions with their keys too: whoever kept some has nothing to make anew.
"""

from functools import cache

from django.db import connection, transaction

from jian_minzheng.core.audit import guards


@cache
def tables_of_the_suite() -> tuple[str, ...]:
    """All that are empty before the first test; asked for then."""
    names = connection.introspection.django_table_names(only_existing=True, include_views=False)
    return tuple(name for name in names if name != "django_migrations" and not _rows_in(name))


def empty() -> None:
    """Foreign keys are looked at when all is gone: they are deferred on both databases. The audit trail's guards step
    aside for it.
    """
    guards.remove(connection)
    with transaction.atomic(), connection.cursor() as cursor:
        for name in tables_of_the_suite():
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(name)}")
    guards.install(connection)


def _rows_in(name: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(name)} LIMIT 1")
        return cursor.fetchone() is not None
