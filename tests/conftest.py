"""Profiles of Hypothesis, and the fixtures that tests share: programs that judge, the command line, keys and data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests.tools import command_line
from tests.tools.backends import ALONE
from tests.tools.key_files import KeyFiles
from tests.tools.programs import MISSING, NOT_MEASURED, Program

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.tools.softhsm import SoftHSM

ROOT = Path(__file__).resolve().parents[1]

# What tests are left out where nothing but the backend `pure` can be loaded (tests/alone), and why.
NOT_ALONE = {
    "cli/test_bundles.py": "Python's ssl judges",
    "cli/test_keys_elsewhere.py": "a token's module brings a libcrypto along",
    "differential/test_pkilint.py": "pkilint judges, which stands on cryptography",
    "issuing/test_profiles_judged.py": "pkilint judges, which stands on cryptography",
    "issuing/test_resign.py": "cryptography judges",
    "issuing/test_unsigned.py": "cryptography judges",
    "rules/test_revocation_lists_judged.py": "pkilint judges, which stands on cryptography",
    "rules/test_subtrees_judged.py": "cryptography judges",
    "signing/test_backend.py": "chooses among backends",
    "signing/test_cryptography_backend.py": "of cryptography",
    "signing/test_ecdsa_values.py": "cryptography judges",
    "signing/test_key_formats.py": "of the keys of other libraries",
    "signing/test_libcrypto.py": "of libcrypto",
    "signing/test_mend_oscrypto.py": "of oscrypto",
    "signing/test_oscrypto_backend.py": "of oscrypto",
    "signing/test_oscrypto_keys.py": "of oscrypto",
    "signing/test_pkcs11.py": "a token's module brings a libcrypto along",
}
collect_ignore = list(NOT_ALONE) if ALONE else []

# A gate must not fail by chance or by a slow machine: the same examples each time, and no deadline.
_unhurried = settings(deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("gate", _unhurried, derandomize=True, max_examples=60)
settings.register_profile("dev", _unhurried, max_examples=60)
settings.register_profile("deep", _unhurried, max_examples=2000)
settings.load_profile("dev")


@pytest.fixture(scope="session")
def openssl() -> Program:
    """The openssl program: `openssl("x509", "-noout", data=pem)` returns its output, `.run(...)` how it ended."""
    return Program("openssl")


@pytest.fixture(scope="session")
def openssl_35() -> Program:
    """The openssl program of release 3.5."""
    return Program("openssl-3.5")


@pytest.fixture(scope="session")
def certtool() -> Program:
    """GnuTLS's certtool."""
    return Program("certtool")


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> KeyFiles:
    """Private keys that openssl made: `keys("rsa:2048")` is a file, `.pem(...)` and `.der(...)` octets."""
    return KeyFiles(tmp_path_factory.mktemp("keys"))


@pytest.fixture(scope="session")
def softhsm(tmp_path_factory: pytest.TempPathFactory, keys: KeyFiles) -> SoftHSM:
    """The token `CA` of SoftHSM with a key of each kind, and tokens for what goes wrong."""
    from tests.tools import softhsm

    return softhsm.furnished(tmp_path_factory.mktemp("softhsm"), keys)


@pytest.fixture(scope="session")
def procedure() -> Path:
    """The folder with the two configuration files of the broker's procedure."""
    return ROOT / "docs" / "procedure"


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., command_line.Outcome]:
    """The command line in this process, in an empty folder: `cli("req", "-new", data=...)`."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("OPENSSL_CONF", raising=False)
    return command_line.run_here


@pytest.fixture
def cli_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., command_line.Outcome]:
    """The command line in a process of its own, in the folder that `cli` has too."""
    monkeypatch.chdir(tmp_path)
    return command_line.run_apart


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is not for this run.

    Where no libcrypto is, that is what `hashlib` has of it alone: scrypt, SHA-512/256. What is marked `deep` runs with
    the profile of that name (`make test-deep`), or when it is asked for (`-m deep`).
    """
    left_out_marks = {"of_libcrypto"} if ALONE else set()
    if config.getoption("hypothesis_profile") != "deep" and "deep" not in config.getoption("markexpr"):
        left_out_marks.add("deep")
    left_out = [item for item in items if any(item.get_closest_marker(mark) for mark in left_out_marks)]
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=left_out)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say once more, and in colour, which programs were missing, and what that left unjudged, and what was left out."""
    missing: dict[str, int] = {}
    for report in terminalreporter.getreports("skipped"):
        reason = str(report.longrepr[-1]) if isinstance(report.longrepr, tuple) else ""
        if MISSING in reason:
            program = reason[reason.index(MISSING) + len(MISSING) :]
            missing[program] = missing.get(program, 0) + 1
        if NOT_MEASURED in reason:
            terminalreporter.write_line(reason, yellow=True, bold=True)
    for program, count in sorted(missing.items()):
        terminalreporter.write_line(f"{MISSING}{program}: {count} tests did not run", yellow=True, bold=True)
    if ALONE:
        terminalreporter.write_line(f"with {ALONE} alone, not run: tests marked of_libcrypto")
    for name in collect_ignore:
        terminalreporter.write_line(f"with {ALONE} alone, not run: tests/{name}, {NOT_ALONE[name]}")
