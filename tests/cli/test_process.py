"""The command line as a process: pipes, terminals, the serial file of many at once."""

from __future__ import annotations

import configparser
import gc
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import x509forge
from tests.tools.backends import PYTHONPATH
from x509forge.cli import main as x509forge_main

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.tools.command_line import Outcome
    from tests.tools.programs import Program

    Cli = Callable[..., Outcome]

PROGRAM = [sys.executable, "-m", "x509forge"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": PYTHONPATH}


def test_a_configuration_through_a_pipe(folder: Path, openssl: Program) -> None:
    command = f'"{sys.executable}" -m x509forge req -new -nodes -key server.key -config <(cat server.csr.cfg)'
    result = subprocess.run(
        ["bash", "-c", command], cwd=folder, env=ENVIRONMENT, capture_output=True, check=True, timeout=60
    )
    assert result.stdout == (folder / "server.csr").read_bytes()
    command = f'"{sys.executable}" -m x509forge x509 -req -in <(cat server.csr) -CA CA.crt -CAkey <(cat CA.key)'
    command += " -extfile <(cat server.crt.cfg) -out /dev/stdout"
    result = subprocess.run(
        ["bash", "-c", command], cwd=folder, env=ENVIRONMENT, capture_output=True, check=True, timeout=60
    )
    openssl("verify", "-CAfile", folder / "CA.crt", data=result.stdout)
    command = f'"{sys.executable}" -m x509forge req -new -key server.key -subj /CN=a -out /dev/stdout > kept'
    (folder / "kept").write_bytes(b"")
    (folder / "too").hardlink_to(folder / "kept")
    subprocess.run(["bash", "-c", command], cwd=folder, env=ENVIRONMENT, check=True, timeout=60)
    assert openssl("req", "-noout", "-subject", "-in", folder / "too") == b"subject=CN = a\n"


def test_openssl_conf(folder: Path, cli_process: Cli) -> None:
    outcome = cli_process("req", "-new", "-key", "server.key", env={"OPENSSL_CONF": "server.csr.cfg"})
    assert outcome.stdout == (folder / "server.csr").read_bytes()


def test_help_and_version(cli_process: Cli) -> None:
    assert cli_process("--version").text == f"x509forge {x509forge.__version__}\n"
    assert "server" in cli_process("--help").text
    assert cli_process().code == 2
    for verb in ("server", "client", "ca", "chain", "check", "req", "x509", "pkcs8", "ecparam"):
        outcome = cli_process(verb, "-help")
        assert outcome.code == 0
        assert f"x509forge {verb} " in outcome.text


def test_a_reader_that_goes_away(folder: Path) -> None:
    command = f'"{sys.executable}" -m x509forge pkcs8 -topk8 -nocrypt -in server.key | true'
    result = subprocess.run(
        ["bash", "-c", command], cwd=folder, env=ENVIRONMENT, capture_output=True, check=False, timeout=60
    )
    assert b"Traceback" not in result.stderr
    assert b"Exception" not in result.stderr


@pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals are of POSIX")
@pytest.mark.parametrize(("typed", "code"), [(b"geheim\n", 0), (b"falsch\n", 1)])
def test_a_password_is_asked_for_without_echo(folder: Path, openssl: Program, typed: bytes, code: int) -> None:
    import pty

    (folder / "locked.key").write_bytes(openssl("pkcs8", "-topk8", "-in", folder / "CA.key", "-passout", "pass:geheim"))
    ours, terminal = pty.openpty()
    # getpass speaks to the terminal that controls the session.
    take = (
        "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.executable, sys.argv[1:])"
    )
    arguments = ["server", "--ca", "CA.crt", "--ca-key", "locked.key", "--host", "a.example", "--out", "out"]
    process = subprocess.Popen(
        [sys.executable, "-c", take, *PROGRAM, *arguments],
        cwd=folder,
        env=ENVIRONMENT,
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        start_new_session=True,
    )
    os.close(terminal)
    seen = b""
    while b"Password of locked.key:" not in seen:
        seen += os.read(ours, 1024)
    time.sleep(0.1)  # the echo is turned off before the question, and the answer awaited after it
    os.write(ours, typed)
    try:
        while chunk := os.read(ours, 1024):
            seen += chunk
    except OSError:  # Linux's way of saying that the other side is closed
        pass
    os.close(ours)
    assert process.wait(60) == code
    assert typed.strip() not in seen
    assert (folder / "out").exists() is (code == 0)


def test_without_a_terminal_a_password_is_not_awaited(folder: Path, openssl: Program) -> None:
    (folder / "locked.key").write_bytes(openssl("pkcs8", "-topk8", "-in", folder / "CA.key", "-passout", "pass:geheim"))
    command = [*PROGRAM, "pkcs8", "-topk8", "-nocrypt", "-in", "locked.key"]
    result = subprocess.run(
        command,
        cwd=folder,
        env=ENVIRONMENT,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert result.returncode == 1
    assert "error: locked.key: needs a password, and there is no terminal to ask for it\n" in result.stderr
    assert "-passin" in result.stderr


def test_processes_at_once_and_killed_never_use_one_number_twice(folder: Path, openssl: Program) -> None:
    script = (
        "import sys\nfrom x509forge.cli import main\nfor at in range(40):\n"
        "    code = main(['x509', '-req', '-in', 'server.csr', '-CA', 'CA.crt', '-CAkey', 'CA.key',\n"
        "        '-CAcreateserial', '-outform', 'DER', '-out', f'{sys.argv[1]}-{at}.crt'])\n"
        "    assert code == 0\n"
    )
    chance = random.Random(7)
    running = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(which)], cwd=folder, env=ENVIRONMENT, stderr=subprocess.DEVNULL
        )
        for which in range(6)
    ]
    while not list(folder.glob("*-*.crt")):
        time.sleep(0.01)
    for process in running[:3]:
        time.sleep(chance.random() / 3)
        process.send_signal(signal.SIGKILL)
    codes = [process.wait(timeout=120) for process in running]
    assert codes[3:] == [0, 0, 0]
    certificates = [
        x509forge.Certificate.from_der(path.read_bytes()) for path in folder.glob("*-*.crt") if path.stat().st_size
    ]
    numbers = [certificate.tbs_certificate.serial_number for certificate in certificates]
    assert len(numbers) >= 120
    assert len(set(numbers)) == len(numbers)
    last = int((folder / "CA.srl").read_text(), 16)
    assert max(numbers) <= last


