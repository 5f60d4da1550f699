"""Jobs of all kinds whose results are the same each time, by so many threads at once: prints a line for each result.

    python thread_jobs.py THREADS JOBS CA_KEY DEVICE_KEY

All threads share an issuer and a profile, and begin together, with nothing loaded. With one thread, the jobs are done
one after the other. Keys are RSA, whose signatures are the same each time.
"""

from __future__ import annotations

import hashlib
import random
import sys
import threading
import traceback
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import x509forge as xf
from x509forge.kept import Kept

if TYPE_CHECKING:
    from collections.abc import Iterator

PROFILES = ("rfc5280", "mqtt-server", "mqtt-client", "device-id", "webpki", "none")
EXTENSIONS = (
    ("basicConstraints", "critical,CA:TRUE,pathlen:3"),
    ("keyUsage", "digitalSignature,keyEncipherment"),
    ("extendedKeyUsage", "serverAuth,1.2.3.4"),
    ("subjectAltName", "DNS:a.example,IP:192.0.2.7,email:b@example,RID:1.2.3,otherName:1.2.3;UTF8:c"),
    ("certificatePolicies", "1.2.3.4"),
    ("nameConstraints", "permitted;DNS:example,excluded;IP:10.0.0.0/255.0.0.0"),
    ("crlDistributionPoints", "URI:http://crl.example/a.crl"),
    ("1.2.3.4.5", "ASN1:UTF8String:text"),
)


class Jobs:
    """What all threads share, made by whoever comes first."""

    def __init__(self, ca_key: str, device_key: str) -> None:
        self.ca_key = Path(ca_key)
        self.device_key = Path(device_key)
        self.lock = threading.Lock()
        self._shared: tuple[xf.Issuer, xf.SubjectPublicKeyInfo, xf.Profile, xf.Validity] | None = None

    @property
    def shared(self) -> tuple[xf.Issuer, xf.SubjectPublicKeyInfo, xf.Profile, xf.Validity]:
        with self.lock:
            if self._shared is None:
                validity = xf.Validity(not_before=xf.Time.of("2026-01-01"), not_after=xf.Time.of("2056-01-01"))
                name = xf.Name.of(O="ALI", CN="Test CA")
                key = xf.PrivateKey.load(self.ca_key)
                issuer = xf.Issuer.self_signed(name, key, validity=validity, serial_number=1)
                profile = xf.Profile(
                    "plant", base="mqtt-server", severities={"rfc5280.serial_number.not_positive": "warning"}
                )

                @profile.rule("plant.subject.no_unit", "warning", "house rule 7", "A subject has an OU.", "Add OU.")
                def _no_unit(case: Any) -> Iterator[tuple[str, str]]:
                    if "OU=" not in str(case.tbs.subject):
                        yield case.path("subject"), "has no OU"

                self._shared = issuer, xf.PrivateKey.load(self.device_key).public_key, profile, validity
            return self._shared

    def certificate(self, at: int) -> xf.Certificate:
        """Return a certificate that is the same for the same number."""
        issuer, key, plant, validity = self.shared
        host = f"device-{at}.example"

        def issue(waive: set[str]) -> xf.Certificate:
            return issuer.issue(
                key,
                subject=xf.Name.of(O="ALI", OU=f"unit {at % 5}", CN=host) if at % 3 else xf.Name.of(O="ALI", CN=host),
                serial_number=at + 2,
                validity=xf.Validity(not_before=validity.not_before, not_after=xf.Time.of(f"2026-03-{1 + at % 9:02}")),
                extensions=[xf.Extension.of(xf.SubjectAlternativeName.of(host, f"192.0.2.{at % 256}"))],
                profile=plant if at % 7 == 6 else PROFILES[at % 7],
                waive=waive,
            )

        try:
            return issue(set())
        except xf.RuleViolation as refused:
            return issue({finding.id for finding in refused.findings if finding.severity == "error"})

    def issue(self, at: int) -> object:
        """Issue."""
        return self.certificate(at).to_der()

    def number(self, at: int) -> object:
        """Issue with numbers of its own, as users do: what the others have is the same."""
        issuer, key, _, validity = self.shared
        one, two = (issuer.issue(key, subject=xf.Name.of(CN="a"), validity=validity) for _ in range(2))
        assert one.tbs_certificate.serial_number != two.tbs_certificate.serial_number
        return one.tbs_certificate.replace(serial_number=1).to_der()

    def check(self, at: int) -> object:
        """Judge what is wrong in one way or another."""
        tbs = self.certificate(at).tbs_certificate
        tbs = tbs.replace(
            serial_number=-at if at % 2 else at,
            subject=xf.Name.of(C="XYZ" if at % 3 else "CN", CN=f"a_{at % 9}.example"),
            version=2 if at % 5 else 0,
        )
        profile = self.shared[2] if at % 6 == 5 else PROFILES[at % 6]
        return xf.check(tbs, profile=profile, issuer=self.shared[0].certificate)

    def read(self, at: int) -> object:
        """Read, show as source, and evaluate it."""
        certificate = xf.Certificate.from_pem(self.certificate(at).to_pem())
        shown = repr(certificate)
        again = eval(shown, {name: getattr(xf, name) for name in dir(xf)})
        return shown, again.to_der()

    def explain(self, at: int) -> object:
        """Explain, as text."""
        from x509forge.explain.text import render

        return list(render(xf.explain(self.certificate(at).to_der())))

    def write(self, at: int) -> object:
        """Say in the der-ascii language, and as source; and compare two."""
        data = self.certificate(at).to_der()
        text = xf.to_der_ascii(data)
        other = self.certificate(at + 1).to_der()
        differences = [str(difference) for difference in xf.diff(data, other).differences]
        return text, xf.from_der_ascii(text), xf.decompile(data), differences

    def forge(self, at: int) -> object:
        """Make it wrong."""
        defects = xf.forge.DEFECTS
        id = list(defects)[at * 7 % len(defects)]
        try:
            return xf.forge.apply(id, self.certificate(7 * at), self.shared[0].signer).to_der()
        except (ValueError, xf.UnsupportedKey) as error:
            return id, str(error)

    def speak(self, at: int) -> object:
        """Take OpenSSL's word for extensions."""
        return [xf.openssl.extension(name, text).to_der() for name, text in EXTENSIONS]

    def name(self, at: int) -> object:
        """Read and write names."""
        name = xf.Name.from_rfc4514(f"CN=a\\, {at}+OU=b,O=c\\C3\\A4,1.2.3.4=#0c0164")
        openssl = xf.Name.from_openssl(f"/C=CN/O=ALI {at}/CN=x+OU=y/emailAddress=a@b.example")
        return str(name), name.to_der(), str(openssl), openssl.to_der(), openssl == name

    def request(self, at: int) -> object:
        """Ask for a certificate, and issue it."""
        key = xf.PrivateKey.load(self.device_key)
        alternative = xf.Extension.of(xf.SubjectAlternativeName.of(f"r-{at}.example"))
        request = xf.CertificationRequest.create(xf.Name.of(CN=f"r {at}"), key, extensions=[alternative])
        findings = xf.check(request)
        issuer, _, _, validity = self.shared
        issued = issuer.issue(request, validity=validity, serial_number=at + 1, copy_extensions=["subjectAltName"])
        return request.to_der(), findings, issued.to_der(), key.to_der()

    def declare(self, at: int) -> object:
        """Read and write each type for the first time, where a value of it is at hand."""
        found = []
        for name in random.Random(at).sample(dir(xf), 40):
            cls = getattr(xf, name)
            if isinstance(cls, type) and issubclass(cls, xf.asn1.Value) and "_compile" in vars(cls):
                try:
                    found.append((name, cls.from_der(bytes.fromhex("3000")).to_der()))
                except ValueError as error:
                    found.append((name, str(error).encode()))
        return found


