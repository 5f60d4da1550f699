"""What a whole run leaves: docs/benchmarks/ with its JSON and plots, and the tables of docs/performance.md."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import growth, plots, results, sizes
from .processes import ROOT

if TYPE_CHECKING:
    from .declared import Benchmark
    from .growth import Grown
    from .running import Outcome

FOLDER = ROOT / "docs" / "benchmarks"
PAGE = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- what the last run said -->\n", "<!-- end of what the last run said -->\n"


def publish(found: list[tuple[Benchmark, Outcome]], grown: list[Grown], measured: dict[str, Any]) -> None:
    """Write all of it."""
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / "results.json").write_text(results.as_json(found, grown, measured))
    for benchmark, outcome in found:
        plots.bars(benchmark, outcome, FOLDER / f"{benchmark.name}.svg")
    plots.lines(grown, "seconds", FOLDER / "growth-time.svg")
    plots.lines(grown, "octets", FOLDER / "growth-memory.svg")
    before, rest = PAGE.read_text().split(BEGIN)
    _, after = rest.split(END)
    PAGE.write_text(before + BEGIN + "\n".join(_lines(found, grown, measured)) + "\n" + END + after)


def _lines(found: list[tuple[Benchmark, Outcome]], grown: list[Grown], measured: dict[str, Any]) -> list[str]:
    lines = ["", "; ".join(f"{name} {value}" for name, value in results.machine().items()) + ".", ""]
    for benchmark, outcome in found:
        lines += results.markdown(benchmark, outcome)
        lines += [f"[plot](benchmarks/{benchmark.name}.svg)", ""]
    lines += ["### Growth", "", *growth.HEADER, *map(growth.table, grown), ""]
    lines += ["[time](benchmarks/growth-time.svg), [memory](benchmarks/growth-memory.svg)", ""]
    return [*lines, "### Sizes", "", *sizes.lines(measured)]
