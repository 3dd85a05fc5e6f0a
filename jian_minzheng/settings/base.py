"""Settings shared by every environment. Whatever differs between two installations is read from the environment."""

from pathlib import Path
from typing import Any

import django_stubs_ext
import environ
from csp.constants import NONE, SELF

django_stubs_ext.monkeypatch()  # generic annotations such as ModelForm[User] hold at run time too

BASE_DIR = Path(__file__).resolve().parents[2]


class LiteralEnv(environ.Env):
    """A value is what stands there: a password that begins with ``$`` is not the name of another variable."""

    def get_value(self, var: str, cast: Any = None, default: Any = environ.Env.NOTSET, **options: Any) -> Any:
        value = self.ENVIRON.get(var, "")
        return (
            self.parse_value(value, cast) if value.startswith("$") else super().get_value(var, cast, default, **options)
        )


env = LiteralEnv()

SITE_NAME = env("SITE_NAME", default="吉安市民政所能力建设管理平台")
DEMO = False

INSTALLED_APPS = [
    "jian_minzheng.core",
    "offices",
    "intake",
    "staffing",
    "assessments",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "jian_minzheng.apps.PortalAdminConfig",
    "guardian",
    "treebeard",
    "simple_history",
    "axes",
    "csp",
    "django_filters",
    "django_htmx",
    "crispy_forms",
    "crispy_bootstrap5",
    "import_export",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "jian_minzheng.core.guard.RequestGuardMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "offices.middleware.NoStoreMiddleware",
    "offices.middleware.IdleTimeoutMiddleware",
    "offices.middleware.IdentityMiddleware",
    "offices.middleware.FirstPasswordMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "jian_minzheng.core.guard.MethodNotAllowedMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "jian_minzheng.urls"
WSGI_APPLICATION = "jian_minzheng.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "offices.context.portal",
            ],
        },
    },
]

DATABASE_URL = env("DATABASE_URL", default="") or f"sqlite:///{BASE_DIR / 'var' / 'portal.sqlite3'}"
DATABASES = {"default": env.db_url_config(DATABASE_URL)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # WAL lets readers go on while one writes; IMMEDIATE makes a writer wait instead of failing half-way, up to a
    # minute: so long the worker may take over a roster of a hundred thousand rows.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 60,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Long work waits in the database and is done by `manage.py db_worker`; large imports have a queue of their own, and so
# has what nobody waits for. How far it has come is told through the cache: files, so that it can be read while the
# worker's transaction is open, on SQLite too.
TASK_QUEUES = ["default", "large", "background"]
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": TASK_QUEUES}}
CACHES = {"default": env.cache("CACHE_URL", default=f"filecache://{BASE_DIR / 'var' / 'cache'}")}

AUTH_USER_MODEL = "offices.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "offices.backends.DemoGuard",
    "django.contrib.auth.backends.ModelBackend",
    "guardian.backends.ObjectPermissionBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "offices.passwords.LengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "offices.passwords.LettersAndDigitsValidator"},
    {"NAME": "offices.passwords.NotDemoPasswordValidator"},
    {"NAME": "offices.passwords.NotCurrentPasswordValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"
ANONYMOUS_USER_NAME = None  # guardian: nobody is granted anything without signing in

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.5  # hours
AXES_LOCKOUT_PARAMETERS = ["username"]  # a township office shares one address: one clumsy user must not lock out all
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "jian_minzheng.core.acting.address_of"
AXES_ENABLE_ADMIN = False  # 系统管理员 unlocks from the list of accounts
# Never kept with a failed attempt: what the form of the own password sends besides what axes knows by itself.
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "old_password", "new_password1", "new_password2"]
AXES_LOCKOUT_TEMPLATE = "registration/locked_out.html"

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_IDLE_SECONDS = env.int("SESSION_IDLE_SECONDS", default=30 * 60)
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "jian_minzheng.core.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # Bootstrap's own stylesheet draws its icons as data: images
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [SELF],
    },
}

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["jian_minzheng.formats"]

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "var" / "static"
MEDIA_ROOT = BASE_DIR / "var" / "media"  # served by views that check scope, never by URL
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
IMPORT_MAX_BYTES = 40 * 1024 * 1024  # 100,000 lines as .csv are about 20 MB, as a web page twice that
IMPORT_MAX_LINES = 110_000  # of all sheets, blank ones aside; a city's villages are 3,000
IMPORT_BYTES_AT_ONCE = 300 * 1000  # larger files are read by the worker
IMPORT_LINES_AT_ONCE = 5000  # and those with more lines, however small
IMPORT_SECONDS_AT_ONCE = 20  # of the processor, for reading what a file holds; a county's table takes one or two
IMPORT_SECONDS = 120  # the same by the worker; the largest tables take a tenth
IMPORTS_WAITING = 60  # of one account: whoever has as many previews waiting finishes or gives up some first
IMPORT_BYTES_PER_DAY = 400 * 1024 * 1024  # of one account
IMPORTS_WAIT_DAYS = 90  # untouched previews are put aside then, and forgotten; more than ALIKE_NUMBERS_DAYS
IMPORTS_UNNAMED_DAYS = 30  # files of uploads that were cut off are deleted then; longer than a backup may lie back
IMPORT_LARGE_BYTES = 4 * 1024 * 1024  # unpacked; larger ones wait in the queue of large imports,
IMPORT_LARGE_ROWS = 10_000  # and so do these
IMPORT_ROWS_AT_ONCE = 2000  # larger imports are written, and taken back, by the worker
PHOTO_MAX_BYTES = 10 * 1024 * 1024
ATTACHMENT_MAX_BYTES = 20 * 1024 * 1024

