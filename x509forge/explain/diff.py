"""`diff`: in what two things differ, by what they mean."""

from __future__ import annotations

from ..asn1.codecs import ListOf, Tagged
from ..asn1.value import Value
from ..der import encode_length
from ..errors import X509ForgeError
from .alignment import KEY, SUBJECT, by_name, documents, items, part
from .comparison import ADDED, CHANGED, REMOVED, REORDERED, SAME_MEANING, Comparison, Difference, Found
from .explaining import explain
from .headers import CUT, DEFINITE
from .kinds import kind_called
from .node import Node
from .overlay import SEVERAL, children_of
from .renewal import is_expected, missing
from .sense import LONGEST, is_leaf, title, why_the_same, words
from .words import default_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .alignment import Alignment

# Structures of different kinds are compared in these parts, and by their keys.
_SHARED = {"subject": SUBJECT, "extensions": {"Certificate": "tbsCertificate.extensions"}}
_PRIVATE_KEYS = ("OneAsymmetricKey", "RSAPrivateKey", "ECPrivateKey")


def diff(
    first: Node | Value | bytes | str,
    second: Node | Value | bytes | str,
    *,
    renewal: bool = False,
    new_key: bool = False,
) -> Comparison:
    """Return in what the second differs from the first: files, octets, text, nodes or values of any kind.

    Fields are compared by name, extensions and attributes by type, names within them as a set that has an order, the
    objects of two files by subject and key. Of two things of different kinds (a certificate, the request for it, its
    key) only what both have is compared; of PEM only the blocks. With `renewal`, each difference of two certificates
    is said to be expected of a renewal or not; `new_key` is for one with a new key of the same kind.
    Never raises for what the octets are.
    """
    one, other = _node(first), _node(second)
    differences: list[Difference] = []
    pairs = _documents(one, other, differences, renewal)
    shared: list[str] = []
    same_key = None
    for old, new in pairs:
        found: list[Found] = []
        if old is None or new is None:
            found.append(Found(REMOVED if new is None else ADDED, old, new))
        else:
            old, new = _of_one_kind(old, new)
            same_key = _same_key(old, new)
            found += compare(old, new) if old.declared == new.declared else _compare_shared(old, new, same_key, shared)
        if renewal:
            found += missing(old, new)
            differences += [_difference(each, is_expected(each, old, new_key=new_key)) for each in found]
        else:
            differences += [_difference(each, None) for each in found]
    return Comparison(
        _title(one),
        _title(other),
        all(old is not None and new is not None and old.encoded == new.encoded for old, new in pairs),
        same_key if len(pairs) == 1 else None,
        tuple(differences),
        tuple(shared),
    )


def _node(given: Node | Value | bytes | str) -> Node:
    if isinstance(given, Node):
        return given
    return explain(given.to_der() if isinstance(given, Value) else given)


def _of_one_kind(one: Node, other: Node) -> tuple[Node, Node]:
    """Return two nodes of which one was not recognized, for what is broken in it, as what the other is."""
    if not one.declared:
        return _taken_as(one, other.declared), other
    return one, other if other.declared else _taken_as(other, one.declared)


def _taken_as(node: Node, kind: str) -> Node:
    # Of a broken private key it is not known which octets are the key: it stays what it is.
    if kind in _PRIVATE_KEYS or node.secret or node.parent is not None or kind_called(kind) is None:
        return node
    return explain(node.encoded, kind=kind)


def _objects(node: Node) -> list[Node]:
    if node.members is None and node.piece != SEVERAL:
        return [node]
    return [child for child in children_of(node, []) if child.piece != "text"]


def _documents(
    one: Node, other: Node, differences: list[Difference], renewal: bool
) -> list[tuple[Node | None, Node | None]]:
    """Return which objects belong together; add that they stand in another order."""
    first, second = _objects(one), _objects(other)
    if len(first) == len(second) == 1:
        return [(first[0], second[0])]
    aligned = documents(first, second)
    if aligned.moved:
        found = _reordered(one, other, aligned)._replace(name="objects")
        differences.append(_difference(found, False if renewal else None))
    return [*aligned.pairs, *((node, None) for node in aligned.removed), *((None, node) for node in aligned.added)]


def _title(node: Node) -> str:
    """Return what a file holds, in a line."""
    found = _objects(node)
    return _object_title(found[0]) if len(found) == 1 else f"{len(found)} objects"


def _object_title(node: Node) -> str:
    subject = part(node, SUBJECT)
    return (node.declared or node.type) + (f" {_subject_words(subject)}" if subject is not None else "")


def _subject_words(subject: Node) -> str:
    text = subject.value or words(subject)
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"


# The comparison itself.


