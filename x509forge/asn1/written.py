"""Functions that are written out as Python source, and compiled when they are first called."""

from __future__ import annotations

# `threading` itself is half a millisecond of a cold start.
from _thread import RLock

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any as Anything

compiling = RLock()
"""Held while a class or a function is worked out; reentrant, since a type may need another, or itself."""


def written(owner: type, name: str, source: Callable[[], Iterable[str]], namespace: dict[str, Anything]) -> Anything:
    """Return a function of a class, by what gives the lines of its source.

    To compile is the larger part of what a declaration costs, and few processes construct, write and read one type.
    So the function gets its code when it is first called. It is itself from the start: whoever keeps it calls it
    without a detour from then on.
    """

    def compile_() -> Anything:
        with compiling:
            if function.__code__ is _first_call.__code__:
                scope: dict[str, Anything] = {}
                file = f"<{owner.__module__}.{function.__qualname__}>"
                exec(compile("\n".join(source()), file, "exec"), namespace, scope)
                compiled = scope[name]
                # Another thread may call it meanwhile: whichever code that meets finds the arguments it asks for, in
                # the same dict, so that nothing is freed that a call may be reading.
                function.__defaults__ = compiled.__defaults__
                arguments.update(compiled.__kwdefaults__ or {})
                function.__code__ = compiled.__code__
        return function

    function = _function(_first_call.__code__, namespace, name)
    function.__kwdefaults__ = arguments = {"_compile": compile_}
    function.__qualname__ = f"{owner.__qualname__}.{name}"
    function.__module__ = owner.__module__
    return function


def _first_call(*arguments: Anything, _compile: Callable[[], Anything], **named: Anything) -> Anything:
    return _compile()(*arguments, **named)


_function: Anything = type(_first_call)


def compiled(function: Anything) -> Anything:
    """Return a function with its code, where it was written out and not called yet; any other as it is."""
    if getattr(function, "__code__", None) is _first_call.__code__:
        function.__kwdefaults__["_compile"]()
    return function
