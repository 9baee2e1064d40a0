"""Django settings. Everything that differs between deployments comes from the environment."""

import json
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from psycopg import conninfo

from entrepot.config.database import EmbeddedPostgres
from entrepot.config.environment import BASE_DIR, env_bool, env_int, env_secret, env_text, home
from entrepot.domain.carrier_invoices import Tolerance
from entrepot.domain.sourcing.policy import Policy

DEBUG = env_bool("DEBUG")
DEMO = env_bool("ENTREPOT_DEMO", default=True)
SECRET_KEY = env_secret("SECRET_KEY")
SITE_URL = env_text("SITE_URL", f"http://127.0.0.1:{env_int('PORT', 8000)}")
ALLOWED_HOSTS = env_text("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in env_text("CSRF_TRUSTED_ORIGINS").split(",") if origin]

INSTALLED_APPS = [
    "unfold",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "procrastinate.contrib.django",
    "ninja",
    "entrepot.kit",
    "entrepot.apps.accounts",
    "entrepot.apps.notices",
    "entrepot.apps.markets",
    "entrepot.apps.catalog",
    "entrepot.apps.suppliers",
    "entrepot.apps.lanes",
    "entrepot.apps.taxation",
    "entrepot.apps.inventory",
    "entrepot.apps.orders",
    "entrepot.apps.payments",
    "entrepot.apps.checkout",
    "entrepot.apps.purchasing",
    "entrepot.apps.fulfilment",
    "entrepot.apps.channels",
    "entrepot.apps.planning",
    "entrepot.apps.customs",
    "entrepot.web",
    "entrepot.config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "entrepot.web.security_headers.ContentSecurityPolicy",
    "entrepot.web.nul_characters.ReplaceNulCharacters",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "entrepot.web.form_addresses.OpenThePageOfTheForm",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "entrepot.config.urls"
WSGI_APPLICATION = "entrepot.config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "entrepot" / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "entrepot.web.context.site",
            ],
        },
    }
]


