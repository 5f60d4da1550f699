"""Eight threads issue with one issuer: each certificate is right, and none comes twice."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import x509forge as xf
from x509forge.signing.verify import verify

if TYPE_CHECKING:
    from tests.tools.key_files import KeyFiles

THREADS, EACH = 8, 40


def test_threads_issue_with_one_issuer(keys: KeyFiles) -> None:
    issuer = xf.Issuer.self_signed(xf.Name.of(O="ALI", CN="Test CA"), xf.PrivateKey.load(keys("ec:P-256")), days=3650)
    key = xf.PrivateKey.load(keys("ec:P-256", 1)).public_key
    issued: dict[str, xf.Certificate] = {}
    failures: list[BaseException] = []
    together = threading.Barrier(THREADS)

    def work(thread: int) -> None:
        together.wait()
        try:
            for number in range(EACH):
                host = f"device-{thread}-{number}.example"
                names = xf.Extension.of(xf.SubjectAlternativeName.of(host))
                issued[host] = issuer.issue(key, subject=xf.Name.of(O="ALI", CN=host), days=90, extensions=[names])
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(thread,)) for thread in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(issued) == THREADS * EACH
    assert len({certificate.tbs_certificate.serial_number for certificate in issued.values()}) == THREADS * EACH
    for host, certificate in issued.items():
        read = xf.Certificate.from_der(certificate.to_der())
        names = read.extension(xf.SubjectAlternativeName)
        assert names is not None
        assert names.dns_names == (host,)
        assert read.tbs_certificate.subject.values("CN") == (host,)
        assert xf.check(read, issuer=issuer.certificate) == []
        verify(
            issuer.signer.public_key,
            read.signature_algorithm,
            read.signature_value.octets,
            read.tbs_certificate.to_der(),
        )
