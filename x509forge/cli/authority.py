"""What `server`, `client` and `ca` share: their options, the CA that issues, the new key, and the files they leave."""

from __future__ import annotations

import errno
from contextlib import suppress
from pathlib import Path

from .. import oid
from ..errors import EncodeError, RuleViolation
from ..issuing.bundle import Authority
from ..issuing.preflight import RULES as PREFLIGHT_RULES
from ..issuing.preflight import preflight
from ..issuing.profile import Profile, profile_of
from ..issuing.refusing import unneeded
from ..issuing.validity import now
from ..rules import NAMES, unwaived
from ..signing.keys import PrivateKey
from ..signing.scheme import hash_called
from ..store import Output, write_all
from ..x509.name import Name
from . import console
from .ecparam import parameters
from .files import Refused, about, called, key_of, load_certificates, load_signer, read
from .options import HASHES, Arguments, Option, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeVar

    from ..issuing.bundle import Bundle
    from ..rules import Finding
    from ..signing.outside_key import OutsideKey
    from .passwords import Passwords

    Key = TypeVar("Key", PrivateKey, OutsideKey, PrivateKey | OutsideKey)

MAX_DAYS = 36_500
KEY_OPTIONS = (
    Option("key", "TYPE", "the new key: rsa:2048, rsa:3072, rsa:4096, ec:P-256, ec:P-384, ec:P-521"),
    Option("key-file", "FILE", "take the key there is, and make none"),
    Option("passin", "SOURCE", "the password of --ca-key (or --key-file): pass:TEXT, env:NAME, file:PATH, stdin"),
)
CA_OPTIONS = (
    Option("ca", "FILE", "the CA's certificate; its issuers, if they are there, go into the chain"),
    Option("ca-key", "FILE|URI", "the CA's key; of one in a token, its pkcs11: URI"),
)
COMMON_OPTIONS = (
    Option(
        "hash", "NAME", "the hash of the signatures, as strong as the key unless it is given: sha384, sha3-256, ..."
    ),
    Option("serial", "N", "the serial number, or from-content: one made of what is certified; random otherwise"),
    Option("deterministic", None, "draw no random number for ECDSA signatures (RFC 6979)"),
    Option("profile", "NAME|FILE", f"{', '.join(NAMES)}, or a file of one's own in TOML"),
    Option("waive", "ID", "issue in spite of this finding", many=True),
    Option("out", "DIR", "the folder for the files; it is made if it is not there"),
    Option("force", None, "overwrite files that are there"),
)


def signing(key: Key, given: Arguments) -> Key:
    """Return the key signing as the options say."""
    name = given.text("hash")
    if name is not None and hash_called(name).replace("_", "-") not in HASHES:
        raise UsageError(f"--hash is one of {', '.join(HASHES)}, not {name!r}")
    if name is not None:
        key = key.with_hash(name)
    if not given.has("deterministic"):
        return key
    kind = key.key_type.partition(":")[0]
    if kind in ("rsa", "ed25519", "ed448"):
        return key  # whose signatures have no random number in them
    if kind != "ec":
        raise Refused(f"--deterministic: signatures of a key of type {key.key_type} have random numbers in them")
    return key.with_scheme(hash_name=key.hash_name, deterministic=True)


def days(given: Arguments, profile: Profile, default: int) -> int | None:
    """Return how long the certificate shall be valid: as is said, or as the profile has it (None), or by default."""
    number = given.number("days", 1, MAX_DAYS)
    return default if number is None and profile.days is None and profile.not_after is None else number


def profile_for(given: Arguments, default: str) -> Profile:
    """Return the profile that the options name, or that is in the file that they name."""
    named = given.text("profile")
    if named is None or named in NAMES:
        return profile_of(named or default)
    if not named.endswith(".toml") and not Path(named).exists():
        raise UsageError(f"there is no profile {named!r}", f"there are {', '.join(NAMES)}, and files of TOML")
    return Profile.load(named)


def waived(given: Arguments, profile: Profile) -> list[str]:
    """Return the ids to be waived when a certificate is issued; raises UsageError for one that no rule has."""
    ids = given.texts("waive")
    known = profile.known if ids else set()
    for id in ids:
        if id not in known and id not in PREFLIGHT_RULES:
            raise UsageError(f"there is no rule {id!r} to waive")
    return [id for id in ids if id not in PREFLIGHT_RULES]


def refuse(given: Arguments, findings: Sequence[Finding], profile: Profile, refuses: Sequence[str] = ("",)) -> None:
    """Raise RuleViolation for errors that are not waived, and warn of waivers that nobody needed.

    `refuses` are the beginnings of the ids of those that count.
    """
    ids = given.texts("waive")
    known = {*profile.known, *PREFLIGHT_RULES} if ids else ()
    errors = [finding for finding in unwaived(findings, ids, known) if finding.id.startswith(tuple(refuses))]
    if errors:
        raise RuleViolation(errors)
    for id in unneeded(ids, findings):
        console.warn(f"--waive {id} was not needed: nothing here breaks it")


def folder(given: Arguments) -> Path:
    """Return the folder that the files go to."""
    return Path(given.needed("out", ": the folder for the files"))


