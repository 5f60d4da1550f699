"""TLS handshakes in memory; as a program, of whatever Python runs it, by what its standard input says (`main`)."""

from __future__ import annotations

import ssl
import sys


def strict_client(ca: str) -> ssl.SSLContext:
    """Return a client's context as Python 3.13 makes it by default."""
    context = ssl.create_default_context(cafile=ca)
    context.verify_flags |= ssl.VERIFY_X509_STRICT | ssl.VERIFY_X509_PARTIAL_CHAIN
    return context


def server_of(chain: str, key: str) -> ssl.SSLContext:
    """Return a server's context."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain, key)
    return context


def asking_server(context: ssl.SSLContext, ca: str) -> ssl.SSLContext:
    """Return a server's context as Python 3.13 makes it for clients that have certificates of this CA."""
    context.load_verify_locations(ca)
    context.verify_mode = ssl.CERT_REQUIRED
    context.verify_flags |= ssl.VERIFY_X509_STRICT | ssl.VERIFY_X509_PARTIAL_CHAIN | ssl.VERIFY_X509_TRUSTED_FIRST
    return context


def unsuspecting_client(chain: str, key: str) -> ssl.SSLContext:
    """Return the context of a client that shows a certificate and looks at none."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.load_cert_chain(chain, key)
    return context


def shake_hands(client: ssl.SSLContext, server: ssl.SSLContext, host: str | None) -> None:
    """Shake hands and pass a message; raises what either side refuses with."""
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    sides = [
        client.wrap_bio(to_client, to_server, server_hostname=host),
        server.wrap_bio(to_server, to_client, server_side=True),
    ]
    waiting = list(sides)
    for _ in range(20):
        for side in list(waiting):
            try:
                side.do_handshake()
                waiting.remove(side)
            except ssl.SSLWantReadError:
                continue
    assert not waiting
    sides[0].write(b"hello")
    assert sides[1].read() == b"hello"


def judge(folder: str, host: str | None) -> str:
    """Return "accepted", or "refused: " and why: of a server's `chain.pem` by its client, without host the reverse."""
    chain, key, ca = (f"{folder}/{name}.pem" for name in ("chain", "key", "ca"))
    try:
        server = server_of(chain, key)
        if host is None:
            shake_hands(unsuspecting_client(chain, key), asking_server(server, ca), None)
        else:
            shake_hands(strict_client(ca), server, host)
    except ssl.SSLError as error:
        return f"refused: {error}"
    return "accepted"


def main() -> None:
    """Judge what each line says, a folder and a host, or "-" for a client's; the answers are lines, too."""
    for line in sys.stdin:
        folder, host = line.rstrip("\n").split("\t")
        print(judge(folder, None if host == "-" else host))


if __name__ == "__main__":
    main()
