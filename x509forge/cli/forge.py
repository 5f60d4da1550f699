"""`forge`: certificates that are wrong on purpose, one for each defect, and a manifest of what was seen of them."""

from __future__ import annotations

import json
from difflib import get_close_matches
from fnmatch import fnmatchcase
from typing import NamedTuple

from .. import __version__
from ..forge import DEFECTS, JUDGES, apply
from ..forge.good import good
from ..signing.keys import PrivateKey
from ..store import Output
from . import console
from .authority import folder, write
from .files import Refused, about, called, load_certificates, load_signer, read_format
from .options import Arguments, Option, UsageError, Verb
from .passwords import Passwords

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ..forge import Defect, Forged
    from ..signing.outside_key import OutsideKey
    from ..x509.certificate import Certificate

_EXTENSIONS = {"PEM": "pem", "DER": "der"}


class _Start(NamedTuple):
    """What is made bad: a good certificate, who signs, and the names of their files in the folder."""

    certificate: Certificate
    signer: PrivateKey | OutsideKey
    file: str
    ca_file: str | None


def _run(given: Arguments) -> int:
    defects = _chosen(given.needed("defect") if given.has("defect") else "all")
    if given.has("list"):
        width = max(len(defect.id) for defect in defects)
        for defect in defects:
            console.show(f"{defect.id:{width}}  {defect.says} ({defect.citation})")
        return 0
    if not given.has("defect"):
        raise UsageError("forge: --defect is missing: which, or all", VERB.examples[0])
    target = folder(given)
    form = read_format(given.text("outform")) or "PEM"
    if given.has("in") != given.has("key"):
        raise UsageError("forge: --in and --key go together: the certificate, and the key that signed it")
    outputs: list[Output] = []
    starts = _given(given) if given.has("in") else _made(target, outputs, form)
    manifest: dict[str, object] = {
        "made_by": f"x509forge {__version__}",
        "judges": JUDGES,
        "defects": (entries := []),
        "left_out": (left_out := {}),
    }
    for together in [defects] if given.has("together") else [[defect] for defect in defects]:
        ids = [defect.id for defect in together]
        start = next((each for kind, each in starts.items() if kind in {d.needs for d in together}), starts[None])
        try:
            forged = apply(ids, start.certificate, start.signer)
        except ValueError as error:  # UnsupportedKey is one too
            # Of `all`, and the like, what can be made is made.
            if given.has("together") or _is_named(given, ids[0]):
                raise Refused(str(error)) from None
            left_out[ids[0]] = str(error)
            continue
        name = f"{'together' if given.has('together') else ids[0]}.{_EXTENSIONS[form]}"
        outputs.append(Output(target / name, _encoded(forged, form)))
        entries.append(_entry(name, together, forged, start))
    outputs.append(Output(target / "manifest.json", json.dumps(manifest, indent=1).encode() + b"\n"))
    write(given, outputs)
    made = "1 bad certificate" if len(entries) == 1 else f"{len(entries)} bad certificates"
    console.show(f"made in {target}: {made}, and manifest.json")
    for id, why in left_out.items():
        console.warn(f"{id} is left out: {why}")
    return 0


def _chosen(text: str) -> list[Defect]:
    """Return the defects that a list names; `all`, and patterns as `dates.*`, name several."""
    chosen: dict[str, Defect] = {}
    for pattern in text.split(","):
        found = {id: d for id, d in DEFECTS.items() if pattern == "all" or fnmatchcase(id, pattern)}
        if not found:
            close = get_close_matches(pattern, DEFECTS, 1, 0.6)
            raise UsageError(
                f"there is no defect {pattern!r}" + (f"; did you mean {close[0]}?" if close else ""),
                "x509forge forge --list",
            )
        chosen |= found
    return list(chosen.values())


def _is_named(given: Arguments, id: str) -> bool:
    return id in given.needed("defect").split(",")


def _given(given: Arguments) -> dict[str | None, _Start]:
    """Return the certificate of `--in`, which is good, and the key that signed it."""
    path = given.needed("in")
    certificate = load_certificates(path)[0]
    key = load_signer(given.needed("key"), Passwords(), given.text("passin"))
    with about(called(path)):
        return {None: _Start(certificate, key, path, None)}


def _made(target: Path, outputs: list[Output], form: str) -> dict[str | None, _Start]:
    """Return good certificates for one new key, of a CA with an EC key and of one with an RSA key; they are put out."""
    key = PrivateKey.generate("ec:P-256")
    outputs.append(Output(target / "good.key", key.to_pem().encode(), private=True))
    starts: dict[str | None, _Start] = {}
    for kind in ("ec", "rsa"):
        each = good(kind, key=key)
        ca_file, file = f"ca-{kind}.{_EXTENSIONS[form]}", f"good-{kind}.{_EXTENSIONS[form]}"
        outputs.append(Output(target / ca_file, _encoded(each.issuer.certificate, form)))
        outputs.append(Output(target / file, _encoded(each.certificate, form)))
        signer = each.issuer.signer
        assert isinstance(signer, PrivateKey)
        starts[kind] = _Start(each.certificate, signer, file, ca_file)
    starts[None] = starts["ec"]
    return starts


def _encoded(value: Forged | Certificate, form: str) -> bytes:
    return value.to_der() if form == "DER" else value.to_pem().encode()


def _entry(file: str, together: Sequence[Defect], forged: Forged, start: _Start) -> dict[str, object]:
    """Return what the manifest says of a file; verdicts only where one defect alone is in it."""
    entry: dict[str, object] = {"file": file, "of": start.file, "ca": start.ca_file, "decodes": forged.decodes}
    described = [
        {
            "id": each.id,
            "breaks": each.breaks,
            "path": each.path,
            "citation": each.citation,
            "says": each.says,
            "rules": list(each.rules),
        }
        for each in together
    ]
    if len(described) > 1:
        return {**entry, "defects": described}
    expected = {judge: "refuses" if judge in together[0].refused_by else "accepts" for judge in JUDGES}
    return {**described[0], **entry, "expected": expected}


VERB = Verb(
    "forge",
    "Make certificates that are wrong on purpose, one a defect, with a manifest of what is wrong and who refuses it.",
    (
        Option("list", None, "say which defects there are, and make none"),
        Option("defect", "LIST", "which: serial.negative,dates.*,... or all"),
        Option("together", None, "one certificate with all of these defects"),
        Option("in", "FILE", "the good certificate; without it, new ones are made, with their CAs"),
        Option("key", "FILE|URI", "the key that signed it"),
        Option("passin", "SOURCE", "its password: pass:TEXT, env:NAME, file:PATH, stdin"),
        Option("outform", "PEM|DER", "the format of the certificates; PEM unless given"),
        Option("out", "DIR", "the folder for the files; it is made if it is not there"),
        Option("force", None, "overwrite files that are there"),
    ),
    _run,
    examples=(
        "x509forge forge --defect all --out bad",
        "x509forge forge --defect 'dates.*,serial.negative' --in server.crt --key CA.key --out bad",
        "x509forge forge --list --defect 'encoding.*'",
    ),
)
