"""The programs that judge: found, run, and never missed in silence."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Mapping

PACKAGES = {
    "openssl": "openssl",
    "certtool": "gnutls-bin",
    "chromium": "chromium",
    "certutil": "libnss3-tools",
    "gnutls-cli": "gnutls-bin",
    "go": "golang-go",
    "java": "default-jdk-headless",
    "mosquitto": "mosquitto",
    "node": "nodejs",
    "softhsm2-util": "softhsm2",
    "p11tool": "gnutls-bin",
    "vfychain": "libnss3-tools",
}
MISSING = "NOT JUDGED, for want of the program "
NOT_MEASURED = "NOT AS MEASURED, by another release: "

# Where Debian has mosquitto, and users have no PATH to; and where `make judges` puts another OpenSSL.
_SYSTEM_FOLDERS = f"/usr/sbin:/usr/local/sbin:/sbin:{Path(__file__).resolve().parents[2] / '.cache' / 'bin'}"


def tools_are_required() -> bool:
    """Whether a missing program fails a test: in CI, or when asked for."""
    return any(os.environ.get(name, "").lower() not in ("", "0", "false") for name in ("CI", "X509FORGE_REQUIRE_TOOLS"))


def require_tool(name: str) -> str:
    """Return the path of a program; without it the test is skipped, which the summary shows, or fails in CI."""
    found = shutil.which(name, path=os.environ.get("PATH", os.defpath) + os.pathsep + _SYSTEM_FOLDERS)
    if found:
        return found
    remedy = "make judges" if name == "openssl-3.5" else f"Debian: apt-get install {PACKAGES.get(name, name)}"
    reason = f"{MISSING}{name} ({remedy})"
    if tools_are_required():
        pytest.fail(reason)
    pytest.skip(reason)


class ProgramFailed(AssertionError):
    """A program that refused: its arguments, exit status and what it said."""

    def __init__(self, result: subprocess.CompletedProcess[bytes]) -> None:
        self.result = result
        self.stderr = result.stderr.decode("utf-8", "replace")
        command = " ".join(map(str, result.args))
        super().__init__(f"exit {result.returncode}: {command}\n{self.stderr}")


class Program:
    """A program that a test runs by calling it, without this machine's configuration, language or time zone."""

    def __init__(self, name: str) -> None:
        self.name = name

    def run(
        self,
        *arguments: str | Path,
        data: bytes = b"",
        cwd: str | Path | None = None,
        env: Mapping[str, str] | None = None,
        timeout: float = 60,
    ) -> subprocess.CompletedProcess[bytes]:
        """Return how it ended, whatever the exit status; `data` is its standard input, `timeout` in seconds."""
        environment = {key: value for key, value in os.environ.items() if key not in ("OPENSSL_CONF", "LANGUAGE")}
        environment |= {"LC_ALL": "C", "TZ": "UTC", **(env or {})}
        command = [require_tool(self.name), *map(str, arguments)]
        return subprocess.run(
            command, input=data, capture_output=True, cwd=cwd, env=environment, timeout=timeout, check=False
        )

    def __call__(
        self,
        *arguments: str | Path,
        data: bytes = b"",
        cwd: str | Path | None = None,
        env: Mapping[str, str] | None = None,
        timeout: float = 60,
    ) -> bytes:
        """Return its standard output; raises ProgramFailed, with what it said, for a status other than 0."""
        result = self.run(*arguments, data=data, cwd=cwd, env=env, timeout=timeout)
        if result.returncode:
            raise ProgramFailed(result)
        return result.stdout

    def in_one_second(
        self, *arguments: str | Path, data: bytes = b"", cwd: str | Path | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        """Return how it ended, run anew until the clock showed one second all the while.

        OpenSSL reads the clock once for notBefore and once for notAfter: what it certifies at the turn of a second
        is not valid for whole days, and is the same as nobody's.
        """
        while True:
            began = int(time.time())
            result = self.run(*arguments, data=data, cwd=cwd)
            if int(time.time()) == began:
                return result
