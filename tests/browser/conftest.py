"""A whole running shop, started as a person starts it, and a headless Chromium in front of it."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    expect,
    sync_playwright,
)

from entrepot.config.commands.processes import free_port
from entrepot.demo.people import PASSWORD

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
PATIENCE_MS = 60_000
expect.set_options(timeout=PATIENCE_MS)
CHROMIUM_FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)


@dataclass(frozen=True)
class Addresses:
    """Where the shop and the simulators of its partners listen."""

    shop: str
    customs: str


@pytest.fixture(scope="session")
def running() -> Iterator[Addresses]:
    """A shop started by ``entrepot run`` over a home of its own."""
    home = Path(os.environ.get("ENTREPOT_BROWSER_HOME") or tempfile.mkdtemp(prefix="entrepot-", dir="/tmp"))
    home.mkdir(exist_ok=True)
    home.chmod(0o755)
    port = free_port(8400)
    environment = {**os.environ, "ENTREPOT_HOME": str(home), "PORT": str(port)}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    process = subprocess.Popen(
        [sys.executable, "-m", "entrepot.config.commands", "run", "--port", str(port), "--speed", "fast",
         "--no-orders"],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    said = ""
    for line in process.stdout:
        said += line
        if "Sign in as" in line:
            break
    else:
        pytest.fail(f"the shop did not start:\n{said}")
    customs = re.findall(r"(http://[\d.:]+)/ +\(customs\)", said)[0]
    # Queries and inspections come by chance; a journey that wants one asks for it.
    httpx.post(f"{customs}/control/rates", json={"query": 0, "inspection": 0, "reject": 0}).raise_for_status()
    yield Addresses(re.findall(r"Shop +(http://[\d.:]+)/en/", said)[0], customs)
    process.send_signal(signal.SIGINT)
    process.wait(timeout=120)
    process.stdout.close()
    if "ENTREPOT_BROWSER_HOME" not in os.environ:
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def shop(running: Addresses) -> str:
    return running.shop


@pytest.fixture(scope="session")
def customs(running: Addresses) -> str:
    return running.customs


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        pytest.fail("no Chromium: apt-get install chromium")
    chromium = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
    yield chromium
    chromium.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    yield from _page(browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True))


@pytest.fixture
def other_phone(browser: Browser) -> Iterator[Page]:
    yield from _page(browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True))


@pytest.fixture
def desktop(browser: Browser) -> Iterator[Page]:
    yield from _page(browser.new_context(viewport=DESKTOP))


@pytest.fixture
def without_javascript(browser: Browser) -> Iterator[Page]:
    yield from _page(browser.new_context(viewport=PHONE, java_script_enabled=False))


def _page(context: BrowserContext) -> Iterator[Page]:
    """A page that fails the test when a script fails or the content policy is broken on it."""
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda line: faults.append(line.text) if _is_fault(line) else None)
    yield page
    context.close()
    assert faults == []


def _is_fault(line: ConsoleMessage) -> bool:
    """A script that failed or broke the content policy. An answer of 4xx is told on the page itself."""
    return line.type == "error" and not line.text.startswith("Failed to load resource")


def sign_in(page: Page, shop: str, email: str, language: str = "en") -> None:
    page.goto(f"{shop}/{language}/account/login/")
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", PASSWORD)
    page.locator("form:has(input[name=password]) [type=submit]").click()
    page.wait_for_load_state()
