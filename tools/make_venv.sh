#!/bin/sh
# Usage: make_venv.sh PYTHON FOLDER. Debian ships the venv module apart, so it is fetched where we may.
set -eu
python=${1:-}
folder=$2

if [ -z "$python" ] || ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "需要 Python 3.11 或更高版本（可用 make PYTHON=/path/to/python3.11 指定）。" >&2
    exit 1
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
        echo "缺少 venv 模块，请先安装：apt-get install python3-venv" >&2
        exit 1
    fi
    apt-get update -qq && apt-get install -y -qq --no-install-recommends python3-venv >/dev/null
fi
"$python" -m venv "$folder"
