"""`python -m benchmarks [NAME...]`: all of them, for docs/performance.md; or those of these names, for the terminal.

`python -m benchmarks --compare REV [NAME...]` sets another revision beside this one.
"""

from __future__ import annotations

import os
import sys
import tempfile

from . import comparing, content, declared, growth, page, results, running, sizes
from .processes import Processes


def main(arguments: list[str]) -> int:
    """Run what is asked for; return the exit status: 1 if a result was wrong or a contestant failed."""
    known = [*declared.benchmarks(), *(each.name for each in growth.GROWTHS), "sizes"]
    revision = ""
    if arguments[:1] == ["--compare"]:
        if len(arguments) < 2:
            print("benchmarks: --compare needs a revision", file=sys.stderr)
            return 2
        revision, arguments = arguments[1], arguments[2:]
    strangers = [name for name in arguments if name not in known]
    if strangers:
        print(f"benchmarks: there is no {strangers[0]}; there are {', '.join(known)}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        os.environ[content.FOLDER_VARIABLE] = folder
        content.make()
        if revision:
            return comparing.compare(revision, arguments)
        return _run(arguments or known, whole=not arguments)


def _run(names: list[str], *, whole: bool) -> int:
    processes = Processes()
    found = []
    for name, benchmark in declared.benchmarks().items():
        if name in names:
            outcome = running.measure(benchmark, processes)
            found.append((benchmark, outcome))
            print(*results.table(benchmark, outcome), "", sep="\n", flush=True)
    grown: list[growth.Grown] = []
    for each in growth.GROWTHS:
        if each.name in names:
            if not grown:
                print(*growth.HEADER, sep="\n")
            grown.append(growth.grow(each, processes))
            print(growth.table(grown[-1]), flush=True)
    processes.close()
    measured = sizes.measured() if "sizes" in names else {}
    if measured:
        print(*sizes.lines(measured), sep="\n")
    if whole:
        page.publish(found, grown, measured)
    return 1 if any(outcome.failures for _, outcome in found) or any(each.failure for each in grown) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
