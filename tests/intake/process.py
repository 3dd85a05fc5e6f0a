"""What the tests of killed and of competing processes start: ``python -m tests.intake.process …``

``job PK AT``: do a job; AT is ``never``, the number of the SQL statement before which the process kills itself, or
``before-commit`` / ``after-commit`` of the transaction of the work.
``commit BATCH USER``: say ``ready``, wait for a line of input, commit the batch, print what became of it.
"""

import os
import signal
import sys

import django

django.setup()

from django.db import connection  # noqa: E402

from intake.models import ImportBatch  # noqa: E402
from intake.work.tasks import import_job_run  # noqa: E402
from intake.writing.commit import CommitRefused, batch_commit  # noqa: E402
from offices.identity import acting_as  # noqa: E402
from offices.models import User  # noqa: E402


def die():
    os.kill(os.getpid(), signal.SIGKILL)


class Countdown:
    """An execute wrapper that kills the process before its n-th statement."""

    def __init__(self, statements):
        self.left = statements

    def __call__(self, execute, sql, params, many, context):
        self.left -= 1
        if self.left == 0:
            die()
        return execute(sql, params, many, context)


def say(word):
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def do_job(pk, at):
    if at.isdigit():
        connection.execute_wrappers.append(Countdown(int(at)))
    elif at != "never":
        store = connection._commit

        def commit():
            if at == "after-commit":
                store()
            die()

        connection._commit = commit
    import_job_run.call(int(pk))


def commit(batch, username):
    user = User.objects.get(username=username)
    work = ImportBatch.objects.get(pk=batch)
    say("ready")
    sys.stdin.readline()
    try:
        batch_commit(acting_as(user), batch=work, good_rows_only=False)
    except CommitRefused as refusal:
        say(type(refusal).__name__)
    else:
        say("committed")


if __name__ == "__main__":
    {"job": do_job, "commit": commit}[sys.argv[1]](*sys.argv[2:])
