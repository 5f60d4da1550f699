"""A chain as verifiers are shown it: a folder of files."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import x509forge as xf


class Shown(NamedTuple):
    """A folder with `chain.pem`, its first certificate `leaf.pem`, whom the verifier trusts `ca.pem`, and `key.pem`.

    Without a host it is a client's. There is no key where nobody has the leaf's.
    """

    name: str
    folder: Path
    host: str | None
    has_key: bool

    @property
    def line(self) -> str:
        """What a verifier that asks of many is told of this one."""
        return f"{self.folder}\t{self.host or '-'}\n"


def written(
    parent: Path,
    name: str,
    chain: Sequence[xf.Certificate],
    anchor: xf.Certificate,
    host: str | None,
    key: Path | None,
) -> Shown:
    """Write the files."""
    folder = parent / name
    folder.mkdir()
    (folder / "leaf.pem").write_text(chain[0].to_pem())
    (folder / "chain.pem").write_text("".join(each.to_pem() for each in chain))
    (folder / "ca.pem").write_text(anchor.to_pem())
    if key is not None:
        (folder / "key.pem").write_bytes(key.read_bytes())
    return Shown(name, folder, host, key is not None)
