"""A comparison as text for people: what differs, and in a renewal first what should not."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .comparison import Comparison, Difference


def render(comparison: Comparison, names: tuple[str, str], *, renewal: bool = False) -> Iterator[str]:
    """Yield the lines of a comparison of two things that are called so, without line ends.

    Names and values are as they are in the comparison: whoever writes the lines on a terminal escapes what acts on it.
    """
    yield f"--- {names[0]}: {comparison.first}"
    yield f"+++ {names[1]}: {comparison.second}"
    yield verdict(comparison)
    for title, differences in sections(comparison, renewal=renewal):
        if title:
            yield ""
            yield f"{title}:"
        for difference in differences:
            yield ""
            yield from _lines(difference)


def verdict(comparison: Comparison) -> str:
    """Return in a line whether the two are the same, and whether their keys are."""
    count = len(comparison.differences)
    if comparison.same_octets and not count:
        said = "the same octets"
    elif not count:
        said = f"the same {_list(comparison.shared)}" if comparison.shared else "no difference"
    else:
        said = f"{count} difference{'s' * (count > 1)}"
        if comparison.shared:
            said += f" in what both have: {_list(comparison.shared)}"
        elif comparison.same_octets:
            said += ", and the same octets"
        elif comparison.same_meaning:
            said += " of octets, none of meaning"
    if comparison.same_key is not None and (comparison.differences or "key" not in comparison.shared):
        said += "; the same key" if comparison.same_key else "; another key"
    return said


def sections(comparison: Comparison, *, renewal: bool) -> Iterable[tuple[str, tuple[Difference, ...]]]:
    """Return the differences in the order in which they are shown, under their headings."""
    if not renewal:
        return [("", comparison.differences)]
    expected = tuple(difference for difference in comparison.differences if difference.expected)
    found = (("Not expected of a renewal", comparison.unexpected), ("Expected of a renewal", expected))
    return [section for section in found if section[1]]


def _list(words: tuple[str, ...]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _lines(difference: Difference) -> Iterator[str]:
    yield f"{difference.name}: {difference.kind}" + (f" ({difference.note})" if difference.note else "")
    if place := where(difference):
        yield f"    {place}"
    if difference.before:
        yield f"  - {difference.before}"
    if difference.after:
        yield f"  + {difference.after}"


def where(difference: Difference) -> str:
    """Return the path in the first, and that in the second where it is another; `.inner` is left out, as it may be."""
    before, after = (path.replace(".inner", "") for path in (difference.path, difference.path_after))
    return f"{before} -> {after}" if after and after != before else before