# How often personal numbers may be looked at, checked by their last four characters, or tried out in forms and
# rosters, before the portal refuses for a while.
NUMBER_LOOKS_PER_HOUR = env.int("NUMBER_LOOKS_PER_HOUR", default=30)
NUMBER_LOOKS_PER_DAY = env.int("NUMBER_LOOKS_PER_DAY", default=100)
NUMBER_CHECKS_PER_HOUR = env.int("NUMBER_CHECKS_PER_HOUR", default=20)
NUMBER_CHECKS_PER_PERSON_AND_HOUR = env.int("NUMBER_CHECKS_PER_PERSON_AND_HOUR", default=5)
NUMBER_CHECKS_PER_PERSON_AND_DAY = env.int("NUMBER_CHECKS_PER_PERSON_AND_DAY", default=10)
REFUSED_NUMBERS_PER_HOUR = env.int("REFUSED_NUMBERS_PER_HOUR", default=10)
REFUSED_NUMBERS_PER_DAY = env.int("REFUSED_NUMBERS_PER_DAY", default=30)
REFUSED_ROWS_PER_HOUR = env.int("REFUSED_ROWS_PER_HOUR", default=30)
REFUSED_ROWS_PER_DAY = env.int("REFUSED_ROWS_PER_DAY", default=100)
ALIKE_NUMBERS = 5  # that differ in their last four characters alone and are compared with the records
PHONES_ALIKE = 3  # of one person, wrong in the hidden digits alone, within these days too
ALIKE_NUMBERS_DAYS = 7  # for so long numbers tried at any door count, see staffing/alike.py
NUMBERS_TYPED_PER_HOUR = env.int("NUMBERS_TYPED_PER_HOUR", default=40)
NUMBERS_TYPED_PER_DAY = env.int("NUMBERS_TYPED_PER_DAY", default=150)
NUMBERS_TYPED_PER_PERSON_AND_DAY = env.int("NUMBERS_TYPED_PER_PERSON_AND_DAY", default=5)

# How often an established post may be refused because of one out of sight, and have its days moved at all.
UNSEEN_POSTS_PER_PERSON_AND_DAY = env.int("UNSEEN_POSTS_PER_PERSON_AND_DAY", default=3)
ESTABLISHED_DAYS_MOVED_PER_PERSON_AND_DAY = env.int("ESTABLISHED_DAYS_MOVED_PER_PERSON_AND_DAY", default=10)

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
FILTERS_EMPTY_CHOICE_LABEL = "全部"
IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True

SILENCED_SYSTEM_CHECKS = ["axes.W006"]  # locking by user name alone is on purpose, see AXES_LOCKOUT_PARAMETERS

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"axes": {"level": "WARNING"}},
}