def compare(first: Node, second: Node) -> Iterator[Found]:
    """Yield in what two nodes differ, in the order of the first; nothing where their octets are the same."""
    stack: list[Found | tuple[Node, Node]] = [(first, second)]
    while stack:
        pair = stack.pop()
        if isinstance(pair, Found):
            yield pair
        elif pair[0].encoded != pair[1].encoded or pair[0].members is not None:
            stack.extend(reversed(list(_within(*pair))))


def _within(first: Node, second: Node) -> Iterator[Found | tuple[Node, Node]]:
    """Yield what differs between two nodes as such, and the pairs of what is in them."""
    if is_leaf(first) and is_leaf(second):
        yield from _leaves(first, second)
        return
    if _is_signature(first) and _is_signature(second):
        # Its parts mean nothing by themselves.
        yield Found(CHANGED, first, second)
        return
    if is_leaf(first) or is_leaf(second) or first.identifier != second.identifier:
        yield Found(CHANGED, first, second)
        return
    ones, others = _children(first), _children(second)
    if not (ones or others) and first.contents != second.contents:
        # What is in it is not to be looked at.
        yield Found(CHANGED, first, second)
        return
    yield from _headers(first, second)
    if _has_names(first) and _has_names(second):
        aligned = by_name(ones, others)
    else:
        aligned = items(ones, others, is_list=isinstance(first.codec, ListOf) and isinstance(second.codec, ListOf))
    after = {id(pair[0]): pair for pair in aligned.pairs}
    for node in ones:
        if id(node) in after:
            yield after[id(node)]
        else:
            yield from _lone(REMOVED, node)
    for node in aligned.added:
        yield from _lone(ADDED, node)
    if aligned.moved:
        yield _reordered(first, second, aligned)


def _has_names(node: Node) -> bool:
    """Return whether what is in a node has names: it is no list, and its type is known."""
    return node.piece is None and (
        node.opened is not None or not (node.codec is None or isinstance(node.codec, ListOf))
    )


def _children(node: Node) -> list[Node]:
    """Return what is in a node; where its length is indefinite, `_headers` knows."""
    return [child for child in children_of(node, []) if child.piece != "end-of-contents"]


def _leaves(first: Node, second: Node) -> Iterator[Found]:
    if first.contents == second.contents and first.piece == second.piece and _kind(first) == _kind(second):
        yield from _headers(first, second)
        return
    note = why_the_same(first, second)
    if note:
        yield Found(SAME_MEANING, first, second, note)
        yield from _headers(first, second)
        return
    yield Found(CHANGED, first, second)


def _is_signature(node: Node) -> bool:
    return node.base_type == "BIT STRING" and node.step in ("signature", "signatureValue")


def _kind(node: Node) -> bytes:
    return node.identifier if node.piece is None else b""


def _headers(first: Node, second: Node) -> Iterator[Found]:
    """Yield that the length of one is written in a way in which that of the other is not."""
    if _form(first) != _form(second):
        yield Found(SAME_MEANING, first, second, f"{_form(first)} and {_form(second)}")


def _form(node: Node) -> str:
    if node.piece is not None:
        return "no header"
    if node.framing != DEFINITE:
        return "no length that is true" if node.framing == CUT else "an indefinite length"
    count = node.start - node.length_at
    is_shortest = count == len(encode_length(node.length))
    return "a length in its shortest form" if is_shortest else f"a length in {count} octets"


def _lone(kind: str, node: Node) -> Iterator[Found]:
    """Yield what is to be said of something that the other does not have."""
    field = node.field
    if field is not None and field.has_default and not node.step.startswith(("[", "inner")):
        default = default_of(None if node.parent is None else node.parent.declared_class, field)
        if node.is_default(field):
            note = "the DEFAULT, left out and written out, X.690 11.5"
            yield _sided(SAME_MEANING, kind, node, default, note)
        else:
            yield _sided(CHANGED, kind, node, default, "where it is left out, it has the DEFAULT")
        return
    if node.name == "extensions" and (inner := _extensions_in(node)) is not None:
        for child in _children(inner):
            yield from _lone(kind, child)
        return
    yield Found(kind, node, None) if kind == REMOVED else Found(kind, None, node)


def _extensions_in(node: Node) -> Node | None:
    """Return the list of extensions that a node is or holds, unless it is empty."""
    if isinstance(node.codec, Tagged):
        inner = next(children_of(node, []), None)
        if inner is None:
            return None
        node = inner
    return node if isinstance(node.codec, ListOf) and _children(node) else None


def _sided(kind: str, side: str, node: Node, default: str, note: str) -> Found:
    if side == REMOVED:
        return Found(kind, node, None, note, after=default)
    return Found(kind, None, node, note, before=default)


