"""The rules of mqtt-server, mqtt-client, device-id and ca: each finds its fault; what the profile issues has none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import x509forge as xf
from x509forge.rules import rules_on_top

if TYPE_CHECKING:
    from tests.tools.key_files import KeyFiles

E = xf.Extension.of
SHA1 = xf.AlgorithmIdentifier(algorithm=xf.ObjectIdentifier("1.2.840.10045.4.1"))
USAGE = E(xf.KeyUsage.of("keyAgreement"))
CA = E(xf.BasicConstraints(ca=True))
HOST = E(xf.SubjectAlternativeName.of("mqtt.example"))
SUBJECTS = {
    "mqtt-server": xf.Name.of(CN="mqtt.example"),
    "mqtt-client": xf.Name.of(CN="device-1"),
    "device-id": xf.Name.of(("O", "ALI"), ("serialNumber", "17")),
    "ca": xf.Name.of(CN="Sub CA"),
}
# The profile, the rule, which kind of key, the extensions that are given, and the fields that are changed.
TABLE: list[tuple[str, str, str, list[xf.Extension], dict[str, Any]]] = [
    *((profile, "tls.basic_constraints.ca", "ec:P-256", [CA], {}) for profile in ("mqtt-server", "mqtt-client")),
    *(
        (profile, "tls.key_usage.no_digital_signature", "ec:P-256", [USAGE], {})
        for profile in ("mqtt-server", "mqtt-client")
    ),
    *((profile, "tls.public_key.weak", "rsa:1024", [], {}) for profile in ("mqtt-server", "mqtt-client", "ca")),
    *(
        (profile, "tls.signature.weak_hash", "ec:P-256", [], {"signature": SHA1})
        for profile in ("mqtt-server", "mqtt-client", "ca")
    ),
    ("mqtt-server", "mqtt.server.purpose", "ec:P-256", [E(xf.ExtendedKeyUsage.of("clientAuth"))], {}),
    ("mqtt-server", "mqtt.server.no_host", "ec:P-256", [E(xf.SubjectAlternativeName.of("a@b.example"))], {}),
    ("mqtt-server", "mqtt.server.public_key", "ed25519", [], {}),
    ("mqtt-server", "mqtt.server.validity", "ec:P-256", [], {"validity": xf.Validity.of("2026-01-01", "2028-04-06")}),
    ("mqtt-client", "mqtt.client.purpose", "ec:P-256", [E(xf.ExtendedKeyUsage.of("serverAuth")), HOST], {}),
    ("mqtt-client", "mqtt.client.no_name", "ec:P-256", [], {"subject": xf.Name.of(O="ALI")}),
    ("device-id", "device_id.basic_constraints.ca", "ec:P-256", [CA], {}),
    ("device-id", "device_id.subject.empty", "ec:P-256", [], {"subject": xf.Name(())}),
    ("device-id", "device_id.subject.no_serial_number", "ec:P-256", [], {"subject": xf.Name.of(CN="device-1")}),
    ("device-id", "device_id.validity.ends", "ec:P-256", [], {"validity": xf.Validity.of("2026-01-01", "2028-01-01")}),
    ("device-id", "device_id.key_usage.no_digital_signature", "ec:P-256", [USAGE], {}),
    ("device-id", "device_id.public_key.suite", "rsa:3072", [], {}),
    ("ca", "ca.basic_constraints.not_ca", "ec:P-256", [E(xf.BasicConstraints(ca=False))], {}),
    ("ca", "ca.key_usage.no_crl_sign", "ec:P-256", [E(xf.KeyUsage.of("keyCertSign"))], {}),
]


def _described(
    keys: KeyFiles, profile: str, kind: str, extensions: list[xf.Extension], fields: dict[str, Any]
) -> xf.TBSCertificate:
    always = xf.Validity.of("2026-01-01", "9999-12-31T23:59:59Z")
    issuer = xf.Issuer.self_signed(xf.Name.of(CN="CA"), xf.PrivateKey.load(keys("ec:P-256")), validity=always)
    defaults = xf.Profile("free", base=profile, severities=dict.fromkeys(xf.Profile("all", base=profile).rules, "off"))
    tbs = issuer.prepare(
        xf.PrivateKey.load(keys(kind, 1)).public_key, subject=SUBJECTS[profile], extensions=extensions, profile=defaults
    )
    return tbs.replace(**fields)


@pytest.mark.parametrize(
    ("profile", "id", "kind", "extensions", "fields"), TABLE, ids=[f"{row[0]}-{row[1]}" for row in TABLE]
)
def test_a_rule_finds_its_fault_and_no_other_of_its_profile_does(
    keys: KeyFiles, profile: str, id: str, kind: str, extensions: list[xf.Extension], fields: dict[str, Any]
) -> None:
    found = xf.check(_described(keys, profile, kind, extensions, fields), profile=profile)
    assert [finding.id for finding in found if finding.id in rules_on_top(profile)] == [id]


@pytest.mark.parametrize("profile", SUBJECTS)
def test_every_rule_was_seen_and_what_is_sound_has_no_finding(keys: KeyFiles, profile: str) -> None:
    assert {row[1] for row in TABLE if row[0] == profile} == set(rules_on_top(profile))
    assert xf.check(_described(keys, profile, "ec:P-256", [], {}), profile=profile) == []
