"""Settings of the test suite: the same database engine, in-memory partners, static files not collected."""

from entrepot.config.environment import env_text, home
from entrepot.config.settings import *  # noqa: F403
from entrepot.config.settings import DATABASES, STORAGES

STATIC_ROOT = None  # type: ignore[assignment]  # nothing is collected
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
SECRET_KEY = "for-tests-only-for-tests-only-for-tests-only"
ACCOUNT_RATE_LIMITS: dict[str, str] = {}
PARTNERS = "memory"
REFERENCE_CACHE_SECONDS = 0

if not env_text("DATABASE_URL"):
    DATABASES["default"]["HOST"] = str(home() / "test-postgres")
