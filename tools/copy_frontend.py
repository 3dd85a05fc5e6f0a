"""Copy the few front-end files that pages load from node_modules into the static files of the portal."""

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "node_modules"
TARGET = ROOT / "jian_minzheng" / "core" / "static" / "vendor"

FILES = {
    "bootstrap/dist/css/bootstrap.min.css": "bootstrap/bootstrap.min.css",
    "bootstrap/dist/js/bootstrap.bundle.min.js": "bootstrap/bootstrap.bundle.min.js",
    "bootstrap-icons/font/bootstrap-icons.min.css": "bootstrap-icons/bootstrap-icons.min.css",
    "bootstrap-icons/font/fonts/bootstrap-icons.woff": "bootstrap-icons/fonts/bootstrap-icons.woff",
    "bootstrap-icons/font/fonts/bootstrap-icons.woff2": "bootstrap-icons/fonts/bootstrap-icons.woff2",
    "echarts/dist/echarts.min.js": "echarts/echarts.min.js",
}
SOURCE_MAP_LINE = "sourceMappingURL="


def copy_frontend(source: Path = SOURCE, target: Path = TARGET) -> list[Path]:
    """Copy every named file and drop what an older version left. Raises FileNotFoundError when npm has not run."""
    shutil.rmtree(target, ignore_errors=True)
    return [_copy(source / name, target / new_name) for name, new_name in FILES.items()]


def _copy(source: Path, target: Path) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.suffix in {".css", ".js"}:
        # The maps stay behind, and the manifest storage refuses a file that points at something missing.
        lines = source.read_text(encoding="utf-8").splitlines(keepends=True)
        target.write_text("".join(line for line in lines if SOURCE_MAP_LINE not in line), encoding="utf-8")
    else:
        shutil.copyfile(source, target)
    return target


if __name__ == "__main__":
    copy_frontend()
