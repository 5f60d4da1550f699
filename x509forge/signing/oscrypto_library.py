"""oscrypto and asn1crypto: loaded once, on first use, and asked so that no error of theirs escapes."""

from __future__ import annotations

import functools

from x509forge.errors import BackendUnavailable, SigningError
from x509forge.signing.backend import one_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import SimpleNamespace
    from typing import Any


@functools.cache
def why_unavailable() -> str | None:
    """Return in one line why oscrypto does not load, or None."""
    from x509forge.signing import mend_oscrypto

    try:
        mend_oscrypto.load()
    except ImportError as error:
        return str(error)
    return None


@functools.cache
def library() -> SimpleNamespace:
    """Return the names that are used of oscrypto and asn1crypto; BackendUnavailable if oscrypto does not load."""
    why = why_unavailable()
    if why is not None:
        raise BackendUnavailable("be used", {"oscrypto": why})
    from types import SimpleNamespace

    from asn1crypto import keys
    from oscrypto import asymmetric, backend, errors, symmetric

    return SimpleNamespace(
        asymmetric=asymmetric,
        symmetric=symmetric,
        is_openssl=backend() == "openssl",
        SignatureError=errors.SignatureError,
        refusals=(OSError, ValueError, TypeError, errors.AsymmetricKeyError),
        PrivateKeyInfo=keys.PrivateKeyInfo,
        PublicKeyInfo=keys.PublicKeyInfo,
    )


def ask(task: str, function: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
    """Return what a function of oscrypto returns; what it raises becomes SigningError, with the library's own words."""
    names = library()
    try:
        return function(*arguments, **named)
    except names.refusals as error:
        forget_errors()
        raise SigningError(f"oscrypto cannot {task}: {one_line(error)}") from None


def confirms(function: Callable[..., Any], key: Any, signature: bytes, message: bytes, hash_name: str) -> bool:
    """Return whether oscrypto's verifying function takes the signature."""
    try:
        ask("verify", function, key, signature, message, hash_name)
    except library().SignatureError:
        forget_errors()
        return False
    return True


def forget_errors() -> None:
    """Empty libcrypto's queue of this thread's errors, in which oscrypto leaves those that it does not report.

    The oldest is what oscrypto reports, so the next failure would be told with the reason of this one;
    and other users of the same libcrypto, such as Python's `ssl`, read that queue too.
    """
    if library().is_openssl:
        from oscrypto._openssl._libcrypto import libcrypto

        while libcrypto.ERR_get_error():
            pass