def _database() -> dict[str, Any]:
    """``DATABASE_URL`` (``postgresql://user:password@host:port/name?sslmode=...``) or the embedded server."""
    url = env_text("DATABASE_URL") or EmbeddedPostgres(home() / "postgres").url
    parts = {key: str(value) for key, value in conninfo.conninfo_to_dict(url).items() if value is not None}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname", "entrepot"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "CONN_MAX_AGE": env_int("CONN_MAX_AGE", 600),
        "CONN_HEALTH_CHECKS": True,
        # A statement is parsed and planned once a connection: that was a quarter of the server's work.
        "OPTIONS": {"server_side_binding": True, "prepare_threshold": 3, **parts},
    }


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = env_text("ACCOUNT_EMAIL_VERIFICATION", "none" if DEMO else "mandatory")
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "after_sign_in"
LOGOUT_REDIRECT_URL = "/"
EMAIL_BACKEND = env_text("EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend")
EMAIL_FILE_PATH = str(home() / "mail")
DEFAULT_FROM_EMAIL = env_text("DEFAULT_FROM_EMAIL", "shop@entrepot.example")

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("zh-hans", _("Simplified Chinese"))]
LOCALE_PATHS = [BASE_DIR / "entrepot" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = home() / "static"
STATICFILES_DIRS = [BASE_DIR / "entrepot" / "web" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = home() / "media"
MEDIA_URL = "/media/"

# ``HTTPS=1``: a proxy in front ends TLS, sets X-Forwarded-Proto itself and passes the Host on. Balancers ask
# for the health of a process without TLS.
if env_bool("HTTPS"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = env_bool("HTTPS")
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# Partners are reached over HTTP; the test suite has them in memory.
PARTNERS = "http"
# Secrets of the sandbox are made on first use and shared with the simulators by `make run`.
PAYMENT_SANDBOX = {
    "url": env_text("PAYMENT_SANDBOX_URL", "http://127.0.0.1:8101"),
    "secret": env_secret("PAYMENT_SANDBOX_SECRET", webhook=True),
}
CUSTOMS_SIMPORT = {
    "url": env_text("CUSTOMS_SIMPORT_URL", "http://127.0.0.1:8102"),
    "secret": env_secret("CUSTOMS_SIMPORT_SECRET", webhook=True),
}
CARRIER_SIMCARRIER = {
    "url": env_text("CARRIER_SIMCARRIER_URL", "http://127.0.0.1:8103"),
    "secret": env_secret("CARRIER_SIMCARRIER_SECRET", webhook=True),
}
CHANNEL_SANDMARKET = {"url": env_text("CHANNEL_SANDMARKET_URL", "http://127.0.0.1:8104")}

# Carriers through karrio (an extra), each in use once its credentials are given.
CARRIERS_BY_KARRIO: dict[str, dict[str, Any]] = {
    "dhl": {
        "carrier": "dhl_express",
        "credentials": {
            "site_id": env_text("CARRIER_DHL_SITE_ID"), "password": env_text("CARRIER_DHL_PASSWORD"),
        },
        "account_number": env_text("CARRIER_DHL_ACCOUNT"),
        "account_country": env_text("CARRIER_DHL_COUNTRY"),
        "test_mode": not env_bool("CARRIER_DHL_LIVE"),
        "paperless": env_bool("CARRIER_DHL_PAPERLESS"),
    },
    "ups": {
        "carrier": "ups",
        "credentials": {
            "client_id": env_text("CARRIER_UPS_CLIENT_ID"),
            "client_secret": env_text("CARRIER_UPS_CLIENT_SECRET"),
        },
        "account_number": env_text("CARRIER_UPS_ACCOUNT"),
        "account_country": env_text("CARRIER_UPS_COUNTRY"),
        "test_mode": not env_bool("CARRIER_UPS_LIVE"),
        "paperless": env_bool("CARRIER_UPS_PAPERLESS"),
    },
}  # fmt: skip

# Who brings notices, by channel: "folder" writes files, "smtp" sends mail.
NOTICE_FOLDER = home() / "notices"
SMTP: dict[str, Any] = {
    "host": env_text("SMTP_HOST", ""),
    "port": env_int("SMTP_PORT", 465),
    "sender": DEFAULT_FROM_EMAIL,
    "user": env_text("SMTP_USER", ""),
    "password": env_text("SMTP_PASSWORD", ""),
}
NOTICE_SENDERS = {
    "mail": "smtp" if SMTP["host"] else "folder",
    "sms": env_text("NOTICE_SMS", "folder"),
    "wechat": env_text("NOTICE_WECHAT", "folder"),
}

# The currency that list prices are compared and sorted in; every price also keeps its own.
BASE_CURRENCY = env_text("BASE_CURRENCY", "GBP")

# Who sells: printed as exporter and importer of record on papers.
SELLER = {
    "name": env_text("SELLER_NAME", "Entrepot Demo Trading Ltd"),
    "line1": env_text("SELLER_LINE1", "1 Example Way"),
    "city": env_text("SELLER_CITY", "Coventry"),
    "postcode": env_text("SELLER_POSTCODE", "CV3 4LF"),
    "country": env_text("SELLER_COUNTRY", "GB"),
    "email": DEFAULT_FROM_EMAIL,
}

# How long a checkout holds stock while the buyer pays.
PAYMENT_WINDOW_MINUTES = env_int("PAYMENT_WINDOW_MINUTES", 30)
QUOTE_VALID_MINUTES = env_int("QUOTE_VALID_MINUTES", 30)
SOURCING_POLICY = Policy.of(json.loads(env_text("SOURCING_POLICY", "{}")))
# What a payment provider keeps of what it collects, for the profit of an order.
PAYMENT_FEE_SHARE = Decimal(env_text("PAYMENT_FEE_SHARE", "0.014"))
# By how much a carrier may bill more than agreed (a share of it, or an amount) before somebody has to look.
CARRIER_INVOICE_TOLERANCE = Tolerance(
    share=Decimal(env_text("CARRIER_INVOICE_TOLERANCE_SHARE", "0.02")),
    amount=Decimal(env_text("CARRIER_INVOICE_TOLERANCE_AMOUNT", "0.50")),
)
OUTBOX_BATCH = env_int("OUTBOX_BATCH", 100)

# How long a process may keep countries, exchange rates and the like before it reads them again.
REFERENCE_CACHE_SECONDS = env_int("REFERENCE_CACHE_SECONDS", 30)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env_text("LOG_LEVEL", "INFO")},
    "loggers": {"procrastinate": {"level": "WARNING"}, "httpx": {"level": "WARNING"}},
}
