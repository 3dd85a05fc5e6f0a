"""The test suite: fast password hashing, files in a temporary folder, the database that DATABASE_URL names."""

import tempfile
from pathlib import Path

from jian_minzheng.settings.base import *  # noqa: F403
from jian_minzheng.settings.base import DATABASES

DEBUG = False
DEMO = True
SECRET_KEY = "tests-only"
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="portal-media-"))
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, not memory: the live server of the browser journeys reads it from other threads.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(tempfile.mkdtemp(prefix="portal-db-")) / "test.sqlite3")}
