"""Every check that needs no test. All of them run and all that is wrong is shown; exit status 1 if any failed."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
PACKAGES = (
    "jian_minzheng",
    "offices",
    "intake",
    "staffing",
    "funding",
    "training",
    "assessments",
    "tools",
    "tests",
    "bench",
)

# Stand-ins for what an office sets; the check of the production settings needs them to be there, and strong.
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "jian_minzheng.settings.production",
    "SECRET_KEY": "lint-only-9f8e7d6c5b4a39281706f5e4d3c2b1a0-qwertyuiopasdfghjkl",
    "ALLOWED_HOSTS": "portal.example",
    "DATABASE_URL": "postgres://portal@127.0.0.1/portal",
}


@dataclass(frozen=True)
class Check:
    """A command of the virtual environment and what its environment needs besides."""

    name: str
    command: tuple[str, ...]
    environment: dict[str, str] = field(default_factory=dict)

    def run(self) -> bool:
        started = time.monotonic()
        result = subprocess.run(
            [str(BIN / self.command[0]), *self.command[1:]],
            cwd=ROOT,
            env=os.environ | self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        passed = result.returncode == 0
        print(f"{'ok    ' if passed else 'FAILED'}  {self.name}  ({time.monotonic() - started:.1f} s)", flush=True)
        if not passed:
            print(result.stdout, flush=True)
        return passed


CHECKS = (
    Check("ruff check", ("ruff", "check", ".")),
    Check("ruff format", ("ruff", "format", "--check", ".")),
    Check("mypy", ("mypy", *(name for name in PACKAGES if any((ROOT / name).rglob("*.py"))))),
    Check("djlint", ("djlint", "--lint", "--quiet", "templates")),
    Check("import layers", ("lint-imports", "--no-cache")),
    Check("migrations", ("python", "manage.py", "makemigrations", "--check", "--dry-run")),
    Check("deployment", ("python", "manage.py", "check", "--deploy", "--fail-level", "WARNING"), PRODUCTION),
)


def main() -> int:
    """Run all checks; return the exit status."""
    results = [check.run() for check in CHECKS]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
