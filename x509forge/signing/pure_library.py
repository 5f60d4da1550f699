"""The libraries of the pure backend: loaded on first use, each by itself, so that one may be missing."""

from __future__ import annotations

import functools
import threading

from x509forge.errors import NotConstantTime, UnsupportedKey
from x509forge.signing.backend import one_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import SimpleNamespace
    from typing import Any

_RISK = (
    "the backend 'pure' is not constant-time: whoever can measure how long it computes with a private key may learn "
    "the key; sign with the backends 'cryptography' or 'oscrypto' where anybody can"
)

_lock = threading.RLock()
_warned = False


def _tlslite() -> SimpleNamespace:
    from types import SimpleNamespace

    from tlslite.errors import InvalidSignature
    from tlslite.utils import x25519
    from tlslite.utils.python_aes import Python_AES
    from tlslite.utils.python_rc4 import Python_RC4
    from tlslite.utils.python_rsakey import Python_RSAKey
    from tlslite.utils.python_tripledes import Python_TripleDES
    from tlslite.utils.rsakey import RSAKey

    class Padding(RSAKey):  # type: ignore[misc]
        """EMSA-PSS (RFC 8017 9.1), whose masks are made with a hash of their own."""

        def __init__(self, mask_hash: str) -> None:
            self._mask_hash = mask_hash

        def MGF1(self, mgfSeed: Any, maskLen: int, hAlg: str) -> Any:  # noqa: N802, N803
            return super().MGF1(mgfSeed, maskLen, self._mask_hash)

    return SimpleNamespace(
        InvalidSignature=InvalidSignature,
        Key=Python_RSAKey,
        Padding=Padding,
        AES=Python_AES,
        TripleDES=Python_TripleDES,
        RC4=Python_RC4,
        x25519=lambda scalar: x25519.x25519(bytearray(scalar), bytearray(x25519.X25519_G)),
        x448=lambda scalar: x25519.x448(bytearray(scalar), bytearray(x25519.X448_G)),
    )


def _ecdsa() -> SimpleNamespace:
    from types import SimpleNamespace

    import ecdsa
    from ecdsa import curves, eddsa, errors, util

    return SimpleNamespace(
        curves=curves,
        eddsa=eddsa,
        SigningKey=ecdsa.SigningKey,
        VerifyingKey=ecdsa.VerifyingKey,
        sigdecode_der=util.sigdecode_der,
        sigencode_der=util.sigencode_der,
        BadSignatureError=ecdsa.BadSignatureError,
        # What comes of octets that hold no point, or no signature.
        refusals=(ecdsa.UnexpectedDER, errors.MalformedPointError, ValueError, IndexError, ArithmeticError),
    )


def _dilithium() -> SimpleNamespace:
    from types import SimpleNamespace

    from dilithium_py import ml_dsa

    return SimpleNamespace(
        **{"ml-dsa-44": ml_dsa.ML_DSA_44, "ml-dsa-65": ml_dsa.ML_DSA_65, "ml-dsa-87": ml_dsa.ML_DSA_87}
    )


def _kyber() -> SimpleNamespace:
    from types import SimpleNamespace

    from kyber_py import ml_kem

    return SimpleNamespace(
        **{"ml-kem-512": ml_kem.ML_KEM_512, "ml-kem-768": ml_kem.ML_KEM_768, "ml-kem-1024": ml_kem.ML_KEM_1024}
    )


_NOT_INSTALLED = "not installed (pip install 'x509forge[pure]')"
_LIBRARIES = {"tlslite-ng": _tlslite, "ecdsa": _ecdsa, "dilithium-py": _dilithium, "kyber-py": _kyber}


@functools.cache
def _loaded(name: str) -> SimpleNamespace | str:
    """Return what is used of a library, or in one line why it cannot be."""
    import warnings

    try:
        # tlslite-ng imports asyncore where Python still has it, which warns: of no use to whoever only signs.
        with _lock, warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            return _LIBRARIES[name]()
    except ImportError as error:
        if isinstance(error, ModuleNotFoundError):
            return f"{name} is {_NOT_INSTALLED}"
        return f"{name}: {one_line(error)}"
    # Whatever a release does that is not understood here: this one cannot be used.
    except Exception as error:
        return f"{name}: {one_line(error)}"


def why_missing(name: str) -> str | None:
    """Return in one line why a library cannot be used, or None."""
    found = _loaded(name)
    return found if isinstance(found, str) else None


def why_unavailable() -> str | None:
    """Return in one line why none of the libraries can be used, or None."""
    reasons = [why_missing(name) or "" for name in _LIBRARIES]
    if all(why.endswith(_NOT_INSTALLED) for why in reasons):
        return f"{', '.join(_LIBRARIES)} are {_NOT_INSTALLED}"
    return "; ".join(reasons) if all(reasons) else None


def library(name: str) -> SimpleNamespace:
    """Return what is used of a library; UnsupportedKey if it cannot be."""
    found = _loaded(name)
    if isinstance(found, str):
        raise UnsupportedKey(found)
    return found


def warn_once() -> None:
    """Warn, once in this process, of what a private key is exposed to."""
    global _warned
    with _lock:
        if not _warned:
            import warnings

            warnings.warn(_RISK, NotConstantTime, stacklevel=2)
            _warned = True
