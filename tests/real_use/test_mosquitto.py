"""A real broker on its TLS listener: Mosquitto serves what was issued, and paho-mqtt publishes and receives."""

from __future__ import annotations

import queue
import socket
import ssl
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING

import paho.mqtt.client as mqtt
import pytest
from paho.mqtt.enums import CallbackAPIVersion

from tests.tools.handshake import strict_client
from tests.tools.programs import require_tool

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.tools.command_line import Outcome

KINDS = ("rsa:2048", "ec:P-256")
_FOLDER = Path(__file__).resolve().parents[2] / "docs" / "procedure"
PAGE = f"--request-config {_FOLDER}/server.csr.cfg --extension-config {_FOLDER}/server.crt.cfg"


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _run(cli: Callable[..., Outcome], command: str) -> None:
    outcome = cli(*command.split())
    assert outcome.code == 0, outcome.stderr


@pytest.fixture
def broker(
    tmp_path: Path, cli: Callable[..., Outcome], ca_kind: str, server_kind: str, described_by: str, mutual: bool
) -> Iterator[int]:
    """Start a broker with what the commands hand in, and yield its port."""
    program = require_tool("mosquitto")
    _run(cli, f"ca --name C=CN,CN=Test --key {ca_kind} --days 9 --out ca")
    issued_by = "--ca ca/CA.crt --ca-key ca/CA.key --days 5"
    _run(cli, f"server {issued_by} {described_by} --key {server_kind} --out server")
    _run(cli, f"client {issued_by} --name device-1 --key {server_kind} --out device")
    port = _free_port()
    # Started by root it drops to a user of its own, who cannot read a key of mode 0600.
    (tmp_path / "mosquitto.conf").write_text(
        f"user root\nallow_anonymous true\nlistener {port} 127.0.0.1\ncafile {tmp_path}/ca/CA.crt\n"
        f"certfile {tmp_path}/server/server_chain.crt\nkeyfile {tmp_path}/server/server_pkcs8.key\n"
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


def _client(folder: Path, *, with_certificate: bool, strict: bool = True) -> mqtt.Client:
    context = strict_client(str(folder / "ca/CA.crt"))
    if not strict:
        context.verify_flags &= ~ssl.VERIFY_X509_STRICT
        context.check_hostname = False
    if with_certificate:
        context.load_cert_chain(folder / "device/client_chain.crt", folder / "device/client_pkcs8.key")
    client = mqtt.Client(CallbackAPIVersion.VERSION2)
    client.tls_set_context(context)
    return client


def _message_through(client: mqtt.Client, port: int) -> bytes:
    """Publish a message and return what comes back; raises what the client refuses the broker with."""
    received: queue.Queue[bytes] = queue.Queue()
    client.on_connect = lambda client, *_: client.subscribe("topic", qos=1)
    client.on_subscribe = lambda client, *_: client.publish("topic", "hello", qos=1)
    client.on_message = lambda _client, _data, message: received.put(bytes(message.payload))
    client.connect("localhost", port)
    client.loop_start()
    try:
        return received.get(timeout=20)
    finally:
        client.disconnect()
        client.loop_stop()


HOST = "--host localhost"


@pytest.mark.parametrize("described_by", [HOST], ids=["host"])
@pytest.mark.parametrize("mutual", [False, True], ids=["one-way", "mutual"])
@pytest.mark.parametrize("server_kind", KINDS)
@pytest.mark.parametrize("ca_kind", KINDS)
def test_a_message_goes_through_the_broker(broker: int, tmp_path: Path, mutual: bool) -> None:
    assert _message_through(_client(tmp_path, with_certificate=mutual), broker) == b"hello"


@pytest.mark.parametrize("described_by", [PAGE], ids=["page"])
@pytest.mark.parametrize("mutual", [True])
@pytest.mark.parametrize(("ca_kind", "server_kind"), [("ec:P-256", "rsa:2048"), ("rsa:2048", "ec:P-256")])
def test_the_page_s_own_certificate_is_served_and_strict_clients_refuse_it(broker: int, tmp_path: Path) -> None:
    assert _message_through(_client(tmp_path, with_certificate=True, strict=False), broker) == b"hello"
    # Not by paho, which leaves its socket open when a handshake fails.
    strict = strict_client(str(tmp_path / "ca/CA.crt"))
    with (
        socket.create_connection(("127.0.0.1", broker)) as connection,
        pytest.raises(ssl.SSLCertVerificationError, match="keyCertSign"),
    ):
        strict.wrap_socket(connection, server_hostname="a.mqtt.aliyuncs.com")


@pytest.mark.parametrize("described_by", [HOST], ids=["host"])
@pytest.mark.parametrize(("ca_kind", "server_kind", "mutual"), [("ec:P-256", "ec:P-256", True)])
def test_a_client_without_a_certificate_is_turned_away_where_one_is_required(broker: int, tmp_path: Path) -> None:
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
