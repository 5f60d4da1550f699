"""`explain`: what some octets are, every one of them: as a tree, in one screen, step by step."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

from ..errors import PrivateKeyNotShown
from ..explain.decrypting import is_encrypted
from ..explain.explaining import explain
from ..explain.kinds import kind_called, names
from ..explain.look import Look
from ..inert import inert
from ..store import Output, write_all
from . import console
from .files import Refused, called, read
from .options import Arguments, Option, UsageError, Verb
from .passwords import Passwords

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ..explain.node import Node

    View = Callable[[Node, Look, bytes], Iterator[str]]

_MOST = 1_000_000
# So many lines are written at once.
_BATCH = 200


# A view makes parts of a text of a tree; the octets are those that the tree is of, as they were given.
def _text(root: Node, look: Look, data: bytes) -> Iterator[str]:
    from ..explain.text import render

    yield from (line + "\n" for line in render(root, look))


def _json(root: Node, look: Look, data: bytes) -> Iterator[str]:
    from ..explain.json_tree import render

    yield from render(root, notes=look.why)


def _html(root: Node, look: Look, data: bytes) -> Iterator[str]:
    from ..explain.html import render

    yield from render(root)


def _python(root: Node, look: Look, data: bytes) -> Iterator[str]:
    from ..explain.python_source import decompile

    try:
        yield decompile(data, show_private=root.document.show_private)
    except PrivateKeyNotShown:
        raise _not_shown(root, "source") from None


def _config(root: Node, look: Look, data: bytes) -> Iterator[str]:
    from ..openssl.config_of import to_config
    from ..pkcs.pkcs10 import CertificationRequest
    from ..x509.certificate import Certificate, TBSCertificate

    for cls in (Certificate, TBSCertificate, CertificationRequest):
        if root.declared == cls.__name__:
            yield to_config(cls.from_der(root.encoded))
            return
    what = root.declared or root.name
    several = "--path [0] is the first of several" if root.members is not None else ""
    raise Refused(f"a configuration is of a certificate or a request, not of {what}", several)


def _der_ascii(root: Node, look: Look, data: bytes) -> Iterator[str]:
    from ..explain.der_ascii import lines_of

    try:
        yield from (line + "\n" for line in lines_of(root))
    except PrivateKeyNotShown:
        raise _not_shown(root, "text") from None


def _not_shown(root: Node, what: str) -> Refused:
    hidden = (node.path for node in root.walk() if node.hides and node.piece != "text")
    return Refused(
        f"{next(hidden, '') or 'this'} is of a private key, or might be, and the {what} would contain it",
        "--show-private shows it",
    )


def _summary(root: Node, look: Look, data: bytes) -> Iterator[str]:
    from ..explain.summary import summary
    from ..issuing.validity import clock

    yield from (line + "\n" for line in summary(root, clock(), look))


def _tour(root: Node, look: Look, data: bytes) -> Iterator[str]:
    from ..explain.tour import steps

    for step in steps(root, look):
        yield "\n".join(step) + "\n\n"


def _build_up(root: Node, look: Look, data: bytes) -> Iterator[str]:
    from ..explain.build_up import build_up

    yield from (line + "\n" for line in build_up(root, look))


FORMATS: dict[str, View] = {
    "text": _text,
    "json": _json,
    "html": _html,
    "python": _python,
    "config": _config,
    "der-ascii": _der_ascii,
}
# With a heading between two of them they would be neither.
_DOCUMENTS = tuple(FORMATS[name] for name in ("json", "html", "python", "config", "der-ascii"))
# Options that say how the tree looks, and what shows any of it.
_HEARD: dict[str, tuple[View, ...]] = {"hex": (_text,), "why": (_text, _json), "depth": (_text,)}
# They show what a password opened, too.
_OPENING = (_text, _json, _html, _summary)
# They are options of their own.
_VIEWS: dict[str, View] = {"summary": _summary, "tour": _tour, "build-up": _build_up}


def _run(given: Arguments) -> int:
    if not given.operands:
        raise UsageError("explain: which file? - is standard input", VERB.examples[0])
    render = _view(given)
    look = _look(given)
    password = _password(given)
    path = given.text("path")
    extract = given.text("extract")
    out = given.text(given.only_one_of("o", "out") or "out")
    if extract is not None and len(given.operands) > 1:
        raise UsageError("--extract takes the octets of one file")
    if len(given.operands) > 1 and render in _DOCUMENTS:
        raise UsageError(
            f"--format {given.text('format')} is of one file", "cat A B | x509forge explain - takes several as one"
        )
    for name, heard in _HEARD.items():
        if given.has(name) and (extract is not None or render not in heard):
            where = " and --format json" if _json in heard else ""
            raise UsageError(f"--{name} goes with the tree{where}, and with nothing else")
    if extract is None and given.has("contents"):
        raise UsageError("--contents goes with --extract", VERB.examples[3])
    if extract is None and out is not None:
        raise UsageError("--out is where --extract writes; standard output takes the rest")
    kind = given.text("kind")
    if kind is not None and kind_called(kind) is None:
        raise UsageError(f"--kind is one of {', '.join(names())}; not {kind!r}")
    failed = False
    for file in given.operands:
        try:
            data = read(file)
            root = explain(data, kind=kind, password=password, show_private=given.has("show-private"))
            node = _at(root, extract if path is None else path, file)
        except (OSError, Refused) as error:
            # The others can be explained all the same.
            what = f"{inert(file)}: {error.strerror}" if isinstance(error, OSError) else str(error)
            console.error(what, getattr(error, "hint", ""))
            failed = True
            continue
        if extract is not None:
            _extract(node, out, given)
            continue
        if len(given.operands) > 1:
            console.put(f"==> {inert(called(file))} <==\n")
        if render is _tour and given.operands == [file] and _is_dialogue(file):
            _walk_through(render(node, look, data))
        else:
            _put_all(render(node, look, data if node is root else node.encoded))
        if password is None and render in _OPENING and _is_encrypted(root):
            console.hint(f"{inert(called(file))}: its password opens what is encrypted: --passin pass:TEXT")
    return 1 if failed else 0


def _is_encrypted(root: Node) -> bool:
    """Return whether a password would show more; only of what is encrypted as a rule, each element is looked at."""
    for node in root.children if root.members is not None else (root,):
        if is_encrypted(node):
            return True
        if node.declared in ("EncryptedPrivateKeyInfo", "PFX") and any(map(is_encrypted, node.walk())):
            return True
    return False


def _view(given: Arguments) -> View:
    view = given.only_one_of(*_VIEWS, "format", "extract")
    if view in _VIEWS:
        return _VIEWS[view]
    name = given.text("format") or "text"
    if name not in FORMATS:
        raise UsageError(f"--format is {', '.join(FORMATS)}; not {name!r}")
    return FORMATS[name]


def _look(given: Arguments) -> Look:
    """Return how it is to look: as wide as the terminal, and in lines of any length where there is none."""
    color = given.text("color") or "auto"
    if color not in ("auto", "always", "never"):
        raise UsageError(f"--color is auto, always or never, not {color!r}")
    on_terminal = sys.stdout.isatty()
    width = given.number("width", 20, _MOST)
    if width is None and on_terminal:
        import shutil

        width = max(shutil.get_terminal_size().columns, 20)
    return Look(
        hex=given.has("hex"),
        why=given.has("why"),
        depth=given.number("depth", 0, _MOST),
        width=width,
        color=color == "always" or (color == "auto" and on_terminal and _has_colors()),
    )


def _has_colors() -> bool:
    # https://no-color.org: the variable is there, and not empty.
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    # A console of Windows knows escape sequences only where it is of the newer kind, which says so.
    return os.name != "nt" or bool(os.environ.get("TERM") or os.environ.get("WT_SESSION"))


def _password(given: Arguments) -> bytes | None:
    source = given.text(given.only_one_of("password", "passin") or "passin")
    return None if source is None else Passwords().to_read(source, "what is explained")()


def _at(root: Node, path: str | None, file: str) -> Node:
    try:
        return root if path is None else root.at(path)
    except KeyError as error:
        raise Refused(f"{called(file)}: {error.args[0]}", _nearby(root, path or "")) from None


def _nearby(root: Node, path: str) -> str:
    """Return the hint to a path that begins within what is signed (as those of `edit` may), or in the first object."""
    for start in ("tbsCertificate.", "certificationRequestInfo.", "tbsCertList.", "[0]."):
        with suppress(KeyError):
            root.at(start + path)
            return f"did you mean {start}{path}?"
    return ""


def _extract(node: Node, out: str | None, given: Arguments) -> None:
    """Write the octets of one node."""
    if any(below.hides for below in node.walk()):
        raise Refused(f"{node.path or node.name} holds private values", "--show-private takes them all the same")
    private = any(below.secret for below in node.walk())
    data = node.contents if given.has("contents") else node.encoded
    if out is not None and out != "-":
        write_all([Output(Path(out), data, private)], overwrite=given.has("force"))
    elif sys.stdout.isatty():
        raise Refused("octets are not for a terminal", "--out FILE, or a pipe, takes them")
    else:
        console.put(data)


def _put_all(parts: Iterable[str]) -> None:
    """Write what is rendered, in batches: a tree may be large, and none of it is kept."""
    batch: list[str] = []
    for part in parts:
        batch.append(part)
        if len(batch) >= _BATCH:
            console.put("".join(batch).encode("utf-8", "backslashreplace"))
            batch.clear()
    console.put("".join(batch).encode("utf-8", "backslashreplace"))


def _is_dialogue(file: str) -> bool:
    return file != "-" and sys.stdin.isatty() and sys.stdout.isatty()


def _walk_through(steps: Iterable[str]) -> None:
    """Show one step at a time, each when it is asked for."""
    terminal = console.Terminal()
    first = True
    for step in steps:
        if not first:
            answer = terminal.ask("Enter: the next step, q: leave ")
            if answer is None or answer.strip().lower() in ("q", "quit"):
                return
        first = False
        console.put(step)


VERB = Verb(
    "explain",
    "Say what is in a file, octet by octet: certificates, requests, keys, PEM, hex or base64 text, any DER or BER.",
    (
        Option("summary", None, "what it is, for whom, until when, in one screen"),
        Option("hex", None, "the octets at the side, with their offsets and as ASCII"),
        Option("why", None, "a sentence on every run of octets; with --format json, too"),
        Option("path", "PATH", "only what stands there: tbsCertificate.extensions[2]"),
        Option("depth", "N", "only so many levels"),
        Option("extract", "PATH", "write the octets of what stands there; an empty PATH is the whole"),
        Option("contents", None, "with --extract: without the header"),
        Option("o", "FILE", "where --extract writes; standard output if it is not given"),
        Option("out", "FILE", "the same"),
        Option("force", None, "overwrite a file that is there"),
        Option("tour", None, "walk through it a step at a time"),
        Option("build-up", None, "see it being encoded, from the inside out"),
        Option("format", "FORMAT", f"how it is written: {', '.join(FORMATS)}"),
        Option("kind", "TYPE", "what it is, where that is known better: Certificate, RSAPrivateKey, ..."),
        Option("passin", "SOURCE", "a password: pass:TEXT, env:NAME, file:PATH, stdin"),
        Option("password", "SOURCE", "the same"),
        Option("show-private", None, "show private values too"),
        Option("color", "WHEN", "auto, always, never; NO_COLOR is heard"),
        Option("width", "N", "columns; those of the terminal if it is not given"),
    ),
    _run,
    operands="FILE...",
    examples=(
        "x509forge explain server.crt",
        "x509forge explain --summary server_chain.crt",
        "x509forge explain --hex --why --path tbsCertificate.validity server.crt",
        "x509forge explain --extract tbsCertificate.subjectPublicKeyInfo -o key.der server.crt",
        "echo 06 03 55 04 03 | x509forge explain -",
    ),
)
