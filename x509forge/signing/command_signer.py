"""`CommandSigner`: a program that turns octets on its standard input into a signature on its standard output."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from x509forge.errors import SigningError
from x509forge.inert import inert
from x509forge.signing.outside_key import OutsideKey

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import IO

    from x509forge.x509.algorithm import AlgorithmIdentifier
    from x509forge.x509.public_key import SubjectPublicKeyInfo

TIMEOUT = 60.0  # seconds
# Octets. An ML-DSA-87 signature has 4,627, an SLH-DSA one up to 49,856 (FIPS 204, FIPS 205).
MAX_OUTPUT = 1 << 16
# Of what a program complains, the last line is repeated, and no more of it than so many characters.
_MAX_COMPLAINT = 200


class CommandSigner(OutsideKey):
    """A key that a program has: whatever it is told on its standard input, it signs.

        signer = xf.CommandSigner(["openssl", "dgst", "-sha256", "-sign", "CA.key"], certificate.public_key)

    The command is run as it is, by no shell, once for each signature; it gets the message itself, not its hash, and
    has `timeout` seconds. What it writes is verified like any outside signature before it is used. Its own last
    line of complaint is part of a SigningError; its arguments, which may hold secrets, are not.
    """

    __slots__ = ("_command", "_timeout")

    def __init__(
        self,
        command: Sequence[str | os.PathLike[str]],
        public_key: SubjectPublicKeyInfo,
        algorithm: AlgorithmIdentifier | None = None,
        *,
        timeout: float = TIMEOUT,
    ) -> None:
        if isinstance(command, (str, bytes)):
            raise TypeError("command must be a sequence, the program and each argument by itself: no shell splits it")
        super().__init__(public_key, algorithm)
        self._command = tuple(os.fspath(argument) for argument in command)
        self._timeout = timeout
        if not self._command:
            raise ValueError("there is no program to run")

    def sign(self, message: bytes) -> bytes:
        """Return what the program writes.

        Raises SigningError where it cannot be run, fails, writes nothing or more than 65,536 octets, or takes longer
        than it may.
        """
        return _Run(self._command, message, self._timeout).result()


class _Run:
    """One run of a program: its three streams each have a thread, so that none can block another."""

    def __init__(self, command: tuple[str, ...], message: bytes, timeout: float) -> None:
        import subprocess
        import threading
        from time import monotonic

        self.program = inert(Path(command[0]).name)
        self.timeout = timeout
        self.output = self.complaint = b""
        self.too_much = False
        self.late = False
        deadline = monotonic() + timeout
        pipe = subprocess.PIPE
        try:
            self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, bufsize=0)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or "its name or an argument is not possible"
            raise SigningError(f"the program {self.program} cannot be run: {reason}") from None
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        assert self.process.stderr is not None
        threads = [
            # They end with the program; one that leaves a child of its own behind must not keep this process.
            threading.Thread(target=work, args=(stream, *more), daemon=True)
            for work, stream, *more in (
                (self._write, self.process.stdin, message),
                (self._read_output, self.process.stdout),
                (self._read_complaint, self.process.stderr),
            )
        ]
        for thread in threads:
            thread.start()
        try:
            self.process.wait(timeout)
            for thread in threads:
                thread.join(max(0.0, deadline - monotonic()))
            self.late = any(thread.is_alive() for thread in threads)
        except subprocess.TimeoutExpired:
            self.late = True
        finally:
            # Also where the user interrupts.
            if self.process.poll() is None:
                self.process.kill()
                self.process.wait()
        for thread in threads:
            thread.join(1.0)

    def result(self) -> bytes:
        """Return the output; raises SigningError."""
        if self.too_much:
            raise SigningError(f"the program {self.program} writes more than {MAX_OUTPUT:,} octets: no signature")
        if self.late:
            raise SigningError(f"the program {self.program} was stopped: it took longer than {self.timeout:g} s")
        status = self.process.returncode
        if status:
            how = f"exit status {status}" if status > 0 else f"signal {-status}"
            raise SigningError(f"the program {self.program} does not sign: {how}{self._last_words()}")
        if not self.output:
            raise SigningError(f"the program {self.program} wrote no signature{self._last_words()}")
        return self.output

    def _last_words(self) -> str:
        lines = [line for line in self.complaint.decode("utf-8", "replace").splitlines() if line.strip()]
        return f": {inert(lines[-1].strip())[:_MAX_COMPLAINT]}" if lines else ""

    def _write(self, stream: IO[bytes], message: bytes) -> None:
        view = memoryview(message)
        try:
            while view:
                view = view[stream.write(view) :]
        except OSError:
            pass  # a program need not read all of it: what it writes is verified
        finally:
            self._close(stream)

    def _read_output(self, stream: IO[bytes]) -> None:
        found = bytearray()
        while octets := stream.read(MAX_OUTPUT + 1 - len(found)):
            found += octets
            if len(found) > MAX_OUTPUT:
                self.too_much = True
                self.process.kill()
                break
        self.output = bytes(found)
        self._close(stream)

    def _read_complaint(self, stream: IO[bytes]) -> None:
        while octets := stream.read(4096):
            self.complaint = (self.complaint + octets)[-4096:]
        self._close(stream)

    @staticmethod
    def _close(stream: IO[bytes]) -> None:
        with suppress(OSError):
            stream.close()
