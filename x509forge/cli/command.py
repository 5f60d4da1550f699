"""From the arguments to a verb, and from its errors to an exit status: 0 done, 1 refused, 2 wrong usage.

Of `diff`, 1 says that something differs, as that of diff(1) does: what goes wrong is 2 there.
"""

from __future__ import annotations

import gc
import os
import sys
import warnings
from contextlib import contextmanager
from pathlib import Path

from ..errors import (
    BackendUnavailable,
    NotConstantTime,
    PasswordRequired,
    RuleViolation,
    UnneededWaiver,
    X509ForgeError,
)
from . import console
from .options import UsageError, parse, usage

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from .options import Verb

# Each verb's module, imported when it is called for, and what it is for.
VERBS = {
    "server": "key, request, certificate and chain of a server, in one command",
    "client": "the same for a device that shows a certificate",
    "ca": "a certificate authority that strict verifiers accept",
    "chain": "put certificates in order, leaf first, and verify them",
    "check": "say what is wrong with a chain and its key, and who refuses it",
    "rules": "the rules that check goes by, or one of them in full",
    "edit": "a certificate or request with places changed, signed again",
    "forge": "certificates that are wrong on purpose, with a manifest of what is wrong",
    "assemble": "the octets that a text of the der-ascii language stands for",
    "explain": "what is in a file, every octet of it",
    "diff": "in what two files differ, by what they mean; what a renewal changed",
    "attach": "a certificate from what x509 -tbs-out wrote and a signature from elsewhere",
    "req": "OpenSSL's req: requests and self-signed certificates",
    "x509": "OpenSSL's x509: certificates from requests",
    "pkcs8": "OpenSSL's pkcs8: private keys as PKCS#8",
    "ecparam": "OpenSSL's ecparam: EC keys",
    "pkey": "OpenSSL's pkey: keys of any kind, converted or printed",
    "rsa": "OpenSSL's rsa: RSA keys",
    "ec": "OpenSSL's ec: EC keys",
    "genpkey": "OpenSSL's genpkey: a new key of any kind",
    "genrsa": "OpenSSL's genrsa: a new RSA key",
    "verify": "OpenSSL's verify: chains of certificates",
    "asn1parse": "OpenSSL's asn1parse: the elements of whatever is encoded in BER",
}
DONE, REFUSED, WRONG_USAGE = 0, 1, 2
_ONE_IS_AN_ANSWER = ("diff",)
_WAIVING = ("server", "client", "ca")
_HELP = ("help", "-help", "--help", "-h")


# Of objects that are there between two collections, more than a command makes: see `program`.
_COLLECT_EVERY = 50_000


def program() -> int:
    """Be the program: carry out the command line of this process, which then ends with the exit status.

    Few objects of a command refer to one another in circles: to look for such takes an eighth of its time, half of
    that at the end, when the interpreter looks through all there are. So it looks rarely, and not at the end.
    """
    if sys.implementation.name != "cpython":
        return main()
    gc.set_threshold(_COLLECT_EVERY)
    try:
        return main()
    finally:
        gc.freeze()


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out a command line, and return the exit status; messages go to standard error."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        with _own_warnings():
            return _run(given)
    except UsageError as error:
        console.error(str(error), error.hint)
        return WRONG_USAGE
    except RuleViolation as error:
        for finding in error.findings:
            console.error(str(finding), finding.remedy)
        if given[0] in _WAIVING:
            console.say(f"{console.PROGRAM}: hint: --waive ID makes it in spite of a finding")
        return REFUSED
    except PasswordRequired as error:
        console.error(str(error), "-passin and -passout say where a password is")
    except BackendUnavailable as error:
        console.error(str(error))
    except X509ForgeError as error:
        console.error(str(error), getattr(error, "hint", ""))
    except BrokenPipeError:
        # Whoever reads us has gone; what Python still holds for them goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    except FileExistsError as error:
        console.error(_system_error(error), "--force overwrites it")
    except OSError as error:
        console.error(_system_error(error))
    except Exception as error:
        # Its message may hold what must not be shown.
        console.error(_fault(error), "please report it, with the command line")
    except KeyboardInterrupt:
        console.say("")
        console.error("interrupted; nothing was written")
    return WRONG_USAGE if given[:1] and given[0] in _ONE_IS_AN_ANSWER else REFUSED


@contextmanager
def _own_warnings() -> Iterator[None]:
    """Say the library's own warnings as messages; others are shown as Python shows them."""
    with warnings.catch_warnings():
        # The verbs that waive say it themselves, when all that there is has been judged.
        warnings.simplefilter("ignore", UnneededWaiver)
        usual = warnings.showwarning

        def show(message: Warning | str, category: type[Warning], *place: Any, **named: Any) -> None:
            if issubclass(category, NotConstantTime):
                console.warn(str(message))
            else:
                usual(message, category, *place, **named)

        warnings.showwarning = show
        yield


def _run(given: list[str]) -> int:
    if not given or given[0] in _HELP:
        console.put(_overview())
        return DONE if given else WRONG_USAGE
    name, rest = given[0], given[1:]
    if name in ("version", "-version", "--version"):
        from .. import __version__

        console.put(f"x509forge {__version__}\n")
        return DONE
    verb = _verb(name)
    if rest and rest[0] in _HELP[1:]:
        console.put(usage(verb))
        return DONE
    return verb.run(parse(verb, rest))


def _verb(name: str) -> Verb:
    import importlib

    if name not in VERBS:
        from difflib import get_close_matches

        close = get_close_matches(name, VERBS, 1, 0.6)
        hint = f"did you mean {close[0]}?" if close else f"there are {', '.join(VERBS)}"
        raise UsageError(f"there is no command {name!r}", hint)
    verb: Verb = importlib.import_module(f".{name}", __package__).VERB
    return verb


def _overview() -> str:
    width = max(map(len, VERBS))
    commands = "\n".join(f"  {name:{width}}  {summary}" for name, summary in VERBS.items())
    return f"""\
x509forge COMMAND [OPTION]...     X.509 certificates, in pure Python

  x509forge ca --name "C=CN,O=ALI,CN=Test CA" --key ec:P-256 --days 3650 --out ca
  x509forge server --ca ca/CA.crt --ca-key ca/CA.key --host mqtt.example --out server
  x509forge check server/server_chain.crt server/server_pkcs8.key --host mqtt.example --ca ca/CA.crt

{commands}

x509forge COMMAND --help says more.
"""


def _fault(error: BaseException) -> str:
    """Return what to say of an error that nobody expected: its type and where it was raised."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = "" if trace is None else f" at {Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
    return f"a fault of {console.PROGRAM} itself: {type(error).__name__}{place}"


def _system_error(error: OSError) -> str:
    name = os.fsdecode(error.filename) if error.filename is not None else ""
    reason = error.strerror or str(error)
    return f"{name}: {reason}" if name else reason
