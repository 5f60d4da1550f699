"""OpenSSL's configuration language, with no OpenSSL behind it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .config import Config
    from .config_of import to_config
    from .defaults import default_config
    from .one_extension import extension

# Where each is at home, and loaded from when it is first used.
_HOMES = {
    "Config": "config",
    "default_config": "defaults",
    "extension": "one_extension",
    "to_config": "config_of",
}

__all__ = ["Config", "default_config", "extension", "to_config"]


def __getattr__(name: str) -> object:
    """Load a public name from its home, and keep it."""
    import importlib

    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Return every public name, loaded or not."""
    return sorted(__all__)
