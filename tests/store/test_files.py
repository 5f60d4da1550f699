"""Files are written whole or not at all, and no number is used twice."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from x509forge.store import Output, SerialFile, write_all

ROOT = Path(__file__).resolve().parents[2]


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_key_is_private_also_where_another_file_stood(tmp_path: Path) -> None:
    target = tmp_path / "key"
    target.write_bytes(b"old")
    target.chmod(0o644)
    write_all([Output(target, b"new", private=True)], overwrite=True)
    assert target.read_bytes() == b"new"
    assert _mode(target) == 0o600


def test_other_files_keep_their_mode_or_take_the_umask(tmp_path: Path) -> None:
    (tmp_path / "old").write_bytes(b"")
    (tmp_path / "old").chmod(0o640)
    umask = os.umask(0o027)
    try:
        write_all([Output(tmp_path / "old", b"1"), Output(tmp_path / "new", b"2")], overwrite=True)
    finally:
        os.umask(umask)
    assert _mode(tmp_path / "old") == 0o640
    assert _mode(tmp_path / "new") == 0o640


def test_the_umask_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # All threads have one: two that change it and put it back leave what neither found.
    monkeypatch.setattr(os, "umask", None)
    write_all([Output(tmp_path / "new", b"1"), Output(tmp_path / "key", b"2", private=True)])
    assert _mode(tmp_path / "key") == 0o600


def test_a_symbolic_link_is_followed_and_stays(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to("real")
    write_all([Output(tmp_path / "link", b"new")], overwrite=True)
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"


def test_nothing_is_written_where_one_file_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"old")
    outputs = [Output(tmp_path / "a", b"1"), Output(tmp_path / "file", b"2"), Output(tmp_path / "file" / "below", b"3")]
    with pytest.raises(OSError, match="below"):
        write_all(outputs, overwrite=True)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    assert (tmp_path / "file").read_bytes() == b"old"


def test_what_is_there_is_not_overwritten_untold(tmp_path: Path) -> None:
    (tmp_path / "b").write_bytes(b"old")
    with pytest.raises(FileExistsError, match="b"):
        write_all([Output(tmp_path / "a", b"1"), Output(tmp_path / "b", b"2")])
    assert [path.name for path in tmp_path.iterdir()] == ["b"]
    with pytest.raises(IsADirectoryError):
        write_all([Output(tmp_path, b"1")], overwrite=True)


def test_a_full_disk_leaves_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"old")
    script = (
        "import resource, signal, sys; from pathlib import Path; from x509forge.store import *\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try: write_all([Output(Path(sys.argv[1]), bytes(5000))], overwrite=True)\n"
        "except OSError as error: print(error.filename)"
    )
    target = tmp_path / "file"
    result = subprocess.run(
        [sys.executable, "-c", script, str(target)], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert result.stdout.strip() == str(target)
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_device_is_written_through(tmp_path: Path) -> None:
    write_all([Output(Path(os.devnull), b"1"), Output(tmp_path / "a", b"2")])
    assert not Path(os.devnull).is_file()
    assert (tmp_path / "a").read_bytes() == b"2"


def test_the_serial_file_is_written_as_openssl_writes_it(tmp_path: Path) -> None:
    path = tmp_path / "CA.srl"
    with pytest.raises(FileNotFoundError), SerialFile(path) as serial:
        serial.next()
    with SerialFile(path) as serial:
        assert serial.next(first=0xABC) == 0xABC
        write_all([serial.output])
    assert path.read_bytes() == b"0ABC\n"
    with SerialFile(path) as serial:
        assert serial.next(first=1) == 0xABD
        write_all([serial.output], overwrite=True)
    assert path.read_bytes() == b"0ABD\n"
    with SerialFile(path) as serial:
        serial.next()
    assert path.read_bytes() == b"0ABD\n"  # a number that nothing was written with stays


@pytest.mark.parametrize("text", [b"", b"\n", b"xyz\n", b"-1\n", b"1 2\n", b"F" * 100])
def test_a_serial_file_that_is_none_is_refused_and_kept(tmp_path: Path, text: bytes) -> None:
    (tmp_path / "s").write_bytes(text)
    with pytest.raises(ValueError, match="hexadecimal"), SerialFile(tmp_path / "s") as serial:
        serial.next(first=1)
    assert (tmp_path / "s").read_bytes() == text


def test_processes_at_once_never_use_one_number_twice(tmp_path: Path) -> None:
    script = (
        "import sys; from x509forge.store import SerialFile, write_all\n"
        "for _ in range(50):\n    with SerialFile(sys.argv[1]) as serial:\n"
        "        number = serial.next(first=1)\n        write_all([serial.output], overwrite=True)\n"
        "    print(number)"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "s")]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) for _ in range(6)]
    numbers = [int(line) for process in running for line in process.communicate(timeout=60)[0].split()]
    assert sorted(numbers) == list(range(1, 301))


def test_the_lock_is_waited_for_and_then_named(tmp_path: Path) -> None:
    with SerialFile(tmp_path / "s"), pytest.raises(TimeoutError, match="s"), SerialFile(tmp_path / "s", patience=0.05):
        pass