KINDS = ("issue", "number", "check", "read", "explain", "write", "forge", "speak", "name", "request", "declare")


def main(threads: int, count: int, ca_key: str, device_key: str) -> int:
    """Do the jobs, and return how many threads failed."""
    jobs = Jobs(ca_key, device_key)
    results: dict[tuple[str, int], bytes] = {}
    differing: list[tuple[str, int]] = []
    failures: list[BaseException] = []
    together = threading.Barrier(threads)

    def work(thread: int) -> None:
        # Each job is done by each thread, in an order of its own.
        own = [(kind, at) for kind in KINDS for at in range(count)]
        random.Random(thread).shuffle(own)
        together.wait()
        try:
            for kind, at in own:
                result = hashlib.sha256(repr(getattr(jobs, kind)(at)).encode()).digest()
                if results.setdefault((kind, at), result) != result:
                    differing.append((kind, at))
        except BaseException as error:
            failures.append(error)
            traceback.print_exc()

    workers = [threading.Thread(target=work, args=(thread,)) for thread in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    for kind, at in sorted(results):
        print(kind, at, results[kind, at].hex())
    for (kind, at), times in Counter(differing).items():
        print("differs", kind, at, times)
    return len(failures)


def _forget_soon() -> None:
    """Have what is kept be thrown away all the time."""
    make = Kept.__init__

    def make_small(self: Kept, most: int) -> None:
        make(self, min(most, 3))

    Kept.__init__ = make_small  # type: ignore[method-assign]


if __name__ == "__main__":
    if sys.argv[1] != "1":
        sys.setswitchinterval(1e-5)
        _forget_soon()
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:5]))
