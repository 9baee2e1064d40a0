"""The only place that reads the process environment."""

import base64
import hashlib
import os
import secrets
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent.parent


def env_text(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


def env_bool(name: str, default: bool = False) -> bool:
    return env_text(name, "1" if default else "0").lower() in {"1", "true", "yes", "on"}


def env_int(name: str, default: int) -> int:
    value = env_text(name)
    if not value:
        return default
    try:
        return int(value)
    except ValueError:
        raise SystemExit(f"{name} must be a whole number, not {value!r}") from None


def home() -> Path:
    """Where this deployment keeps its own data (database, secrets, simulators): ``ENTREPOT_HOME``.

    By default ``.entrepot`` beside the code. When root runs a checkout that other users cannot enter
    (``/root``, say), the unprivileged database could not live there, so ``/var/lib/entrepot`` serves.
    """
    named = env_text("ENTREPOT_HOME")
    if named:
        return Path(named).absolute()
    closed = any(not folder.stat().st_mode & 0o001 for folder in (BASE_DIR, *BASE_DIR.parents))
    if os.getuid() == 0 and closed:
        checkout = hashlib.sha256(str(BASE_DIR).encode()).hexdigest()[:8]
        return Path("/var/lib/entrepot") / checkout
    return BASE_DIR / ".entrepot"


def env_secret(name: str, *, webhook: bool = False) -> str:
    """A secret from the environment, else one made on first use and kept, readable by its owner alone.

    With ``webhook`` it has the form of Standard Webhooks: ``whsec_`` and 32 bytes in base64.
    """
    value = env_text(name)
    if value:
        return value
    folder = home() / "secrets"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / name.lower()
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        value = secrets.token_urlsafe(48)
        if webhook:
            value = "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()
        file.write(value)
    return value
