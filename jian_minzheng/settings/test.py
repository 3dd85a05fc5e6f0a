"""The test suite: fast password hashing, files in a temporary folder, the database that DATABASE_URL names.

A task runs where it is enqueued, see ``tests.task_backends``. A worker that a test starts shares the folder through
TEST_FILES and is told by TASK_BACKEND to wait for tasks. The folder goes with the process that made it.
"""

import atexit
import shutil
import tempfile
from pathlib import Path

from jian_minzheng.settings.base import *  # noqa: F403
from jian_minzheng.settings.base import DATABASES, TASK_QUEUES, env

DEBUG = False
DEMO = True
SECRET_KEY = "tests-only"
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
FILES = Path(env("TEST_FILES", default="") or tempfile.mkdtemp(prefix="portal-files-"))
if not env("TEST_FILES", default=""):
    atexit.register(shutil.rmtree, FILES, ignore_errors=True)
MEDIA_ROOT = FILES / "media"
CACHES = {"default": env.cache("CACHE_URL", default=f"filecache://{FILES / 'cache'}")}
TASK_BACKEND = env("TASK_BACKEND", default="tests.task_backends.AtOnce")
TASKS = {"default": {"BACKEND": TASK_BACKEND, "QUEUES": TASK_QUEUES}}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, not memory: the live server of the browser journeys reads it from other threads.
    DATABASES["default"]["TEST"] = {"NAME": str(FILES / "test.sqlite3")}
else:
    # Who waits for a lock that nobody gives back is told so, where it would wait for ever.
    DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c lock_timeout=90s"
