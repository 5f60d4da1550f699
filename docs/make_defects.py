"""Writes docs/defects.md from the defects themselves: `python docs/make_defects.py > docs/defects.md`."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from x509forge.forge import DEFECTS, JUDGES

HEAD = """\
# Certificates that are wrong on purpose

Who tests what reads certificates needs bad ones: each wrong in one way, everything else as it should be, and validly
signed. Here are {count} ways. (This page is made by `docs/make_defects.py`.)

```python
from pathlib import Path

import x509forge as xf

forged = xf.forge.apply("serial.negative", certificate, ca_key)
forged = xf.forge.apply("dates.reversed", forged, ca_key)  # and this one too
Path("bad.crt").write_text(forged.to_pem())
```

`certificate` is a good one, of version 3 and with extensions, and `ca_key` the key that signed it, or any signer that
signs by its algorithm. What comes back has `to_der()` and `to_pem()`, whatever its octets are, `decodes` and, if it
does, `certificate`. Nothing changes but the place that the table names, the lengths around it and the signature,
which is over what stands there then. Defects of one place do not go together; nor does one go with another that hides
it: that is a ValueError. `xf.forge.DEFECTS` is the table.

Any certificate of version 3 with extensions will do. Where a defect cannot be one of yours, `apply` says why:
ValueError where it is there already or there is nothing that it could be about, where the certificate is a CA's and
only an end entity's would be wrong, or is self-signed and only another's would be; UnsupportedKey where the key is not
of the kind that can be wrong in this way, or does not sign by the certificate's algorithm (`xf.resign` makes it yours);
DecodeError where it adds to an extension that does not decode. An extension that it puts in the place of another is
critical if that was. `tests/forge/test_any_certificate.py` makes them of all public vectors and of Debian's roots.

```sh
x509forge forge --list
x509forge forge --defect all --out bad
x509forge forge --defect 'dates.*,serial.negative' --in server.crt --key CA.key --out bad
x509forge forge --defect serial.zero,names.nul --together --in server.crt --key CA.key --out bad
```

Without `--in`, certificates for one new key (`good.key`) are made by two CAs, since some defects need an EC key that
signs and some an RSA key. Each bad certificate has the name of its defect, and `manifest.json` says of each what is
wrong, by which standard, whose it is (`of`, `ca`), and who is expected to refuse it, whatever the kinds of the keys;
with `--in`, if they accept the good one. Of a pattern or `all`, what
cannot be made of that certificate, or by that key, is left out, and `left_out` says why.

A defect *breaks* the structure (no strict reader takes it for a certificate), a value (what cannot be read is within
an extension or a name), a rule (it can be read, and a standard forbids it), or the signature.

*Refused by* was seen, with OpenSSL 3.0, GnuTLS 3.7 and what a test has beside them, of certificates made without
`--in`:

{judges}

The last two verify against the CA and judge the whole certificate; the others only read it. *Rules* are those of
`docs/rules.md` that find it; where RFC 5280 lets it pass and the Baseline Requirements do not, those of the profile
`webpki`. Nobody finds `name_constraints.exclude_own_subject`: constraints hold for the certificates below. The test
is `tests/forge/test_verdicts.py`.
"""


HEADINGS, RULER = "| defect | what is wrong | breaks | refused by | rules |", "| --- | --- | --- | --- | --- |"


def table(subject: str) -> str:
    """Return the defects whose ids begin with a word."""
    lines = [
        f"## {subject}",
        "",
        "| defect | what is wrong | breaks | refused by | rules |",
        "| --- | --- | --- | --- | --- |",
    ]
    for defect in DEFECTS.values():
        if defect.id.partition(".")[0] == subject:
            refused = ", ".join(defect.refused_by) or "nobody"
            if set(defect.refused_by) == set(JUDGES):
                refused = "all"
            rules = ", ".join(f"`{rule}`" for rule in defect.rules)
            lines.append(f"| `{defect.id}` | {defect.says} {defect.citation} | {defect.breaks} | {refused} | {rules} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    judges = "\n".join(f"- `{name}`: {what}" for name, what in JUDGES.items())
    print(HEAD.format(count=len(DEFECTS), judges=judges))
    print("\n".join(table(subject) for subject in dict.fromkeys(id.partition(".")[0] for id in DEFECTS)), end="")
