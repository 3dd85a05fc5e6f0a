"""``make prove NAME``: the long proofs, which the suite takes only a sample of."""

import os
import subprocess
import sys

PROOFS: dict[str, tuple[str, list[str]]] = {
    "matrix": (
        "每一处范围、权限检查逐一拿掉，角色×网址矩阵必须发现",
        ["tests/scope/test_extracting.py", "tests/scope/test_planted_faults.py"],
    ),
    "fuzz": ("每个网址的每个参数、每个怪值都试一遍", ["tests/scope/test_fuzz.py"]),
    "rebuild": ("从每个页面尝试拼出完整证件号码", ["tests/staffing/test_rebuild_numbers.py"]),
}


def main(names: list[str]) -> int:
    """Run the proofs of these names; without any, say which there are."""
    unknown = [name for name in names if name not in PROOFS]
    if unknown or not names:
        for name, (told, _) in PROOFS.items():
            print(f"make prove {name:<10} {told}")
        return 2 if unknown else 0
    return max(_proven(PROOFS[name][1]) for name in names)


def _proven(files: list[str]) -> int:
    command = [sys.executable, "-m", "pytest", "-q", "-rA", "--tb=short", "--no-header", *files]
    done = subprocess.run(command, env={**os.environ, "PROVE": "1"}, check=False)
    return 1 if done.returncode else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
