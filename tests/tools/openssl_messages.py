"""What the openssl program makes of keys and certificates: lists, OCSP, CMS, PKCS #12 and time stamps, all in DER.

OpenSSL leaves the certificates of a message in the order they were given, which is not DER's (X.690 11.6): so no
message here has two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.tools.programs import Program

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tools.key_files import KeyFiles

_CONFIG = """
[req]
distinguished_name = dn
[dn]
[v3_ca]
basicConstraints = critical,CA:TRUE
subjectKeyIdentifier = hash
[leaf]
subjectKeyIdentifier = hash
[tsa]
extendedKeyUsage = critical,timeStamping
[ca]
default_ca = authority
[authority]
database = index.txt
crlnumber = crlnumber
certificate = ca.pem
private_key = ca.key
default_md = sha256
default_crl_days = 30
crl_extensions = crl_ext
[crl_ext]
authorityKeyIdentifier = keyid:always,issuer:always
issuerAltName = DNS:ca.example,URI:http://ca.example/
issuingDistributionPoint = critical,@point
authorityInfoAccess = caIssuers;URI:http://ca.example/ca.crt
[point]
fullname = URI:http://ca.example/ca.crl
onlyuser = TRUE
onlysomereasons = keyCompromise,CACompromise
indirectCRL = TRUE
[timestamps]
serial = tsaserial
default_policy = 1.2.3.4.1
digests = sha256
signer_digest = sha256
accuracy = secs:1, millisecs:500, microsecs:100
ordering = yes
tsa_name = yes
ess_cert_id_chain = yes
ess_cert_id_alg = sha256
"""
_ENTRIES = (
    ("V", "", "01"),
    ("R", "200101000000Z", "02"),
    ("R", "200102000000Z,keyCompromise", "03"),
    ("R", "490103000000Z,superseded", "04"),
    ("R", "200104000000Z,keyTime,20191231235959Z", "05"),
    ("R", "200105000000Z,CAkeyTime,20191231235959Z", "06"),
    ("R", "200106000000Z,holdInstruction,holdInstructionReject", "07"),
    ("R", "200107000000Z,removeFromCRL", "7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF"),
)
_KEK = ("-secretkey", "000102030405060708090A0B0C0D0E0F", "-secretkeyid", "C0FEE0")


def messages(folder: Path, keys: KeyFiles) -> dict[str, tuple[str, bytes]]:
    """Return what openssl made, by name: the name of its type, and its octets."""
    run = _Run(folder)
    _authority(folder, keys, run)
    made: dict[str, tuple[str, bytes]] = {}

    def keep(name: str, kind: str, *arguments: str, data: bytes = b"") -> None:
        made[name] = kind, run(*arguments, data=data)

    run("ca", "-config", "openssl.cnf", "-gencrl", "-out", "crl.pem")
    made["crl"] = "CertificateList", run("crl", "-in", "crl.pem", "-outform", "DER")
    _ocsp(folder, run, made)
    text = b"a message\r\n"
    signer = ("-signer", "leaf.pem", "-inkey", "leaf.key")
    sign = ("cms", "-sign", "-binary", "-outform", "DER", *signer)
    for name, more in {
        "cms signed": ("-nodetach",),
        "cms detached": ("-keyid",),
        "cms with a certificate's digest": ("-cades", "-nodetach", "-econtent_type", "1.2.3.4"),
        "cms without attributes": ("-noattr", "-nodetach"),
        "cms with two signers": ("-nosmimecap", "-nocerts", "-signer", "ec.pem", "-inkey", "ec.key"),
        "cms with a receipt": ("-receipt_request_to", "a@b.example", "-receipt_request_all"),
    }.items():
        keep(name, "ContentInfo", *sign, *more, data=text)
    encrypt = ("cms", "-encrypt", "-binary", "-outform", "DER")
    for name, more in {
        "cms for a key": ("-aes128", "-recip", "leaf.pem"),
        "cms for a key by its identifier": ("-aes256", "-keyid", "-recip", "leaf.pem"),
        "cms for a key with OAEP": (
            *("-aes128", "-recip", "leaf.pem", "-keyopt", "rsa_padding_mode:oaep"),
            *("-keyopt", "rsa_oaep_md:sha256", "-keyopt", "rsa_oaep_label:616263"),
        ),
        "cms by agreement": ("-aes128", "-recip", "ec.pem"),
        "cms by agreement with an identifier": ("-aes128", "-keyid", "-recip", "ec.pem"),
        "cms with a key": ("-aes128", *_KEK),
        "cms with a password": ("-aes256", "-pwri_password", "secret"),
        "cms in GCM": ("-aes-128-gcm", "-recip", "leaf.pem", "ec.pem"),
        "cms for three": ("-des3", *_KEK, "-recip", "leaf.pem", "ec.pem"),
    }.items():
        keep(name, "ContentInfo", *encrypt, *more, data=text)
    keep("cms digest", "ContentInfo", "cms", "-digest_create", "-md", "sha256", "-outform", "DER", data=text)
    keep("cms data", "ContentInfo", "cms", "-data_create", "-outform", "DER", data=text)
    encrypted = ("cms", "-EncryptedData_encrypt", "-aes128", "-outform", "DER", *_KEK[:2])
    keep("cms encrypted", "ContentInfo", *encrypted, data=text)
    keep("pkcs7 signed", "ContentInfo", "smime", "-sign", "-nodetach", "-outform", "DER", *signer, data=text)
    keep("pkcs7 encrypted", "ContentInfo", "smime", "-encrypt", "-aes128", "-outform", "DER", "leaf.pem", data=text)
    keep("pkcs7 bundle", "ContentInfo", *["crl2pkcs7", "-in", "crl.pem", "-certfile", "leaf.pem", "-outform", "DER"])
    export = ("pkcs12", "-export", "-in", "leaf.pem", "-inkey", "leaf.key", "-passout", "pass:secret")
    keep("pkcs12", "PFX", *export, "-certfile", "ca.pem", "-name", "a key \u00e9", "-caname", "its CA")
    plain = ("-keypbe", "NONE", "-certpbe", "NONE", "-nomac")
    keep("pkcs12 not encrypted", "PFX", *export, *plain, "-name", "a key")
    keep("pkcs12 without a name", "PFX", *export, "-iter", "1000")
    _time_stamps(folder, run, made)
    return made


class _Run:
    """The program in a folder; what it writes on its standard output."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.program = Program("openssl")

    def __call__(self, *arguments: str, data: bytes = b"") -> bytes:
        return self.program(*arguments, data=data, cwd=self.folder)


