"""Writes docs/x509-limbo.md from the cases themselves: `python docs/make_limbo.py > docs/x509-limbo.md`."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import x509forge as xf
from docs import limbo_chain
from docs.limbo_cases import CASES, Case
from x509forge.issuing.preflight import preflight

if TYPE_CHECKING:
    from x509forge.rules import Finding

HEAD = """\
# x509-limbo's cases, in lines of Python

[x509-limbo](https://github.com/C2SP/x509-limbo) is a suite of chains for those who verify certificates. Here are its
{count} cases of the namespace `rfc5280`, each as the expression that builds the same oddity, with the public names of
x509forge alone. `root(...)`, `ica(above, ...)` and `leaf(above, ...)` are sound certificates, with these extensions in
place of their own of the same types, and with these fields of the TBSCertificate; `critical` and `plain` mark an
extension, `unknown` is one with any octets in it, and `shared` a key. This is all there is to them:

```python
{source}
```

*Limbo* says whether x509-limbo wants the chain refused; *found* are the errors of the preflight (of `xf.check` on each
certificate with its issuer, and of the chain): for all but {noted} cases they say the same, and why not is said there.
The test `tests/test_limbo_page.py` builds each, and lets OpenSSL say that the odd thing is in its octets. (This page is
made by `docs/make_limbo.py`.)

"""


class Built(NamedTuple):
    """What a case makes, and what is found in it."""

    peer: limbo_chain.Made
    trusted: tuple[xf.Certificate, ...]
    findings: list[Finding]

    def errors(self) -> list[str]:
        """Return the ids of the errors."""
        return sorted({finding.id for finding in self.findings if finding.severity == "error"})


def build(case: Case) -> Built:
    """Run the code of a case, and judge what it makes."""
    public = {name: getattr(limbo_chain, name) for name in ("root", "ica", "leaf", "critical", "plain", "unknown")}
    names: dict[str, Any] = {"xf": xf, "shared": xf.PrivateKey.generate("ec:P-256"), **public}
    names["peer"] = peer = eval(case.code, names)
    names["beside"] = eval(case.beside, names)
    trusted = tuple(eval(case.trusted, names))
    at = datetime.datetime.fromisoformat(case.at).replace(tzinfo=datetime.timezone.utc)
    return Built(peer, trusted, preflight(peer.chain, host=case.host, anchors=trusted, at=at))


def _row(id: str, case: Case) -> str:
    found = ", ".join(f"`{error}`" for error in build(case).errors()) or ("nothing" if case.refused else "")
    note = f" ({case.note})" if case.note else ""
    code = f"`{case.code}`"
    if case.beside != "()":
        code += f", beside `{case.beside.rstrip(',')}`"
    if "validity=" in case.code:
        code += f", at {case.at}"
    return f"| `{id}` | {code} | {'refused' if case.refused else 'taken'} | {found}{note} |\n"


if __name__ == "__main__":
    _, opening, rest = Path(limbo_chain.__file__).read_text(encoding="utf-8").partition("class Made")
    shown = (opening + rest).rstrip()
    noted = sum(bool(case.note) for case in CASES.values())
    print(HEAD.format(count=len(CASES), source=shown, noted=noted), end="")
    print("| case | code | limbo | found |\n| --- | --- | --- | --- |")
    print("".join(_row(id, case) for id, case in CASES.items()), end="")
