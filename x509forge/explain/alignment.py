"""Which items of two lists belong together: the same octets, the same meaning, the same type or number."""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from itertools import islice
from typing import NamedTuple

from .overlay import children_of
from .sense import is_leaf, sense_of_all

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from .node import Node

_TIMES = ("UTCTime", "GeneralizedTime")


class Alignment(NamedTuple):
    """Pairs, in the order of the first list; what is in one list only; and which pairs stand in another order.

    `second_order` are the paired items of the second list, in its order.
    """

    pairs: list[tuple[Node, Node]]
    removed: list[Node]
    added: list[Node]
    moved: list[tuple[Node, Node]]
    second_order: list[Node]


def by_name(first: Sequence[Node], second: Sequence[Node]) -> Alignment:
    """Align components by the names of their fields; alternatives of one CHOICE belong together."""
    there = {_field(node): node for node in second}
    pairs = [(node, there.pop(_field(node))) for node in first if _field(node) in there]
    paired = {id(node) for node, _ in pairs}
    return Alignment(pairs, [node for node in first if id(node) not in paired], list(there.values()), [], [])


def _field(node: Node) -> str:
    return node.step.partition(".")[0]


def items(first: Sequence[Node], second: Sequence[Node], *, is_list: bool) -> Alignment:
    """Align the items of a list, or of a structure of which nothing is declared, in linear time."""
    matcher = _Matcher(first, second)
    matcher.match(lambda node: node.encoded)
    matcher.match(sense_of_all)
    matcher.match(identity)
    if is_list:
        matcher.match_lonely()
    else:
        matcher.match(lambda node: None if _number(node) is not None else node.identifier or node.type)
    return matcher.result()


def documents(first: Sequence[Node], second: Sequence[Node]) -> Alignment:
    """Align the objects of two files: the same octets, subject and key, subject, key; at last, the same kind."""
    matcher = _Matcher(first, second)
    matcher.match(lambda node: (node.type, node.encoded))
    subjects = {id(node): _part(node, SUBJECT) for node in (*first, *second)}
    keys = {id(node): _part(node, KEY) for node in (*first, *second)}
    matcher.match(lambda node: (subjects[id(node)], keys[id(node)]) if subjects[id(node)] else None)
    matcher.match(lambda node: subjects[id(node)])
    matcher.match(lambda node: keys[id(node)])
    matcher.match(lambda node: node.declared or node.type)
    return matcher.result()


# Where they stand in each kind.
SUBJECT = {"Certificate": "tbsCertificate.subject", "CertificationRequest": "certificationRequestInfo.subject"}
KEY = {
    "Certificate": "tbsCertificate.subjectPublicKeyInfo",
    "CertificationRequest": "certificationRequestInfo.subjectPKInfo",
    "SubjectPublicKeyInfo": "",
}


def part(node: Node, places: dict[str, str]) -> Node | None:
    """Return the part of an object that stands in different places in different kinds; None where there is none."""
    place = places.get(node.declared)
    if place is None:
        return None
    try:
        return node.at(place)
    except KeyError:
        return None


def _part(node: Node, places: dict[str, str]) -> Hashable:
    found = part(node, places)
    return None if found is None else sense_of_all(found)


def identity(node: Node) -> Hashable:
    """Return what an item is known by, other things being different: its type, or the number of what was revoked."""
    head = list(islice(children_of(node, []), 2))
    if not head:
        return None
    if head[0].base_type == "OBJECT IDENTIFIER":
        return node.identifier, head[0].contents
    if (number := _number(node)) is not None:
        return node.identifier, number
    # A level of a name: the types of all of its attributes, which have no order in a SET.
    if _type_of(head[0]) is None:
        return None
    types = [_type_of(child) for child in children_of(node, [])]
    return None if None in types else (node.identifier, tuple(sorted(filter(None, types))))


def _type_of(node: Node) -> bytes | None:
    """Return the contents of the OBJECT IDENTIFIER that something begins with; None where it begins with none."""
    first = next(children_of(node, []), None)
    return first.contents if first is not None and first.base_type == "OBJECT IDENTIFIER" else None


def _number(node: Node) -> bytes | None:
    """Return the serial number of something that was revoked: a number, and since when (RFC 5280 5.1.2.6)."""
    head = list(islice(children_of(node, []), 2))
    is_entry = len(head) == 2 and head[0].base_type == "INTEGER" and head[1].base_type in _TIMES
    return head[0].contents if is_entry else None


class _Matcher:
    def __init__(self, first: Sequence[Node], second: Sequence[Node]) -> None:
        self.first = first
        self.second = second
        self.left = list(range(len(first)))
        self.right = list(range(len(second)))
        self.found: dict[int, int] = {}

    def match(self, key: Callable[[Node], Hashable]) -> None:
        """Put together what is still alone and has the same key, in order; a key of None is none."""
        if not (self.left and self.right):
            return
        waiting: dict[Hashable, deque[int]] = {}
        for index in self.right:
            if (value := key(self.second[index])) is not None:
                waiting.setdefault(value, deque()).append(index)
        taken = set()
        alone = []
        for index in self.left:
            queue = waiting.get(key(self.first[index]))
            if queue:
                self.found[index] = queue.popleft()
                taken.add(self.found[index])
            else:
                alone.append(index)
        self.left = alone
        self.right = [index for index in self.right if index not in taken]

    def match_lonely(self) -> None:
        """Put together what is left over alone on either side, if nothing tells which it is but what is in it."""
        if len(self.left) == len(self.right) == 1:
            self.match(lambda node: None if is_leaf(node) or identity(node) is not None else node.identifier)

    def result(self) -> Alignment:
        order = sorted(self.found.items())
        pairs = [(self.first[one], self.second[other]) for one, other in order]
        still = _longest_rising([other for _, other in order])
        moved = [pair for index, pair in enumerate(pairs) if index not in still]
        removed = [self.first[index] for index in self.left]
        added = [self.second[index] for index in self.right]
        return Alignment(pairs, removed, added, moved, [self.second[index] for index in sorted(self.found.values())])


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    """Return the places of a longest rising subsequence: what need not be said to have moved."""
    ends: list[int] = []
    places: list[int] = []
    before: list[int] = []
    for place, number in enumerate(numbers):
        at = bisect_left(ends, number)
        before.append(places[at - 1] if at else -1)
        if at == len(ends):
            ends.append(number)
            places.append(place)
        else:
            ends[at] = number
            places[at] = place
    found = set()
    at = places[-1] if places else -1
    while at >= 0:
        found.add(at)
        at = before[at]
    return found
