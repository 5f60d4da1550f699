"""How time and memory grow with what is worked on: an item must cost the same, however many there are."""

from __future__ import annotations

import itertools
import re
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from . import content
from .corpus import revocation_list
from .decode import touch
from .running import Runner, take_turns

if TYPE_CHECKING:
    from collections.abc import Callable

    from .declared import Job
    from .processes import Processes

# By how much what an item costs may differ between n = 100 and the largest.
ALLOWED = 0.20
NEAR = 100
ROUNDS = 5
# Where something is kept for the next time, up to a bound, its table grows in one of them: the least is what counts.
PEAKS = 3


class Growth(NamedTuple):
    """Work of a size."""

    name: str
    what: str
    prepare: Callable[[int], Job]
    sizes: tuple[int, ...]


class Grown(NamedTuple):
    """What each size took: seconds, and octets at most."""

    name: str
    what: str
    sizes: tuple[int, ...]
    seconds: tuple[float, ...]
    octets: tuple[int, ...]
    failure: str = ""

    def per_item(self, values: tuple[float, ...] | tuple[int, ...], size: int) -> float:
        """Return what an item more costs up to a size: the slope from the smallest size to this one."""
        at = self.sizes.index(size)
        return (values[at] - values[0]) / (size - self.sizes[0])

    def deviation(self, values: tuple[float, ...] | tuple[int, ...]) -> float:
        """Return by how much an item costs more at the largest size than at the near one, as a part of one."""
        return self.per_item(values, self.sizes[-1]) / self.per_item(values, NEAR) - 1


# Nothing is issued twice: what the rules remember of the one before must not count.
_series = itertools.count()


def _hosts(count: int) -> list[str]:
    series = next(_series)
    return [f"device-{number:05}.mqtt-{series:06}.example" for number in range(count)]


def _value() -> bytes:
    """Return an OCTET STRING for an extension that nobody knows."""
    return b"\x04\x08no%06d" % next(_series)


_VALUE = re.compile(rb"\x04\x08no[0-9]{6}")


def _extensions(count: int) -> list[object]:
    import x509forge as xf

    value = _value()
    return [
        xf.Extension(extn_id=xf.ObjectIdentifier(f"1.3.6.1.4.1.99999.{number}"), critical=False, extn_value=value)
        for number in range(1, count + 1)
    ]


def _attributes(count: int) -> list[tuple[str, str]]:
    series = next(_series)
    return [("OU", f"unit {number:03} of {series:06}") for number in range(count)]


def _issue(subject: Callable[[int], object], extensions: Callable[[int], object], count: int) -> Job:
    import x509forge as xf

    issuer = xf.Issuer.load(*content.ca_files("ec:P-256"))
    key = xf.SubjectPublicKeyInfo.from_der(content.public_keys("ec:P-256")[0])

    def job() -> bytes:
        name, more = subject(count), extensions(count)
        return issuer.issue(key, subject=name, days=1, extensions=more).to_der()  # type: ignore[arg-type]

    return job


def _named(_: int) -> object:
    import x509forge as xf

    return xf.Name.of(CN="a.mqtt.example")


def _names(count: int) -> object:
    import x509forge as xf

    return xf.Name.of(*_attributes(count))


def _alternatives(count: int) -> object:
    import x509forge as xf

    return [xf.Extension.of(xf.SubjectAlternativeName.of(*_hosts(count)))]


def _nothing(_: int) -> object:
    return []


def _build_names(count: int) -> Job:
    import x509forge as xf

    hosts = _hosts(count)
    return lambda: xf.SubjectAlternativeName.of(*hosts).to_der()


def _read(issue: Callable[[int], Job], count: int) -> Job:
    import x509forge as xf

    der = issue(count)()

    def job() -> bytes:
        certificate = xf.Certificate.from_der(der)
        touch(certificate)
        return der

    return job


def _check(issue: Callable[[int], Job], count: int) -> Job:
    import x509forge as xf

    der = issue(count)()
    return lambda: str(len(xf.check(xf.Certificate.from_der(der)))).encode()


def _explain(issue: Callable[[int], Job], count: int) -> Job:
    der = issue(count)()
    # Other extensions each time: what is judged of them is remembered.
    return lambda: _lines_of(_VALUE.sub(_value(), der))


def _lines_of(data: bytes) -> bytes:
    """Return how many lines of text octets are explained with; none of them is kept, as on the terminal."""
    import x509forge as xf
    from x509forge.explain.text import render

    return str(sum(1 for _ in render(xf.explain(data)))).encode()


def _explain_list(count: int) -> Job:
    data = revocation_list(count)
    return lambda: _lines_of(data)


def _decompile(issue: Callable[[int], Job], count: int) -> Job:
    import x509forge as xf

    der = issue(count)()
    return lambda: xf.decompile(der).encode()


def _configure(count: int) -> Job:
    import x509forge as xf

    text = ",".join(f"DNS:{host}" for host in _hosts(count))
    return lambda: xf.openssl.extension("subjectAltName", text).to_der()


def _configure_file(count: int) -> Job:
    import x509forge as xf

    text = "[names]\n" + "".join(f"DNS.{number} = {host}\n" for number, host in enumerate(_hosts(count), 1))

    def job() -> bytes:
        config = xf.openssl.Config.parse(text)
        return xf.openssl.extension("subjectAltName", "@names", config=config).to_der()

    return job


def _build_name(count: int) -> Job:
    import x509forge as xf

    # Other attributes each time: levels of names that were made before are kept.
    return lambda: xf.Name.of(*_attributes(count)).to_der()


def _print_name(count: int) -> Job:
    import x509forge as xf

    der = xf.Name.of(*_attributes(count)).to_der()
    return lambda: str(xf.Name.from_der(der)).encode()


