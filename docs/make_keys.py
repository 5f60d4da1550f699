"""Writes docs/keys.md from the code that decides: `python docs/make_keys.py > docs/keys.md`."""

from __future__ import annotations

import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from x509forge.errors import NotConstantTime, SigningError, UnsupportedKey
from x509forge.signing import algorithms, backend, password_based
from x509forge.signing.keys import FORMATS, PrivateKey
from x509forge.signing.kinds import KINDS
from x509forge.signing.kinds.lattice import CONTENTS
from x509forge.signing.password_based import ciphers, pbes1, pbes2
from x509forge.x509.curves import CURVES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from x509forge.signing.backend import Backend
    from x509forge.signing.kinds import KeyKind

HEAD = """\
# Keys

```python
key = xf.PrivateKey.generate("ed25519")  # or "rsa:3072", "rsa-pss:2048", "ec:P-256", "ml-dsa-65", ...
key = xf.PrivateKey.load("server.key", password="...")  # PEM or DER, whatever form it has
key = xf.PrivateKey(other)  # a key of cryptography, asn1crypto or oscrypto; PEM; DER
key.with_hash("sha384"), key.with_scheme("rsa-pss", salt_length=20), key.with_scheme(deterministic=True)
key.to_pem(), key.to_pem(password="...", kdf="scrypt"), key.to_der(format="traditional")
```

A backend makes keys and signatures; the first that can is taken, in the order of the columns below. `cryptography`
and `pure` are extras (`pip install 'x509forge[cryptography]'`, `'x509forge[pure]'`); `oscrypto` is always there and
speaks to the libcrypto of the system. `backend="pure"`, or `X509FORGE_BACKEND=pure` in the environment, asks for one.
Where none can, the error says of each why not. `pure` needs nothing native; it warns once in a process that it is not
constant-time. Keys that are elsewhere are in [signers.md](signers.md).

Unless told otherwise a key signs with a hash as strong as it is; the verbs that mirror OpenSSL take SHA-256, as
OpenSSL does. (This page is made by `docs/make_keys.py`, and a test compares the two.)
"""

FORMS = """\
Read, in PEM and in DER: all of these, and the public keys of PKCS #1 and SubjectPublicKeyInfo. Explicit parameters of
a curve are read where they are exactly those of a curve in the list, and written as its name. Refused are hybrid
points, and points of small order as public keys of Ed25519 and Ed448: with those, anybody signs. What stands beside a
private key as its public key must be its own. DSA, Diffie-Hellman, keys on other curves and keys in the format of
OpenSSH are refused by their names.
"""

PROTECTION = """\
Written by PBES2 (RFC 8018 6.2) with `cipher` ({ciphers}) and `kdf`:
`pbkdf2`, whose rounds are OWASP's figures unless `iterations` says otherwise
({rounds}),
or `scrypt` with `cost` {cost}. `pkcs8 -topk8` keeps OpenSSL's 2,048 rounds without `-iter`, and hints at more.
A file may ask for {iterations:,} rounds, or {memory:,} MiB of scrypt; `max_iterations` and `max_memory` raise that.
"""

NONE = "no"


def rows(title: Iterable[str], lines: Iterable[Iterable[str]]) -> str:
    """Return a table."""
    title = list(title)
    table = [title, ["---"] * len(title), *map(list, lines)]
    return "\n".join("| " + " | ".join(row) + " |" for row in table) + "\n"


def types(kind: KeyKind) -> list[str]:
    """Return types of a kind that stand for all of them."""
    if kind.name == "ec":
        return [f"ec:{curve.name}" for curve in CURVES]
    if kind.name.startswith("rsa"):
        return [f"{kind.name}:2048"]
    return [kind.name]


def usual(kind: KeyKind, key_type: str) -> str:
    """Return how a key signs unless told otherwise."""
    return " with ".join(filter(None, [*kind.schemes[:1], kind.default_hash(key_type)])) or "none"


def can(library: Backend, kind: KeyKind, key_type: str) -> str:
    """Return what a backend does with a type of keys."""
    named = kind.backend_type(key_type)
    if kind.schemes:
        tasks = ["generate", "sign", "verify"]
        scheme = algorithms.to_sign(kind.schemes[0], kind.default_hash(key_type)).scheme
    else:
        tasks, scheme = ["generate", "load"], None
    if kind.name.startswith("ml-"):
        tasks.append("expand")
    done = [
        task
        for task in tasks
        if library.why_unsupported(task, named, scheme if task in ("sign", "verify") else None) is None
    ]
    return ", ".join(done) or NONE


