"""How a file is read belongs to whoever uploaded it: what is taken for a head, a column or a text decides what shows.

Colleagues who see as much go on with the lines: they correct cells, answer questions, leave lines out, and import.
"""

from dataclasses import replace

from django.core.exceptions import PermissionDenied

from intake.decisions import Decisions
from intake.models import ImportBatch
from jian_minzheng.core.acting import Acting, Identity


def is_uploader(identity: Identity, batch: ImportBatch) -> bool:
    """Did this account upload the file?"""
    return bool(batch.owner_id == identity.user_id)


def left_to_uploader(batch: ImportBatch) -> str:
    """What a colleague is told where the file could be read otherwise."""
    return (
        f"这份文件怎样读（工作表、表头、各列含义）由上传人{batch.owner}决定；要改请上传人改，或者您自己上传这份文件。"
    )


def insist_on_uploader(actor: Acting, batch: ImportBatch) -> None:
    """Raises ``PermissionDenied`` for everybody but whoever uploaded the file."""
    if not is_uploader(actor.scope, batch):
        raise PermissionDenied(left_to_uploader(batch))


def insist_on_same_reading(actor: Acting, batch: ImportBatch, decisions: Decisions) -> None:
    """Let colleagues decide about lines only.

    Raises:
        PermissionDenied: by ``decisions`` the file would be read otherwise than it is, and somebody else uploaded it.
    """
    if _about_reading(decisions) != _about_reading(Decisions.from_json(batch.decisions)):
        insist_on_uploader(actor, batch)


def _about_reading(decisions: Decisions) -> Decisions:
    """All but what was decided about single lines and records."""
    return replace(decisions, cells={}, skipped=frozenset(), records={}, absent={})