def test_the_program_that_is_installed_is_the_one_that_python_runs(folder: Path) -> None:
    settings = configparser.ConfigParser()
    settings.read(Path(x509forge.__file__).parents[1] / "setup.cfg")
    _, _, place = settings["options.entry_points"]["console_scripts"].strip().partition(" = ")
    module, _, name = place.partition(":")
    installed = [sys.executable, "-c", f"import sys\nfrom {module} import {name}\nsys.exit({name}())"]
    for arguments in (["version"], ["x509", "-in", "CA.crt", "-noout", "-subject"], ["x509", "-in", "none"], ["none"]):
        outcomes = [
            subprocess.run([*program, *arguments], cwd=folder, env=ENVIRONMENT, capture_output=True, check=False)
            for program in (PROGRAM, installed)
        ]
        assert len({(each.returncode, each.stdout, each.stderr) for each in outcomes}) == 1
        assert outcomes[0].returncode == {"version": 0, "none": 2}.get(arguments[0], int("none" in arguments))


def test_who_calls_the_command_line_from_python_keeps_the_garbage_collector_as_it_was(folder: Path) -> None:
    before = gc.get_threshold(), gc.get_freeze_count()
    assert x509forge_main(["x509", "-in", str(folder / "CA.crt"), "-noout"]) == 0
    assert (gc.get_threshold(), gc.get_freeze_count()) == before
