"""Open the zip of an .xlsx without being drowned by it."""

import lzma
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from intake.grid import limits
from intake.grid.budget import Budget
from intake.grid.errors import UnreadableFile, corrupt

_CHUNK = 64 * 1024
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    KeyError,  # a part that is referred to and missing
    OSError,
    EOFError,
    RuntimeError,  # a part with a zip password of its own
    NotImplementedError,
    ValueError,
)


class Archive:
    """A checked zip. Sizes are looked at before anything is unpacked, and counted once more while reading.

    ``budget`` is what reading its parts may cost.
    """

    def __init__(self, path: Path, budget: Budget) -> None:
        """Raises UnreadableFile: not a zip, too many parts, or more content than the portal takes."""
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise corrupt() from error
        entries = self._zip.infolist()
        if len(entries) > limits.MAX_ENTRIES or sum(e.file_size for e in entries) > limits.MAX_UNPACKED_BYTES:
            self._zip.close()
            raise _unpacks_too_large()
        self._called: dict[str, str] = {}
        for entry in entries:
            self._called.setdefault(_loose(entry.filename), entry.filename)
        self.names = frozenset(name.replace("\\", "/") for name in self._called.values())
        self.budget = budget
        self._left = limits.MAX_UNPACKED_BYTES

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def __contains__(self, name: object) -> bool:
        """Names of parts do not differ by case; some writers part folders as Windows does."""
        return isinstance(name, str) and _loose(name) in self._called

    def chunks(self, name: str) -> Iterator[bytes]:
        """The content of one part, piece by piece; headers that lie about sizes do not help it past the limit."""
        try:
            with self._zip.open(self._called[_loose(name)]) as part:
                while chunk := part.read(_CHUNK):
                    self._left -= len(chunk)
                    if self._left < 0:
                        raise _unpacks_too_large()
                    self.budget.look_at_clock()
                    yield chunk
        except _DAMAGE as error:
            raise corrupt() from error


def unpacked_size(path: Path) -> int:
    """Bytes of what is packed in the file, as its own list says; 0 where it is no zip."""
    try:
        with zipfile.ZipFile(path) as packed:
            return sum(entry.file_size for entry in packed.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return 0


def _loose(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()


def _unpacks_too_large() -> UnreadableFile:
    megabytes = limits.MAX_UNPACKED_BYTES // 1024 // 1024
    return UnreadableFile(
        "unpacks_too_large",
        f"文件展开后超过 {megabytes} MB，远大于一份表格。请只保留要导入的工作表，另存后再上传。",
    )
