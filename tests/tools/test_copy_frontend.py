"""The front-end files that pages load."""

import pytest

from tools.copy_frontend import FILES, copy_frontend


@pytest.fixture
def packages(tmp_path):
    for name in FILES:
        file = tmp_path / "node_modules" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("content\n//# sourceMappingURL=missing.map", encoding="utf-8")
    return tmp_path / "node_modules"


def test_every_file_arrives_and_old_ones_go(packages, tmp_path):
    target = tmp_path / "vendor"
    (target / "old").mkdir(parents=True)
    copied = copy_frontend(packages, target)
    assert {file.relative_to(target).as_posix() for file in copied} == set(FILES.values())
    assert not (target / "old").exists()


def test_no_file_points_at_a_map_that_is_not_there(packages, tmp_path):
    copied = copy_frontend(packages, tmp_path / "vendor")
    scripts = [file for file in copied if file.suffix in {".css", ".js"}]
    assert scripts
    assert not any("sourceMappingURL" in file.read_text(encoding="utf-8") for file in scripts)


def test_missing_packages_are_an_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        copy_frontend(tmp_path / "node_modules", tmp_path / "vendor")