def hashes(library: Backend, scheme: str, key_type: str) -> str:
    """Return the hashes that a backend signs with by a scheme."""
    found = [
        name
        for name in algorithms.hashes(scheme)
        if library.why_unsupported("sign", key_type, algorithms.to_sign(scheme, name).scheme) is None
    ]
    return ", ".join(found) or NONE


def deterministic(library: Backend) -> str:
    """Return whether a backend signs by RFC 6979."""
    wanted = algorithms.to_sign("ecdsa", "sha256", deterministic=True).scheme
    return "yes" if library.why_unsupported("sign", "ec:P-256", wanted) is None else NONE


def undoes(library: Backend, cipher: ciphers.Cipher) -> str:
    """Return whether a backend has a cipher."""
    return "yes" if library.why_unsupported("decrypt", cipher.backend_name) is None else NONE


def forms(key_type: str) -> Iterable[str]:
    """Yield what a key of a type is written as: the label of each format, and the contents there is a choice of."""
    key = PrivateKey.generate(key_type)
    for form in FORMATS:
        try:
            yield key.to_pem(format=form).split("-----")[1].removeprefix("BEGIN ")
        except UnsupportedKey:
            yield NONE
    try:
        for contents in CONTENTS:
            key.to_der(contents=contents)
    except UnsupportedKey:
        yield ""
    else:
        yield ", ".join(CONTENTS)


def main() -> None:
    """Print the page."""
    # Making this page is no use of keys.
    warnings.simplefilter("ignore", NotConstantTime)
    libraries = [backend.load(name) for name in backend.names()]
    for library in libraries:
        if (why := library.why_unavailable()) is not None:
            raise SigningError(f"{library.name}: {why}")
    names = [library.name for library in libraries]
    print(HEAD)
    print("## Types of keys, and what each backend does with them\n")
    print(
        rows(
            ["type", "usual signature", *names],
            (
                [f"`{key_type}`", usual(kind, key_type), *(can(library, kind, key_type) for library in libraries)]
                for kind in KINDS
                for key_type in types(kind)
            ),
        )
    )
    print("## Signatures, and the hashes that each backend signs with\n")
    with_a_hash = (("rsa-pkcs1v15", "rsa:2048"), ("rsa-pss", "rsa:2048"), ("ecdsa", "ec:P-256"))
    print(
        rows(
            ["scheme", *names],
            (
                *(
                    [f"`{scheme}`", *(hashes(library, scheme, key_type) for library in libraries)]
                    for scheme, key_type in with_a_hash
                ),
                ["deterministic `ecdsa` (RFC 6979)", *map(deterministic, libraries)],
            ),
        )
    )
    print("## Formats, and what each kind of key is called in them\n")
    print(FORMS)
    print(
        rows(
            ["kind", *(f"`{form}`" for form in FORMATS), "`contents`"],
            ([f"`{kind.name}`", *forms(types(kind)[0])] for kind in KINDS),
        )
    )
    print("## Keys under a password\n")
    rounds = ", ".join(f"{count:,} with {prf}" for prf, count in pbes2.ITERATIONS.items())
    print(
        PROTECTION.format(
            ciphers=", ".join(password_based.CIPHERS),
            rounds=rounds,
            cost=", ".join(f"{number:,}" for number in pbes2.COST),
            iterations=password_based.MAX_ITERATIONS,
            memory=password_based.MAX_MEMORY >> 20,
        )
    )
    read_only = (ciphers.DES, ciphers.TWO_KEY_TRIPLE_DES, ciphers.RC2, ciphers.RC4, ciphers.RC4_40)
    print(
        rows(
            ["cipher", "written", *names],
            (
                [
                    f"`{cipher.name}`",
                    "yes" if cipher in written else "read only",
                    *(undoes(library, cipher) for library in libraries),
                ]
                for written in [tuple(password_based.CIPHERS.values())]
                for cipher in dict.fromkeys((*written, *read_only))
            ),
        )
    )
    print("Read besides PBES2: `DEK-Info` in PEM (RFC 1421 4.6.1.3), and ", end="")
    print(", ".join(f"`{identifier.name}`" for identifier in pbes1.READ), end=".\n")


if __name__ == "__main__":
    main()
