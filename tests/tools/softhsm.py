"""Tokens of SoftHSM in a temporary folder, with keys that openssl made and keys that were made in the token."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pkcs11
from pkcs11 import Attribute, KeyType, Mechanism, ObjectClass

from tests.tools.programs import Program, require_tool

if TYPE_CHECKING:
    from tests.tools.key_files import KeyFiles

PIN, SO_PIN = "correct horse", "battery staple"
_MODULES = ("usr/lib/softhsm/libsofthsm2.so", "usr/lib/*/softhsm/libsofthsm2.so", "usr/lib64/softhsm/libsofthsm2.so")
_OIDS = {"ed25519": bytes.fromhex("06032b6570"), "ed448": bytes.fromhex("06032b6571")}


class SoftHSM:
    """Where the tokens are, and how to put keys into them. SoftHSM reads its folder once in a process."""

    def __init__(self, folder: Path, tokens: tuple[str, ...]) -> None:
        require_tool("softhsm2-util")
        self.folder = folder / "tokens"
        self.folder.mkdir()
        self.configuration = folder / "softhsm2.conf"
        self.configuration.write_text(f"directories.tokendir = {self.folder}\nlog.level = ERROR\n")
        os.environ["SOFTHSM2_CONF"] = str(self.configuration)
        self.module = next(str(found) for pattern in _MODULES for found in Path("/").glob(pattern))
        self._program = Program("softhsm2-util")
        for label in tokens:
            self._program("--init-token", "--free", "--label", label, "--pin", PIN, "--so-pin", SO_PIN)

    def uri(self, token: str, label: str, query: str | None = None) -> str:
        """Return the URI of a key; the query is the module's path unless it is given."""
        return f"pkcs11:token={token};object={label}?{query or f'module-path={self.module}'}"

    def put(self, token: str, keys: KeyFiles, kind: str, label: str, id: bytes, which: int = 0) -> Path:
        """Put a key of openssl's into a token, and return its file."""
        file = keys(kind, which)
        where = ("--token", token, "--label", label, "--id", id.hex(), "--pin", PIN)
        self._program("--import", file, *where)
        return file

    def remove(self, token: str) -> None:
        """Take a token away, whoever has a session with it."""
        for folder in self.folder.iterdir():
            if token.encode().ljust(32) in (folder / "token.object").read_bytes():
                shutil.rmtree(folder)

    def token(self, label: str) -> Any:
        """Return a token of python-pkcs11 itself; slots whose tokens are gone are passed over, which it does not do."""
        for slot in pkcs11.lib(self.module).get_slots(token_present=True):
            try:
                token = slot.get_token()
            except pkcs11.exceptions.PKCS11Error:
                continue
            if token.label == label:
                return token
        raise LookupError(label)

    def session(self, token: str) -> Any:
        """Return a session that writes, of python-pkcs11 itself."""
        return self.token(token).open(rw=True, user_pin=PIN)

    def generate(self, session: Any, kind: str, label: str, id: bytes) -> None:
        """Make a key of Ed25519 or Ed448 in a token."""
        parameters = session.create_domain_parameters(
            KeyType.EC_EDWARDS, {Attribute.EC_PARAMS: _OIDS[kind]}, local=True
        )
        mechanism = Mechanism.EC_EDWARDS_KEY_PAIR_GEN
        parameters.generate_keypair(store=True, label=label, id=id, mechanism=mechanism)

    def forget_public(self, session: Any, label: str) -> None:
        """Remove the public key of a pair."""
        for found in list(session.get_objects({Attribute.CLASS: ObjectClass.PUBLIC_KEY, Attribute.LABEL: label})):
            found.destroy()

    def certify(self, session: Any, label: str, id: bytes, der: bytes) -> None:
        """Put a certificate into a token."""
        session.create_object(
            {
                Attribute.CLASS: ObjectClass.CERTIFICATE,
                Attribute.CERTIFICATE_TYPE: pkcs11.CertificateType.X_509,
                Attribute.TOKEN: True,
                Attribute.LABEL: label,
                Attribute.ID: id,
                Attribute.VALUE: der,
                Attribute.SUBJECT: b"",
            }
        )


def furnished(folder: Path, keys: KeyFiles) -> SoftHSM:
    """Return the token `CA` with a key of each kind under its own name, and tokens for what goes wrong."""
    hsm = SoftHSM(folder, ("CA", "odd", "gone", "closed", "lost"))
    kinds = ("rsa:2048", "ec:P-256", "ec:P-384", "ec:P-521")
    for number, kind in enumerate(kinds, 1):
        hsm.put("CA", keys, kind, kind.replace(":", "-"), bytes([number]))
    for token in ("gone", "closed", "lost"):
        hsm.put(token, keys, "ec:P-256", "root", b"\x01")
    hsm.put("odd", keys, "ec:P-256", "twins", b"\xa1", 1)
    hsm.put("odd", keys, "ec:P-256", "twins", b"\xa2", 2)
    hsm.put("odd", keys, "ec:P-256", "lonely", b"\xb1", 3)
    hsm.put("odd", keys, "rsa:2048", "lonely-rsa", b"\xb2", 3)
    certified = hsm.put("odd", keys, "ec:P-256", "certified", b"\xc1", 4)
    certificate = Program("openssl")("req", "-x509", "-key", certified, "-subj", "/CN=certified", "-outform", "DER")
    session = hsm.session("odd")
    for label in ("lonely", "lonely-rsa", "certified"):
        hsm.forget_public(session, label)
    hsm.certify(session, "certified", b"\xc1", certificate)
    session.close()
    session = hsm.session("CA")
    for kind in _OIDS:
        hsm.generate(session, kind, kind, kind.encode())
    session.close()
    return hsm
