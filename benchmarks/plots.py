"""Plots of a run, as SVG that is the same for the same figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import matplotlib as mpl
from matplotlib.figure import Figure

from . import results

if TYPE_CHECKING:
    from pathlib import Path

    from .declared import Benchmark
    from .growth import Grown
    from .running import Outcome

OURS, PEERS = "#1f5fa8", "#9aa5b1"
# No date, and the names of its parts are drawn from this word and not at random.
mpl.rcParams["svg.hashsalt"] = "x509forge"
METADATA = {"Date": None}


def bars(benchmark: Benchmark, outcome: Outcome, file: Path) -> None:
    """Draw a bar for the median of each contestant."""
    names = [each.name for each in benchmark.contestants if each.name in outcome.times][::-1]
    values = [outcome.times[name].median for name in names]
    colors = [OURS if name.startswith("x509forge") else PEERS for name in names]
    figure = Figure(figsize=(8, 1 + 0.4 * len(names)), layout="constrained")
    axes = figure.subplots()
    drawn = axes.barh(names, values, color=colors)
    axes.bar_label(drawn, [results.in_words(value) for value in values], padding=3)
    axes.margins(x=0.15)
    axes.xaxis.set_major_formatter(lambda value, _: results.in_words(value))
    axes.set_title(benchmark.what, fontsize=9, loc="left", wrap=True)
    figure.savefig(file, format="svg", metadata=METADATA)


def lines(grown: list[Grown], what: str, file: Path) -> None:
    """Draw a line for each growth, time or memory over n, both by powers of ten; what grows alike side by side."""
    panels: dict[str, list[Grown]] = {}
    for each in grown:
        panels.setdefault(TITLES.get(each.name.partition("-")[0], "files and lists"), []).append(each)
    figure = Figure(figsize=(11, 8), layout="constrained")
    for axes, (title, inside) in zip(figure.subplots(2, 2).flat, panels.items(), strict=True):
        for each in inside:
            axes.plot(each.sizes, getattr(each, what), marker="o", markersize=3, label=each.name)
        axes.set_xscale("log")
        axes.set_yscale("log")
        axes.set_title(title, fontsize=9, loc="left")
        axes.set_xlabel("n")
        axes.set_ylabel("seconds of CPU" if what == "seconds" else "octets at most")
        axes.legend(fontsize=7)
    figure.savefig(file, format="svg", metadata=METADATA)


TITLES = {"names": "n alternative names", "extensions": "n extensions", "rdns": "a name of n levels"}
