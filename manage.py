#!/usr/bin/env python
"""Django's command line, on the settings of the installation; see ``jian_minzheng/environment.py``."""

import sys

from django.core.management import execute_from_command_line

from jian_minzheng.environment import RefusedError, prepare

if __name__ == "__main__":
    try:
        prepare()
    except RefusedError as refused:
        sys.exit(str(refused))
    execute_from_command_line(sys.argv)
