"""``make prove NAME``: the long proofs, which the suite takes only a sample of."""

import os
import subprocess
import sys
from dataclasses import dataclass

from tools.embedded_postgres import embedded_postgres


@dataclass(frozen=True, slots=True)
class Proof:
    """What ``files`` prove, told to people; on PostgreSQL too where ``both`` databases are in question."""

    told: str
    files: tuple[str, ...]
    both: bool = False


PROOFS = {
    "matrix": Proof(
        "每一处范围、权限检查逐一拿掉，角色×网址矩阵必须发现",
        ("tests/scope/test_extracting.py", "tests/scope/test_planted_faults.py"),
    ),
    "fuzz": Proof("每个网址的每个参数、每个怪值都试一遍", ("tests/scope/test_fuzz.py",)),
    "rebuild": Proof(
        "从每个页面尝试拼出完整证件号码；旧文字里的号码谁也看不到",
        ("tests/staffing/test_rebuild_numbers.py", "tests/scope/test_masked_everywhere.py"),
    ),
    "explanations": Proof(
        "演示数据的每一条核查结果，只凭它自己写出的数据重新算出结果、缺口和费用",
        ("tests/assessments/test_explanations_reproduce.py",),
    ),
    "faults": Proof(
        "导入、更正、撤销在每一条语句处出错、断库、被杀，批次必须完整或不存在（两种数据库）",
        ("tests/intake/test_faults.py",),
        both=True,
    ),
}


def main(names: list[str]) -> int:
    """Run the proofs of these names; without any, say which there are."""
    unknown = [name for name in names if name not in PROOFS]
    if unknown or not names:
        for name, proof in PROOFS.items():
            print(f"make prove {name:<13} {proof.told}")
        return 2 if unknown else 0
    return max(_proven(PROOFS[name]) for name in names)


def _proven(proof: Proof) -> int:
    failed = _run(proof)
    if proof.both and not os.environ.get("DATABASE_URL"):
        with embedded_postgres() as url:
            failed = _run(proof, DATABASE_URL=url) or failed
    return failed


def _run(proof: Proof, **environment: str) -> int:
    command = [sys.executable, "-m", "pytest", "-q", "-rA", "--tb=short", "--no-header", "--timeout=0", *proof.files]
    done = subprocess.run(command, env={**os.environ, **environment, "PROVE": "1"}, check=False)
    return 1 if done.returncode else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
