"""A real broker on its TLS listener: Mosquitto serves what was issued, and paho-mqtt publishes and receives."""

from __future__ import annotations

import queue
import socket
import ssl
import subprocess
import time
from typing import TYPE_CHECKING

import paho.mqtt.client as mqtt
import pytest
from paho.mqtt.enums import CallbackAPIVersion

import x509forge as xf
from tests.tools.programs import require_tool

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.tools.key_files import KeyFiles

KINDS = ("rsa:2048", "ec:P-256")


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _extensions(purpose: str, *hosts: str) -> list[xf.Extension]:
    found = [
        xf.Extension.of(xf.BasicConstraints(ca=False)),
        xf.Extension.of(xf.KeyUsage.of("digitalSignature", "keyEncipherment")),
        xf.Extension.of(xf.ExtendedKeyUsage.of(purpose)),
    ]
    return [*found, xf.Extension.of(xf.SubjectAlternativeName.of(*hosts))] if hosts else found


@pytest.fixture
def broker(tmp_path: Path, keys: KeyFiles, ca_kind: str, server_kind: str, mutual: bool) -> Iterator[int]:
    """Start a broker with a chain file and a PKCS #8 key, and yield its port; the device's files lie beside."""
    program = require_tool("mosquitto")
    issuer = xf.Issuer.self_signed(xf.Name.of(CN="Test CA"), xf.PrivateKey.load(keys(ca_kind)), days=5)
    for name, kind, purpose, hosts in (
        ("server", server_kind, "serverAuth", ("localhost",)),
        ("device", "ec:P-256", "clientAuth", ()),
    ):
        key = xf.PrivateKey.load(keys(kind, 1))
        certificate = issuer.issue(
            key.public_key, subject=xf.Name.of(CN=name), days=5, extensions=_extensions(purpose, *hosts)
        )
        (tmp_path / f"{name}_chain.crt").write_text(certificate.to_pem() + issuer.certificate.to_pem())
        (tmp_path / f"{name}_pkcs8.key").touch(0o600)
        (tmp_path / f"{name}_pkcs8.key").write_text(key.to_pem())
    (tmp_path / "CA.crt").write_text(issuer.certificate.to_pem())
    port = _free_port()
    # Started by root it drops to a user of its own, who cannot read a key of mode 0600.
    (tmp_path / "mosquitto.conf").write_text(
        f"user root\nallow_anonymous true\nlistener {port} 127.0.0.1\ncafile {tmp_path}/CA.crt\n"
        f"certfile {tmp_path}/server_chain.crt\nkeyfile {tmp_path}/server_pkcs8.key\n"
        f"require_certificate {'true' if mutual else 'false'}\n"
    )
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen([program, "-c", str(tmp_path / "mosquitto.conf"), "-v"], stdout=log, stderr=log)
        try:
            for _ in range(200):
                assert process.poll() is None, (tmp_path / "log").read_text()
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.05)
            yield port
        finally:
            process.terminate()
            process.wait(10)


def _client(folder: Path, *, with_certificate: bool) -> mqtt.Client:
    context = ssl.create_default_context(cafile=str(folder / "CA.crt"))
    context.verify_flags |= ssl.VERIFY_X509_STRICT
    if with_certificate:
        context.load_cert_chain(folder / "device_chain.crt", folder / "device_pkcs8.key")
    client = mqtt.Client(CallbackAPIVersion.VERSION2)
    client.tls_set_context(context)
    return client


@pytest.mark.parametrize("mutual", [False, True], ids=["one-way", "mutual"])
@pytest.mark.parametrize("server_kind", KINDS)
@pytest.mark.parametrize("ca_kind", KINDS)
def test_a_message_goes_through_the_broker(
    broker: int, tmp_path: Path, ca_kind: str, server_kind: str, mutual: bool
) -> None:
    received: queue.Queue[bytes] = queue.Queue()
    client = _client(tmp_path, with_certificate=mutual)
    client.on_connect = lambda client, *_: client.subscribe("topic", qos=1)
    client.on_subscribe = lambda client, *_: client.publish("topic", f"{ca_kind} {server_kind}", qos=1)
    client.on_message = lambda _client, _data, message: received.put(bytes(message.payload))
    client.connect("localhost", broker)
    client.loop_start()
    try:
        assert received.get(timeout=20) == f"{ca_kind} {server_kind}".encode()
    finally:
        client.disconnect()
        client.loop_stop()


@pytest.mark.parametrize(("ca_kind", "server_kind", "mutual"), [("ec:P-256", "ec:P-256", True)])
def test_a_client_without_a_certificate_is_turned_away_where_one_is_required(
    broker: int, tmp_path: Path, ca_kind: str, server_kind: str, mutual: bool
) -> None:
    connected: queue.Queue[object] = queue.Queue()
    client = _client(tmp_path, with_certificate=False)
    client.on_connect = lambda *_: connected.put("connected")
    client.on_disconnect = lambda *_: connected.put("turned away")
    client.on_connect_fail = lambda *_: connected.put("turned away")
    try:
        client.connect("localhost", broker)
    except OSError:
        return
    client.loop_start()
    try:
        assert connected.get(timeout=20) == "turned away"
    finally:
        client.disconnect()
        client.loop_stop()
