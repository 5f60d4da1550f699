"""Cold starts: what an import costs an interpreter, and what the way is to a first certificate in a file."""

from __future__ import annotations

from .declared import Benchmark, Contestant, Target
from .spawning import python, writing

BARE = "python -c pass"
OURS = "import x509forge, a TBSCertificate"
PYCA = "import cryptography.x509"

# As `repr` has it: typed objects of each kind, made and encoded. What it loads and compiles, tests hold it to.
A_CERTIFICATE = """
import x509forge as xf
described = xf.TBSCertificate(
    serial_number=1, signature=xf.AlgorithmIdentifier(algorithm=xf.oid.ECDSA_WITH_SHA256),
    issuer=xf.Name.of(CN="Test CA"), validity=xf.Validity.of("2026-11-24", "2028-04-07T00:00:00Z"),
    subject=xf.Name.of(C="CN", O="ALI", CN="a.example"),
    subject_public_key_info=xf.SubjectPublicKeyInfo(
        algorithm=xf.AlgorithmIdentifier(
            algorithm=xf.oid.EC_PUBLIC_KEY, parameters=xf.ECParameters(named_curve=xf.oid.SECP256R1)
        ),
        subject_public_key=xf.BitString(b"\\4" + bytes(64)),
    ),
    extensions=[
        xf.Extension.of(xf.BasicConstraints(ca=False)), xf.Extension.of(xf.KeyUsage.of("digitalSignature")),
        xf.Extension.of(xf.ExtendedKeyUsage.of("serverAuth")),
        xf.Extension.of(xf.SubjectAlternativeName.of("a.example")),
    ],
)
octets = described.to_der()
"""

_FIRST_OF_OURS = """
import sys
import x509forge as xf
issuer = xf.Issuer.load(sys.argv[2], sys.argv[3])
key = xf.PrivateKey.generate("ec:P-256")
certificate = issuer.issue(
    key.public_key, subject=xf.Name.of(CN="a.example"), days=500,
    extensions=[
        xf.Extension.of(xf.BasicConstraints(ca=False)), xf.Extension.of(xf.KeyUsage.of("digitalSignature")),
        xf.Extension.of(xf.SubjectAlternativeName.of("a.example")),
    ],
)
open(sys.argv[1], "w").write(certificate.to_pem())
"""

_FIRST_OF_PYCA = """
import datetime, sys
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
ca = x509.load_pem_x509_certificate(open(sys.argv[2], "rb").read())
ca_key = serialization.load_pem_private_key(open(sys.argv[3], "rb").read(), None)
key = ec.generate_private_key(ec.SECP256R1())
now = datetime.datetime.now(datetime.timezone.utc)
certificate = (
    x509.CertificateBuilder()
    .subject_name(x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "a.example")])).issuer_name(ca.subject)
    .public_key(key.public_key()).serial_number(x509.random_serial_number())
    .not_valid_before(now).not_valid_after(now + datetime.timedelta(days=500))
    .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=False)
    .add_extension(x509.SubjectAlternativeName([x509.DNSName("a.example")]), critical=False)
    .sign(ca_key, hashes.SHA256())
)
open(sys.argv[1], "wb").write(certificate.public_bytes(serialization.Encoding.PEM))
"""

_FIRST_OF_CERTBUILDER = """
import sys
from x509forge.signing import mend_oscrypto
mend_oscrypto.load()
from oscrypto import asymmetric
from certbuilder import CertificateBuilder, pem_armor_certificate
ca = asymmetric.load_certificate(sys.argv[2])
public_key, key = asymmetric.generate_pair("ec", curve="secp256r1")
builder = CertificateBuilder({"common_name": "a.example"}, public_key)
builder.issuer = ca
builder.subject_alt_domains = ["a.example"]
open(sys.argv[1], "wb").write(pem_armor_certificate(builder.build(asymmetric.load_private_key(sys.argv[3]))))
"""

BENCHMARKS = (
    Benchmark(
        "start",
        "An interpreter that starts, imports and ends",
        (
            Contestant(BARE, python("pass")),
            Contestant("x509forge, the import alone", python("import x509forge")),
            Contestant(f"x509forge: {OURS}", python(A_CERTIFICATE)),
            Contestant(PYCA, python("import cryptography.x509")),
            Contestant("import asn1crypto.x509", python("import asn1crypto.x509")),
        ),
        targets=(Target(f"x509forge: {OURS}", at_most=25e-3, less=BARE),),
        clock="children",
        rounds=25,
    ),
    Benchmark(
        "first",
        "From the start of the interpreter to the first certificate in a file: P-256 key made, CA loaded",
        (
            Contestant("x509forge (cryptography)", writing(_FIRST_OF_OURS)),
            Contestant("x509forge (oscrypto)", writing(_FIRST_OF_OURS), backend="oscrypto"),
            Contestant("pyca's builder", writing(_FIRST_OF_PYCA)),
            Contestant("certbuilder (oscrypto)", writing(_FIRST_OF_CERTBUILDER), backend="oscrypto"),
        ),
        judge="any_certificate",
        clock="children",
        rounds=15,
    ),
)