def _bundle(count: int) -> bytes:
    """Return certificates of one CA for so many devices, each with a name, a number and a host of its own."""
    import x509forge as xf

    issuer = xf.Issuer.load(*content.ca_files("ec:P-256"))
    keys = [xf.SubjectPublicKeyInfo.from_der(key) for key in content.public_keys("ec:P-256")]

    def one(device: content.Device) -> str:
        subject = xf.Name.of(C="CN", O="ALI", CN=device.common_name)
        extensions = [
            xf.Extension.of(xf.BasicConstraints(ca=False)),
            xf.Extension.of(xf.SubjectAlternativeName.of(device.common_name)),
        ]
        return issuer.issue(keys[device.key], subject=subject, days=9, extensions=extensions).to_pem()

    return "".join(map(one, itertools.islice(content.devices(), count))).encode()


def _read_pem(count: int) -> Job:
    import x509forge as xf
    from x509forge import pem

    data = _bundle(count)

    def job() -> bytes:
        read = [xf.Certificate.from_der(block.data) for block in pem.decode(data)]
        return str(len(read)).encode()

    return job


def _write_pem(count: int) -> Job:
    import x509forge as xf
    from x509forge import pem

    der = xf.Certificate.from_pem(_bundle(1)).to_der()
    return lambda: "".join(pem.encode("CERTIFICATE", der) for _ in range(count)).encode()


_TO_10000 = (1, 10, 100, 1000, 3000, 10_000)
_TO_1000 = (1, 10, 50, 100, 1000)
_issue_hosts = partial(_issue, _named, _alternatives)
_issue_extensions = partial(_issue, _named, _extensions)
_issue_names = partial(_issue, _names, _nothing)

GROWTHS = (
    Growth("names-build", "subjectAltName of n names: made and encoded", _build_names, _TO_10000),
    Growth("names-issue", "issue() with n alternative names, rules included", _issue_hosts, _TO_10000),
    Growth(
        "names-read",
        "a certificate with n alternative names: read, every field",
        partial(_read, _issue_hosts),
        _TO_10000,
    ),
    Growth("names-check", "the same: read and checked", partial(_check, _issue_hosts), _TO_10000),
    Growth("names-explain", "the same: explained as text", partial(_explain, _issue_hosts), _TO_10000),
    Growth("names-decompile", "the same: as Python", partial(_decompile, _issue_hosts), _TO_10000),
    Growth("names-value", "OpenSSL's language: subjectAltName of n names in one value", _configure, _TO_10000),
    Growth("names-section", "OpenSSL's language: subjectAltName of a section of n names", _configure_file, _TO_10000),
    Growth("extensions-issue", "issue() with n extensions, rules included", _issue_extensions, _TO_1000),
    Growth(
        "extensions-read",
        "a certificate with n extensions: read, every field",
        partial(_read, _issue_extensions),
        _TO_1000,
    ),
    Growth("extensions-explain", "the same: explained as text", partial(_explain, _issue_extensions), _TO_1000),
    Growth("rdns-build", "a name of n RDNs: made and encoded", _build_name, _TO_1000),
    Growth("rdns-issue", "issue() for a name of n RDNs, rules included", _issue_names, _TO_1000),
    Growth(
        "rdns-read",
        "a certificate whose subject has n RDNs: read, every field",
        partial(_read, _issue_names),
        _TO_1000,
    ),
    Growth("rdns-print", "a name of n RDNs: read, and as RFC 4514 has it", _print_name, _TO_1000),
    Growth("pem-read", "a bundle of n certificates in PEM: read", _read_pem, _TO_10000),
    Growth(
        "list-explain", "a revocation list of n entries: explained as text", _explain_list, (1, 10, 100, 1000, 10_000)
    ),
    Growth("pem-write", "a bundle of n certificates in PEM: written", _write_pem, _TO_10000),
)


def grow(growth: Growth, processes: Processes) -> Grown:
    """Return what each size of a growth takes; a size is prepared, timed and forgotten before the next."""
    from .processes import ContestantFailed

    process = processes["cryptography"]
    seconds: list[float] = []
    octets: list[int] = []
    failure = ""
    for size in growth.sizes:
        try:
            process.ask("prepare_growth", growth=growth.name, size=size)
            seconds.append(take_turns({growth.name: Runner(process, growth.name)}, "own", ROUNDS)[growth.name].least)
            octets.append(min(process.ask("peak", job=growth.name)["octets"] for _ in range(PEAKS)))
        except ContestantFailed as error:
            failure = f"n = {size}: {error}"
            break
        finally:
            process.ask("forget")
    done = growth.sizes[: len(octets)]
    return Grown(growth.name, growth.what, done, tuple(seconds[: len(done)]), tuple(octets), failure)


def table(grown: Grown) -> str:
    """Return a line for the terminal, or of the page where it has bars."""
    if grown.failure or NEAR not in grown.sizes:
        return f"| {grown.name}: {grown.what} | failed: {grown.failure} | | | | |"
    in_time, in_memory = grown.deviation(grown.seconds), grown.deviation(grown.octets)
    # What costs less the more there is of it is no fault.
    met = max(in_time, in_memory) <= ALLOWED
    return (
        f"| {grown.name}: {grown.what} | {grown.sizes[-1]:,} "
        f"| {grown.per_item(grown.seconds, grown.sizes[-1]) * 1e6:.2f} µs | {in_time:+.0%} "
        f"| {grown.per_item(grown.octets, grown.sizes[-1]):,.0f} | {in_memory:+.0%} "
        f"| {'met' if met else '**not met**'} |"
    )


HEADER = [
    "| what grows | largest n | time of an item | than near | octets of an item | than near | |",
    "| --- | ---: | ---: | ---: | ---: | ---: | --- |",
]