def _authority(folder: Path, keys: KeyFiles, run: _Run) -> None:
    (folder / "openssl.cnf").write_text(_CONFIG)
    for name, kind, which in (("ca", "rsa:2048", 0), ("leaf", "rsa:2048", 1), ("ec", "ec:P-256", 1)):
        (folder / f"{name}.key").write_bytes(keys.pem(kind, which))
    root = ("-x509", "-key", "ca.key", "-subj", "/O=Test/CN=CA", "-days", "3000", "-extensions", "v3_ca")
    run("req", "-config", "openssl.cnf", *root, "-out", "ca.pem")
    for serial, (name, key, section) in enumerate(
        (("leaf", "leaf", "leaf"), ("ec", "ec", "leaf"), ("tsa", "leaf", "tsa")), 1
    ):
        request = run("req", "-config", "openssl.cnf", "-new", "-key", f"{key}.key", "-subj", f"/O=Test/CN={name}")
        issue = ("-CA", "ca.pem", "-CAkey", "ca.key", "-set_serial", str(serial), "-days", "2000")
        extensions = ("-extfile", "openssl.cnf", "-extensions", section)
        run("x509", "-req", *issue, *extensions, "-out", f"{name}.pem", data=request)
    lines = [
        f"{state}\t300101000000Z\t{revoked}\t{serial}\tunknown\t/CN={serial}\n" for state, revoked, serial in _ENTRIES
    ]
    (folder / "index.txt").write_text("".join(lines))
    (folder / "crlnumber").write_text("1000\n")
    (folder / "tsaserial").write_text("01\n")


def _ocsp(folder: Path, run: _Run, made: dict[str, tuple[str, bytes]]) -> None:
    ask = ("ocsp", "-issuer", "ca.pem", "-serial", "1", "-serial", "3", "-serial", "7", "-serial", "0x99")
    for name, more in {
        "plain": ("-no_nonce",),
        "signed": ("-nonce", "-signer", "leaf.pem", "-signkey", "leaf.key", "-sha256", "-cert", "ec.pem"),
    }.items():
        run(*ask, *more, "-reqout", f"{name}.req")
        answer = ("-rsigner", "ca.pem", "-rkey", "ca.key", "-CA", "ca.pem", "-reqin", f"{name}.req")
        by = ("-resp_key_id", "-nmin", "5") if name == "signed" else ()
        run("ocsp", "-index", "index.txt", *answer, *by, "-respout", f"{name}.resp")
        made[f"ocsp request, {name}"] = "OCSPRequest", (folder / f"{name}.req").read_bytes()
        made[f"ocsp response, {name}"] = "OCSPResponse", (folder / f"{name}.resp").read_bytes()


def _time_stamps(folder: Path, run: _Run, made: dict[str, tuple[str, bytes]]) -> None:
    digest = ("-digest", "ab" * 32, "-sha256")
    for name, more in {"plain": ("-no_nonce",), "full": ("-cert", "-tspolicy", "1.2.3.4.1")}.items():
        made[f"time stamp request, {name}"] = "TimeStampReq", run("ts", "-query", *digest, *more, "-out", "ts.req")
        made[f"time stamp request, {name}"] = "TimeStampReq", (folder / "ts.req").read_bytes()
        reply = ("-queryfile", "ts.req", "-signer", "tsa.pem", "-inkey", "leaf.key", "-out", "ts.resp")
        run("ts", "-reply", "-config", "openssl.cnf", "-section", "timestamps", *reply)
        made[f"time stamp response, {name}"] = "TimeStampResp", (folder / "ts.resp").read_bytes()
    # Another policy than the authority's is refused.
    run("ts", "-query", *digest, "-tspolicy", "1.2.3.4.9", "-out", "ts.req")
    reply = ("-queryfile", "ts.req", "-signer", "tsa.pem", "-inkey", "leaf.key", "-out", "ts.resp")
    run("ts", "-reply", "-config", "openssl.cnf", "-section", "timestamps", *reply)
    made["time stamp response, refused"] = "TimeStampResp", (folder / "ts.resp").read_bytes()
