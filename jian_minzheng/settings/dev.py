"""A newcomer's machine: SQLite, demonstration data, plain http on the loopback address.

``DEBUG=1`` shows Django's technical pages for 400, 404 and 500; without it, the portal's own, as an office sees them.
"""

from jian_minzheng.settings.base import *  # noqa: F403
from jian_minzheng.settings.base import BASE_DIR, env

DEBUG = env.bool("DEBUG", default=False)
DEMO = True
SECRET_KEY = env("SECRET_KEY", default="development-only-key-the-production-settings-refuse-to-start-without-their-own")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
WHITENOISE_AUTOREFRESH = True  # static files as they lie in the apps, nothing collected
WHITENOISE_USE_FINDERS = True
(BASE_DIR / "var").mkdir(exist_ok=True)