def _reordered(first: Node, second: Node, aligned: Alignment) -> Found:
    note = f"{len(aligned.moved)} of {len(aligned.pairs)} moved"
    before, after = _titles(old for old, _ in aligned.pairs), _titles(aligned.second_order)
    if isinstance(first.codec, ListOf) and first.codec.is_set:
        return Found(SAME_MEANING, first, second, f"a SET OF in another order, X.690 11.6: {note}", before, after)
    return Found(REORDERED, first, second, note, before, after)


def _titles(nodes: Iterable[Node]) -> str:
    said = ""
    for node in nodes:
        if node.declared in ("Extension", "Attribute"):
            text = title(node)
        else:
            subject = part(node, SUBJECT)
            text = words(node) if subject is None else _subject_words(subject)
        said = f"{said}, {text}" if said else text
        if len(said) > LONGEST:
            return said[:LONGEST] + "…"
    return said


# Keys, and things of different kinds.


def _same_key(first: Node, second: Node) -> bool | None:
    one, other = _public_key(first), _public_key(second)
    if one is None or other is None:
        return None
    return all(found.kind == SAME_MEANING for found in compare(one, other))


def _public_key(node: Node) -> Node | None:
    found = part(node, KEY)
    if found is not None:
        return found
    try:
        if node.declared in _PRIVATE_KEYS:
            from ..signing.keys import PrivateKey

            return explain(PrivateKey.from_der(node.encoded).public_key.to_der())
        if node.declared == "RSAPublicKey":
            from ..signing.public_key import public_key_of

            return explain(public_key_of(node.encoded).to_der())
    except X509ForgeError:
        return None
    return None


def _compare_shared(first: Node, second: Node, same_key: bool | None, shared: list[str]) -> Iterator[Found]:
    """Yield in what two things of different kinds differ, of what both have; add the names of that to `shared`."""
    for name, places in _SHARED.items():
        one, other = _shared(name, places, first), _shared(name, places, second)
        if one is None or other is None:
            continue
        if name not in shared:
            shared.append(name)
        if one and other:
            yield from compare(one[0], other[0])
        else:
            for kind, nodes in ((REMOVED, one), (ADDED, other)):
                for node in nodes:
                    for child in children_of(node, []):
                        yield from _lone(kind, child)
    if same_key is not None:
        if "key" not in shared:
            shared.append("key")
        yield from _compare_keys(first, second, same_key)
    elif not shared:
        yield Found(CHANGED, first, second, "they have nothing in common that could be compared")


def _compare_keys(first: Node, second: Node, same_key: bool) -> Iterator[Found]:
    one, other = part(first, KEY), part(second, KEY)
    if one is not None and other is not None:
        yield from compare(one, other)
    elif not same_key:
        # The public key of a private one stands nowhere in it, or not as a SubjectPublicKeyInfo.
        keys = [_public_key(node) for node in (first, second)]
        before, after = ("" if key is None else words(key) for key in keys)
        yield Found(CHANGED, one or first, other or second, "", before, after, "public key")


def _shared(name: str, places: dict[str, str], node: Node) -> list[Node] | None:
    """Return the part of this name, if this kind has one; a list of none where it is left out."""
    if name == "extensions" and node.declared == "CertificationRequest":
        return _requested(node)
    if node.declared not in places:
        return None
    found = part(node, places)
    if found is None:
        return []
    if isinstance(found.codec, Tagged):
        found = next(children_of(found, []), None)
    return [] if found is None else [found]


def _requested(request: Node) -> list[Node]:
    """Return the extensions that a request asks for (RFC 2985 5.4.2)."""
    try:
        attributes = request.at("certificationRequestInfo.attributes")
    except KeyError:
        return []
    for node in attributes.walk():
        if isinstance(node.codec, ListOf) and any(child.declared == "Extension" for child in children_of(node, [])):
            return [node]
    return []


# In words.


def _difference(found: Found, expected: bool | None) -> Difference:
    first, second = found.first, found.second
    node = first if first is not None else second
    assert node is not None
    before = found.before if first is None or found.before is not None else words(first)
    after = found.after if second is None or found.after is not None else words(second)
    note = found.note
    if found.kind == CHANGED and before == after and not note and first is not None and second is not None:
        note = "" if first.secret or second.secret else _where(first, second)
    return Difference(
        node.path,
        found.kind,
        found.name or title(node),
        before or "",
        after or "",
        note,
        "" if second is None else second.path,
        expected,
    )


def _where(first: Node, second: Node) -> str:
    if first.identifier != second.identifier:
        return f"{first.type} and {second.type}"
    one, other = first.contents, second.contents
    at = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return f"the contents differ from octet {at} on"
