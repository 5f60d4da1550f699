"""What is not DER is refused where it stands, in one error, and soon."""

from __future__ import annotations

import pytest

import x509forge as xf
from x509forge import asn1
from x509forge.der import limits

TABLE: list[tuple[type[asn1.Value], str, str, int]] = [
    # type, octets in hex, what the error says, at which octet
    (xf.Validity, "3081001e", "", 0),  # a length of two octets where one does
    (xf.BasicConstraints, "3003010101", "", 4),  # TRUE is FF (X.690 11.1)
    (xf.BasicConstraints, "30040102ffff", "", 0),  # a BOOLEAN of two octets
    (xf.BasicConstraints, "3003010100", "", 0),  # a DEFAULT written out (X.690 11.5)
    (xf.BasicConstraints, "30070101ff02020001", "", 0),  # an INTEGER not minimal (X.690 8.3.2)
    (xf.BasicConstraints, "30060101ff020100ff", "trailing", 8),  # octets behind the value
    (xf.BasicConstraints, "30090101ff020100020100", "", 0),  # an element too many
    (xf.BasicConstraints, "3080", "", 0),  # an indefinite length
    (xf.BasicConstraints, "3088ffffffffffffffff", "", 0),  # more than there is
    (xf.KeyUsage, "0300", "", 0),  # a BIT STRING without its first octet
    (xf.KeyUsage, "03020880", "", 0),  # eight unused bits
    (xf.KeyUsage, "03020781", "", 0),  # an unused bit that is set
    (xf.KeyUsage, "0303070600", "trailing zero bits", 4),
    (xf.ExtendedKeyUsage, "30050603" + "2a8001", "", 0),  # an arc not minimal (X.690 8.19.2)
    (xf.ExtendedKeyUsage, "30020600", "", 0),  # an empty identifier
    (xf.ExtendedKeyUsage, "300406022a86", "", 0),  # an arc without its end
    (xf.SubjectKeyIdentifier, "0405aabb", "", 0),
    (xf.SubjectKeyIdentifier, "", "", 0),
    (xf.Null, "050100", "", 0),
    (xf.Time, "170b3236313132343030303030", "", 0),
    (xf.Time, "170b3236313132343030305a5a", "", 0),
    (xf.Time, "170d3236313332343030303030305a", "", 0),  # month 13
    (xf.Time, "170d3236313132343030303036305a", "", 0),  # second 60
    (xf.Time, "180f30303030313132343030303030305a", "", 0),  # year 0
]


@pytest.mark.parametrize(("kind", "octets", "said", "offset"), TABLE)
def test_what_is_not_der_is_refused(kind: type[asn1.Value], octets: str, said: str, offset: int) -> None:
    with pytest.raises(xf.DecodeError, match=said or r"byte \d+: ") as caught:
        kind.from_der(bytes.fromhex(octets))
    assert caught.value.offset is not None
    assert caught.value.offset >= offset
    assert len(str(caught.value)) < 300


def test_lengths_that_nothing_has_are_a_short_message() -> None:
    for size in range(1, 9):
        with pytest.raises(xf.DecodeError) as caught:
            xf.Certificate.from_der(b"\x30" + bytes([0x80 + size]) + b"\xff" * size)
        assert len(str(caught.value)) < 200


def test_an_identifier_of_a_megabyte_is_refused_by_its_size() -> None:
    arcs = b"\x2a" + b"\x81" * 1_000_000 + b"\x01"
    data = b"\x06\x83" + len(arcs).to_bytes(3, "big") + arcs
    with pytest.raises(xf.DecodeError, match=str(limits.MAX_OID_OCTETS)):
        xf.ExtendedKeyUsage.from_der(b"\x30\x83" + len(data).to_bytes(3, "big") + data)


def test_five_thousand_levels_are_no_recursion() -> None:
    data = b""
    for _ in range(5000):
        length = len(data)
        size = (length.bit_length() + 7) // 8
        data = (
            b"\x30" + (bytes([length]) if length < 128 else bytes([0x80 + size]) + length.to_bytes(size, "big")) + data
        )
    for kind in (xf.Certificate, xf.PrivateKeyInfo, xf.CertificationRequest, xf.Name, xf.SubjectAlternativeName):
        with pytest.raises(xf.DecodeError):
            kind.from_der(data)


@pytest.mark.parametrize("size", [0, 1, 127, 128, 255, 256, 65535, 65536, 1 << 20])
def test_every_length_is_read_as_it_was_written(size: int) -> None:
    value = xf.SubjectKeyIdentifier(bytes(size))
    der = value.to_der()
    assert xf.SubjectKeyIdentifier.from_der(der) == value
    assert len(der) == size + (2 if size < 128 else 2 + (size.bit_length() + 7) // 8)


@pytest.mark.parametrize("year", [1950, 1999, 2049, 2050, 9999])
def test_times_are_of_the_type_that_their_year_asks_for(year: int) -> None:
    time = xf.Time.of(f"{year}-12-31T23:59:59Z")
    assert time.to_der()[:1] == (b"\x17" if year < 2050 else b"\x18")
    assert xf.Time.from_der(time.to_der()).datetime.year == year
