"""TLS handshakes in memory; as a program, of whatever Python runs it: `handshake.py CHAIN KEY CA HOST`."""

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


def shake_hands(client: ssl.SSLContext, server: ssl.SSLContext, host: str) -> None:
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


def main(chain: str, key: str, ca: str, host: str) -> None:
    """Shake hands by the defaults of this Python, and say how it went."""
    try:
        shake_hands(ssl.create_default_context(cafile=ca), server_of(chain, key), host)
    except ssl.SSLError as error:
        print("refused:", error)
    else:
        print("accepted")


if __name__ == "__main__":
    main(*sys.argv[1:])
