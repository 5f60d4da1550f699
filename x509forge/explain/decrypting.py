"""What stands encrypted under a password: private keys, contents of PKCS #7, and the MAC of a PKCS #12 file.

No message holds a password, or an octet of what was decrypted.
"""

from __future__ import annotations

from ..asn1.value import codec_of
from ..errors import DecodeError, SigningError
from .headers import fills
from .overlay import children_of, root

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..asn1.value import ValueType
    from ..x509.algorithm import AlgorithmIdentifier
    from .document import Document
    from .node import Node

WRONG = "wrong password, or what is encrypted is broken"
_NOTHING: tuple[None, str] = None, ""


def decrypted_of(node: Node) -> tuple[Node | None, str]:
    """Return the root of what a node holds encrypted, and if there is none because the password does not open it, why."""  # noqa: E501
    document = node.document
    if document.password is None or not is_encrypted(node):
        return _NOTHING
    known = document.decrypted.get(node.offset)
    if known is None:
        known = document.decrypted[node.offset] = _open(node)
    return known


def why_not(node: Node) -> tuple[str, str]:
    """Return why the password does not open what a node holds, or is not that of its MAC; and the citation."""
    if node.declared == "MacData" and node.document.password is not None:
        known = node.document.decrypted.get(node.offset)
        if known is None:
            known = node.document.decrypted[node.offset] = (None, _check_mac(node))
        return known[1], "RFC 7292 4"
    return decrypted_of(node)[1], ""


def is_encrypted(node: Node) -> bool:
    """Return whether a node is what a password would open."""
    if node.piece is not None:
        return node.piece == "octets" and bool(node.document.headers) and node.parent is not None
    if node.field is None or node.parent is None or not node.typed:
        return False
    place = node.parent.declared, node.field.name
    if place == ("EncryptedContentInfo", "encrypted_content"):
        # Where recipients have keys, a password opens nothing.
        return node.parent.parent is not None and node.parent.parent.declared == "EncryptedData"
    return place == ("EncryptedPrivateKeyInfo", "encrypted_data")


def _open(node: Node) -> tuple[Node | None, str]:
    document = node.document
    password = document.password
    assert password is not None
    if not password.left:
        return None, "not opened: too many parts of this input are encrypted"
    password.left -= 1
    try:
        if node.piece is not None:
            octets = _open_traditional(document, node.label)
        else:
            octets = _open_by_password(node, password.octets())
    except (SigningError, DecodeError) as error:
        return None, _why(error)
    size = len(octets)
    # Where the padding fits by chance, what a wrong password gives is no element.
    if octets[:1] != b"\x30" or not fills(octets, 0, size):
        return None, WRONG
    inner = document.of(octets)
    inner.private = True
    cls = _kind(node, inner)
    return root(inner, None, 0, size, None if cls is None else codec_of(cls), ""), ""


def _why(error: SigningError | DecodeError) -> str:
    """Return what is wrong, without the place: that would count octets of another document."""
    return error.reason if isinstance(error, DecodeError) else str(error)


def _kind(node: Node, inner: Document) -> ValueType | None:
    from .kinds import identify

    holder = node
    while holder.parent is not None:
        holder = holder.parent
        if holder.declared == "PFX" and node.field is not None and node.field.name == "encrypted_content":
            from ..pkcs.pkcs12 import SafeContents

            return SafeContents
    return identify(inner, 0, len(inner.data), node.label or "PRIVATE KEY")


def _open_by_password(node: Node, password: bytes) -> bytes:
    from ..signing import password_based

    assert node.parent is not None
    return password_based.decrypt_octets(_algorithm(node.parent), _octets(node), password)


def _open_traditional(document: Document, label: str) -> bytes:
    from ..errors import KeyFormatError
    from ..pem import Block
    from ..signing import traditional

    assert document.password is not None
    pairs = (line.partition(":") for line in document.headers.decode("latin-1").splitlines())
    headers = tuple((name.strip(), value.strip()) for name, colon, value in pairs if colon)
    block = Block(label, document.data, headers)
    if not traditional.is_encrypted(block):
        raise KeyFormatError("the header lines do not say that it is encrypted")
    return traditional.decrypt(block, document.password.octets())


def _algorithm(holder: Node) -> AlgorithmIdentifier:
    """Return the first algorithm among the fields of a type."""
    from ..x509.algorithm import AlgorithmIdentifier

    for child in children_of(holder, []):
        if child.declared_class is AlgorithmIdentifier:
            found: AlgorithmIdentifier = codec_of(AlgorithmIdentifier).read(
                child.document.data, child.offset, child.start, child.stop
            )
            return found
    raise DecodeError("no algorithm says how it is encrypted")


def _octets(node: Node) -> bytes:
    """Return the contents of an OCTET STRING; where it is in segments, all of them (X.690 8.7.3)."""
    data = node.document.data
    if not node.constructed:
        return data[node.start : node.stop]
    leaves = (part for part in node.walk() if part.piece is None and not part.constructed)
    return b"".join(data[part.start : part.stop] for part in leaves)


# The MAC of PKCS #12


def _check_mac(node: Node) -> str:
    """Return why the MAC is not that of the password, or cannot be computed; empty where it is."""
    from ..pkcs.pkcs12 import MacData
    from ..signing.password_based import mac as macs

    document = node.document
    assert document.password is not None
    try:
        mac = codec_of(MacData).read(document.data, node.offset, node.start, node.stop)
        if macs.confirms(mac, _authenticated(node), document.password.octets()):
            return ""
    except (SigningError, DecodeError) as error:
        return _why(error)
    return "the MAC is that of another password, or of other octets"


def _authenticated(node: Node) -> bytes:
    """Return the octets that the MAC covers: what is in the OCTET STRING of authSafe."""
    assert node.parent is not None
    for child in children_of(node.parent, []):
        if child.field is not None and child.field.name == "auth_safe":
            for part in children_of(child, []):
                if part.field is not None and part.field.name == "content":
                    inner = next(children_of(part, []), None)
                    if inner is not None:
                        return _octets(inner)
    raise DecodeError("there is nothing that the MAC could be of")
