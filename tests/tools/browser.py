"""A browser that looks at a page from disk, notes what the page complains of, and lets nothing out."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from tests.tools.programs import require_tool

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Any

    from playwright.sync_api import Browser, Page

_ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
]


@contextmanager
def chromium() -> Iterator[Browser]:
    """Yield this machine's own Chromium, without a window; nothing is downloaded for it."""
    program = require_tool("chromium")
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=program, args=_ARGUMENTS, timeout=60_000)
        yield browser
        browser.close()


class Reader:
    """Opens pages; whatever one of them says on the console, fails at or asks of the network is in `complaints`."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        self.browser = browser
        self.folder = folder
        self.complaints: list[str] = []

    def open(self, page: str, fragment: str = "", *, width: int = 1280, height: int = 800, **how: Any) -> Page:
        """Return a page opened from disk, in a browser that knows nothing of other pages."""
        path = self.folder / "page.html"
        path.write_text(page, encoding="utf-8")
        context = self.browser.new_context(viewport={"width": width, "height": height}, offline=True, **how)
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        opened = context.new_page()
        opened.set_default_timeout(10_000)
        address = path.as_uri()
        opened.on("console", lambda message: self.complaints.append(f"{message.type}: {message.text}"))
        opened.on("pageerror", lambda error: self.complaints.append(str(error)))
        opened.on(
            "request",
            lambda request: (
                None if request.url.partition("#")[0] == address else self.complaints.append(f"asks for {request.url}")
            ),
        )
        opened.goto(address + fragment)
        return opened

    def close(self) -> None:
        """Close all pages."""
        for context in self.browser.contexts:
            context.close()
