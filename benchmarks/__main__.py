"""`python -m benchmarks [NAME...]`: runs the benchmarks of these names, or all."""

from __future__ import annotations

import sys

from . import decode, explain

BENCHMARKS = {"decode": decode.main, "explain": explain.main}


def main(names: list[str]) -> int:
    """Run some benchmarks; return the exit status."""
    strangers = [name for name in names if name not in BENCHMARKS]
    if strangers:
        print(f"benchmarks: there is no {strangers[0]}; there are {', '.join(BENCHMARKS)}", file=sys.stderr)
        return 2
    for name in names or BENCHMARKS:
        print(f"{name}:")
        BENCHMARKS[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
