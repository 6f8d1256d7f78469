"""Settings, all from the environment; what is not set is the safe choice.

SECRET_KEY        needed to serve (portal/wsgi.py refuses without it)
DATABASE_URL      a PostgreSQL 15 or newer; unset: the embedded one (portal/embedded/)
ALLOWED_HOSTS     host names, comma separated
PORTAL_HTTPS      0 only where the portal is reached over plain http (demo, tests)
PORTAL_BEHIND_PROXY  1 where a proxy ends TLS and sets X-Forwarded-Proto and -For
CSRF_TRUSTED_ORIGINS origins of such a proxy, comma separated
STATIC_ROOT       folder that `collectstatic` fills
PORTAL_SEARCH_RECORD 0: what is searched for is not recorded (lists/searches.py)
DATA              folder of the embedded database
DOCUMENTS         folder of the source files (unset: `documents` beside that database)
PORTAL_DEBUG      1 only on a developer's machine
PORTAL_EMBED_ORIGINS sites whose pages may show lists of this portal, comma separated: none
EMBEDDINGS, EMBEDDINGS_URL, EMBEDDINGS_MODEL  how meaning is computed (lists/search/embed.py)
"""

import datetime
import os
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.management.utils import get_random_secret_key

from portal.origins import origins

BASE_DIR = Path(__file__).resolve().parent.parent

DEBUG = os.environ.get("PORTAL_DEBUG") == "1"
HTTPS = os.environ.get("PORTAL_HTTPS") != "0"
# A command line process signs nothing that outlives it, so it may use a throwaway key.
SECRET_KEY = os.environ.get("SECRET_KEY") or get_random_secret_key()
ALLOWED_HOSTS = [
    host.strip()
    for host in os.environ.get("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
    if host.strip()
]
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("CSRF_TRUSTED_ORIGINS", "").split(",") if o]

INSTALLED_APPS = [
    "lists",  # first: its commands that make accounts record what Django's own do not
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "pgvector.django",
    "axes",
    "django_filters",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "ingest",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "portal.headers.SecurityHeaders",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "portal.sessions.SessionLimits",
    "portal.caching.NoStoreForStaff",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

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
                "lists.display.display_settings",
            ],
        },
    },
]

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL") or "postgresql:///duties",
        conn_max_age=60,
        conn_health_checks=True,
    )
}
# A server that cannot be reached is an error page, not a page that never comes.
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 10)
# Only where pages are served (portal/gunicorn.py): imports and counts may take longer.
timeout = int(os.environ.get("PORTAL_STATEMENT_TIMEOUT") or 0)
# The approximate index looks at so many texts: more than are asked of it. No disk turns any more:
# by the default cost the planner reads whole tables where an index of words answers in 1 ms. What
# is read through a cursor is a file, and read to its end.
DATABASES["default"]["OPTIONS"]["options"] = (
    f"-c statement_timeout={timeout} -c hnsw.ef_search=160 -c random_page_cost=1.1"
    " -c cursor_tuple_fraction=1"
)
# Large files that may be made at once, in all web processes together.
LARGE_FILES = max(1, int(os.environ.get("WEB_CONCURRENCY") or 2))
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "home"

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # refuses who is locked out before looking at a password
    "lists.backends.AccountBackend",
]
# Failed logins; lists/lockout.py says how many there may be, and why.
AXES_HANDLER = "lists.lockout.Lockout"
AXES_FAILURE_LIMIT = 1
AXES_COOLOFF_TIME = datetime.timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_CALLABLE = "lists.lockout.name_mark"
AXES_CLIENT_IP_CALLABLE = "lists.lockout.counted_address"
AXES_LOCKOUT_CALLABLE = "lists.views.login.locked_out"
AXES_SENSITIVE_PARAMETERS = [
    *("username", "password", "next", "csrfmiddlewaretoken"),
    *("old_password", "new_password1", "new_password2"),
]
AXES_DISABLE_ACCESS_LOG = True  # who came in stands in the audit record
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = Path(os.environ.get("STATIC_ROOT") or BASE_DIR / ".static")
STATICFILES_DIRS = [BASE_DIR / "static"]
# Hashed names once `collectstatic` has run; before that the finders serve the files.
STATIC_COLLECTED = (STATIC_ROOT / "staticfiles.json").exists()
WHITENOISE_USE_FINDERS = not STATIC_COLLECTED
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if STATIC_COLLECTED or "collectstatic" in os.sys.argv
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# Work outside the web request, kept in the database; `manage.py work` does it.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

# Source files, under their hash; never below a folder that is served.
DOCUMENTS = Path(
    os.environ.get("DOCUMENTS") or Path(os.environ.get("DATA") or BASE_DIR / ".data") / "documents"
)

# Sites that may frame /embed/ and read its JSON; no other page of this portal can be framed.
EMBED_ORIGINS = origins(os.environ.get("PORTAL_EMBED_ORIGINS", ""))

# What was looked for, without who looked; kept for 90 days.
SEARCH_RECORD = os.environ.get("PORTAL_SEARCH_RECORD") != "0"

SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
if HTTPS:  # browsers take such a cookie from this very host only, over https
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
CSRF_FAILURE_VIEW = "lists.views.errors.csrf_failure"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
# Lax: a link in an office's own system leads to the page it names, not to the login.
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_IDLE = 2 * 3600
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# The proxy also says who asks (lists/clients.py).
BEHIND_PROXY = os.environ.get("PORTAL_BEHIND_PROXY") == "1"
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "frame-src": [NONE],
        "worker-src": [NONE],
        "media-src": [NONE],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "upgrade-insecure-requests": HTTPS,
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