def name_of(text: str) -> Name:
    """Return the name of a text: `C=CN,O=ALI,CN=a` in this order, `/C=CN/CN=a`, or a common name alone."""
    try:
        name = _parse_name(text)
    except EncodeError as error:
        raise UsageError(f"--name: {error}", _NAME_HINT) from None
    if not name.attributes or not all(str(attribute.value) for attribute in name.attributes):
        raise UsageError("--name: a part of it is empty" if text else "--name: it is empty", _NAME_HINT)
    return name


_NAME_HINT = '"C=CN,O=ALI,CN=mqtt.example", or a common name alone'


def _parse_name(text: str) -> Name:
    if text.startswith("/"):
        return Name.from_openssl(text)
    if "=" not in text:
        return Name.of(CN=text)
    # RFC 4514 writes the last level first; a command line has them as a certificate has.
    return Name(tuple(reversed(Name.from_rfc4514(text).rdn_sequence)))


def authority(given: Arguments, passwords: Passwords) -> Authority:
    """Return the CA that issues."""
    certificates = load_certificates(given.needed("ca", ": the CA's certificate"))
    file = given.needed("ca-key", ": the CA's key")
    key = signing(load_signer(file, passwords, given.text("passin")), given)
    with about(called(file)):
        return Authority.of(certificates, key)


class KeyFile:
    """The key of a bundle, and what its file holds, as OpenSSL's commands leave it."""

    def __init__(self, given: Arguments, passwords: Passwords, default: str) -> None:
        self.path: Path | None = None
        path = given.text("key-file")
        if path is None:
            self.key = PrivateKey.generate(given.text("key") or default)
            self.data = _as_openssl_leaves_it(self.key)
        else:
            if given.has("key"):
                raise UsageError("--key makes a new key, and --key-file takes the one there is")
            self.path = Path(path)
            self.data = read(path)
            self.key = key_of(self.data, path, passwords, given.text("passin"))
        self.key = signing(self.key, given)

    def outputs(self, target: Path) -> list[Output]:
        """Return the file to be written: none where the key stands there already."""
        if self.path is not None and self.path.resolve() == target.resolve():
            return []
        return [Output(target, self.data, private=True)]


def _as_openssl_leaves_it(key: PrivateKey) -> bytes:
    """Return the file that `req -newkey rsa` or `ecparam -genkey` writes: PKCS#8; EC PARAMETERS and SEC 1."""
    if key.public_key.algorithm.algorithm == oid.RSA_ENCRYPTION:
        return key.to_pem().encode()
    return parameters(key) + key.to_pem(format="traditional").encode()


def write(given: Arguments, outputs: Sequence[Output]) -> None:
    """Make the folder, and write the files into it: all or none."""
    target = folder(given)
    if target.exists() and not target.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "is no folder", str(target))
    missing = [place for place in (target, *target.parents) if not place.exists()]
    try:
        target.mkdir(parents=True, exist_ok=True)
        write_all(outputs, overwrite=given.has("force"))
    except OSError:
        for place in missing:
            with suppress(OSError):
                place.rmdir()
        raise


def judged(
    given: Arguments, bundle: Bundle, key_pem: bytes, profile: Profile, *, refuses: Sequence[str] = ("",)
) -> list[Finding]:
    """Return what the preflight finds in a bundle; raises RuleViolation for errors that are not waived, as `refuse`."""
    findings = preflight(bundle.chain, key=key_pem, anchors=bundle.chain[-1:], at=now(), profile=profile)
    refuse(given, findings, profile, refuses)
    return findings


def report(
    given: Arguments, made: Sequence[tuple[str, str]], hand_in: Sequence[tuple[str, str]], findings: Sequence[Finding]
) -> None:
    """Say what was made, what is to be handed in, and what the rules find."""
    target = folder(given)
    width = max(len(name) for name, _ in made)
    console.show(f"made in {target}:")
    for name, what in made:
        console.show(f"  {name:{width}}  {what}")
    if hand_in:
        console.show("to hand in:")
        for what, name in hand_in:
            console.show(f"  {what}: {target / name}")
    console.warn_of(findings)


def bundle_outputs(given: Arguments, stem: str, key_file: KeyFile, bundle: Bundle) -> list[Output]:
    """Return the five files of a server or a device."""
    target = folder(given)
    return [
        *key_file.outputs(target / f"{stem}.key"),
        Output(target / f"{stem}.csr", bundle.request.to_pem().encode()),
        Output(target / f"{stem}_pkcs8.key", key_file.key.to_pem().encode(), private=True),
        Output(target / f"{stem}.crt", bundle.certificate.to_pem().encode()),
        Output(target / f"{stem}_chain.crt", bundle.chain_pem().encode()),
    ]


def bundle_files(stem: str, key_file: KeyFile, bundle: Bundle) -> list[tuple[str, str]]:
    """Return what the five files are."""
    tbs = bundle.certificate.tbs_certificate
    return [
        (f"{stem}.key", f"the private key ({key_file.key.key_type}): keep it to yourself"),
        (f"{stem}.csr", "the request"),
        (f"{stem}_pkcs8.key", "the private key in PKCS#8, without a password"),
        (
            f"{stem}.crt",
            f"the certificate of {tbs.subject.to_openssl() or 'no subject'}, valid until {tbs.validity.not_after}",
        ),
        (f"{stem}_chain.crt", f"the certificate and its issuers: {len(bundle.chain)} certificates"),
    ]
