"""A newcomer's machine: SQLite, demonstration data, plain http on the loopback address."""

from jian_minzheng.settings.base import *  # noqa: F403
from jian_minzheng.settings.base import BASE_DIR, env

DEBUG = env.bool("DEBUG", default=True)
DEMO = DEBUG
SECRET_KEY = env("SECRET_KEY", default="development-only-key-the-production-settings-refuse-to-start-without-their-own")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
(BASE_DIR / "var").mkdir(exist_ok=True)
