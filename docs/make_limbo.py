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
from docs.limbo_defects import LIMBO_DEFECTS
from docs.limbo_web_cases import WEB_CASES
from x509forge.issuing.preflight import preflight

if TYPE_CHECKING:
    from x509forge.rules import Finding

HEAD = """\
# x509-limbo's cases, in lines of Python

[x509-limbo](https://github.com/C2SP/x509-limbo) is a suite of chains for those who verify certificates. Here are its
{count} cases of the namespace `rfc5280`, and behind them {web} of `webpki`, `pathlen`, `cve` and `invalid`, each as the
expression that builds the same oddity, with the public names of x509forge alone. (Not here are those that take no
certificate of their own: two of a real chain, those of lists of revoked certificates, and those of long searches.)
`root(...)`, `ica(above, ...)` and `leaf(above, ...)` are sound certificates, `web_root`, `web_ica` and `web_leaf` sound
by the Baseline Requirements, with these extensions in place of their own of the same types, and with these fields of
the TBSCertificate; `critical` and `plain` mark an extension, `unknown` is one with any octets in it, and `shared` a
key. This is all there is to them:

```python
{source}
```

*Limbo* says whether x509-limbo wants the chain refused; *found* are the errors of the preflight (of `xf.check` on each
certificate with its issuer, and of the chain), of `webpki` by that profile: for all but {noted} cases they say the
same, and why not is said there. *Forge* is the defect that makes the same fault in a certificate that is given,
`xf.forge.apply(id, certificate, signer)`: the same errors are found in it. The test `tests/test_limbo_page.py` builds
each, and lets OpenSSL say that the odd thing is in its octets. (This page is made by `docs/make_limbo.py`.)

"""


MAKERS = ("root", "ica", "leaf", "web_root", "web_ica", "web_leaf", "critical", "plain", "unknown")


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
    public = {name: getattr(limbo_chain, name) for name in MAKERS}
    names: dict[str, Any] = {"xf": xf, "shared": xf.PrivateKey.generate("ec:P-256"), **public}
    names["peer"] = peer = eval(case.code, names)
    names["beside"] = eval(case.beside, names)
    trusted = tuple(eval(case.trusted, names))
    at = datetime.datetime.fromisoformat(case.at).replace(tzinfo=datetime.timezone.utc)
    found = preflight(peer.chain, host=case.host, anchors=trusted, at=at, profile=case.profile)
    if case.profile != "rfc5280":
        # The preflight judges those above by RFC 5280.
        found = [each for each in found if each.path.startswith("chain[0]") or each.id.startswith("chain.")]
        for above in peer.chain[1:]:
            found += xf.check(above, profile=case.profile)
    return Built(peer, trusted, found)


def _row(id: str, case: Case) -> str:
    found = ", ".join(f"`{error}`" for error in build(case).errors()) or ("nothing" if case.refused else "")
    note = f" ({case.note})" if case.note else ""
    code = f"`{case.code}`"
    if case.beside != "()":
        code += f", beside `{case.beside.rstrip(',')}`"
    if "validity=" in case.code:
        code += f", at {case.at}"
    forge = f"`{LIMBO_DEFECTS[id]}`" if id in LIMBO_DEFECTS else ""
    return f"| `{id}` | {code} | {'refused' if case.refused else 'taken'} | {found}{note} | {forge} |\n"


if __name__ == "__main__":
    _, opening, rest = Path(limbo_chain.__file__).read_text(encoding="utf-8").partition("class Made")
    shown = (opening + rest).rstrip()
    noted = sum(bool(case.note) for case in (CASES | WEB_CASES).values())
    print(HEAD.format(count=len(CASES), web=len(WEB_CASES), source=shown, noted=noted), end="")
    print("| case | code | limbo | found | forge |\n| --- | --- | --- | --- | --- |")
    print("".join(_row(id, case) for id, case in (CASES | WEB_CASES).items()), end="")
