"""What `openssl_conf` leads to (`config(5)`): modules of OpenSSL, of which one adds names of objects."""

from __future__ import annotations

from .objects import is_long_name, is_short_name, short_name, to_number
from .value import SPACES
from .wording import quoted, suggestion

TYPE_CHECKING = False
if TYPE_CHECKING:
    from x509forge.errors import ConfigError

    from .config import Config
    from .value import Value

# What concerns how OpenSSL itself is put together, and not what it writes.
_OPENSSL_ITSELF = ("alg_section", "providers", "random", "ssl_conf")
_OPTIONS = {
    "alg_section": ("default_properties", "fips_mode"),
    "random": ("cipher", "digest", "properties", "random", "random_provider", "seed", "seed_properties"),
}
_MODULES = (*_OPENSSL_ITSELF, "engines", "oid_section", "stbl_section")


def run_modules(config: Config, start: Value, added: dict[str, str]) -> list[ConfigError]:
    """Add the objects that modules name to `added`, and return what is passed over; raises ConfigError.

    Modules that may change what is written are refused, unless there is nothing in them.
    """
    passed_over = []
    for entry in config.section(start):
        # What stands behind the last dot tells entries apart.
        name = entry.name.rpartition(".")[0] or entry.name
        if name not in _MODULES:
            raise entry.name.error(f"OpenSSL has no module {quoted(name)}{suggestion(name, _MODULES)}")
        section = config.section(entry.value)
        if name in _OPENSSL_ITSELF:
            passed_over.append(entry.name.error(f"{name} concerns OpenSSL's own programs"))
        for option in section if name in _OPTIONS else ():
            if option.name not in _OPTIONS[name]:
                reason = f"{name} has no option {quoted(option.name)}{suggestion(option.name, _OPTIONS[name])}"
                raise option.name.error(reason)
        if name == "oid_section":
            for named in section:
                _add(named.name, named.value, added)
        elif name == "ssl_conf":
            for named in (entry, *section):
                if not len(config.section(named.value)):
                    raise named.value.error(f"the section [{named.value}] is empty")
        elif name == "providers":
            for named in section:
                config.section(named.value)
        elif name == "engines":
            for named in section:
                if len(config.section(named.value)):
                    raise named.value.error(
                        f"the engine {quoted(named.name)} is not supported: there are no engines here"
                    )
        elif name == "stbl_section" and len(section):
            raise entry.name.error("stbl_section is not supported: the bounds of X.520 hold")
    return passed_over


def _add(short: Value, value: Value, added: dict[str, str]) -> None:
    """Add `short = 1.2.3` or `short = long name, 1.2.3`; nothing of it may have a meaning already."""
    before, comma, _ = value.rpartition(",")
    long = before.strip(SPACES) if comma else str(short)
    number = value.part(len(before) + 1) if comma else value
    # Blanks stand before the number of what has a long name.
    blanks = len(number) - len(number.lstrip(SPACES)) if before else 0
    identifier = to_number(number.part(blanks))
    for name, is_known in ((str(short), is_short_name), (long, is_long_name)):
        if is_known(name) or name in added:
            raise short.error(f"{quoted(name)} has another meaning already")
    if short_name(identifier) or identifier in added.values():
        raise number.error(f"{quoted(number)} has a name already")
    added[str(short)] = identifier
    if long:
        added[long] = identifier
