"""The grammar of `config(5)`: lines to sections and entries, as OpenSSL 3.0 reads them.

Unlike OpenSSL, which says nothing, an unterminated quote is warned of here, and a NUL octet is an
error; and there are limits on included files and on what variables may grow to.
"""

from __future__ import annotations

from x509forge.errors import ConfigError

from .config_lines import Line, check_octets, split
from .included_files import MAX_SIZE, below, configurations_in, found_from, is_absolute, is_directory, read_octets
from .section import DEFAULT_SECTION, Entry, Section, lookup
from .value import Value
from .wording import quoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# Octets of one value that holds a variable: OpenSSL's own limit.
MAX_EXPANSION = 65_536
MAX_INCLUDE_DEPTH = 64
MAX_INCLUDES = 1_000

_ALPHANUMERIC = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_")
_NAME = _ALPHANUMERIC | frozenset("!%&*+,-./;?@^|~")
_BLANK = frozenset(" \t\r\n")
_QUOTES = frozenset("\"'`")
_SPECIAL = _QUOTES | frozenset("\\$")
_ESCAPES = {"r": "\r", "n": "\n", "b": "\b", "t": "\t"}


class Reader:
    """Reads one configuration; `sections` and `warnings` hold what it found."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.sections: dict[str, Section] = {}
        # The same, open for writing.
        self._entries: dict[str, dict[str, Entry]] = {}
        self.warnings: list[ConfigError] = []
        self._environ = environ
        self._section = DEFAULT_SECTION
        self._add_section(Value(DEFAULT_SECTION))
        self._dollar_in_names = False
        self._absolute_paths_only = False
        self._include_directory: str | None = None
        # The file being read, last, below those that include it.
        self._files: list[Iterator[Line]] = []
        # What is left of the directory being included; OpenSSL has one such place only.
        self._directory: Iterator[str] | None = None
        self._directory_named_at = Value()
        self._file: str | None = None
        self._opened = 0
        self._octets_read = 0
        self._characters_made = 0

    def read(self, data: bytes, file: str | None) -> None:
        """Read a whole configuration and what it includes; raises `ConfigError`."""
        self._file = file
        self._count(data, file)
        check_octets(data, file)
        self._files.append(split(data, file, skip_bom=True))
        while self._files:
            line = next(self._files[-1], None)
            if line is not None:
                self._read_line(line)
            elif (following := self._next_of_directory()) is not None:
                # OpenSSL goes on to the directory's next file wherever a file ends, be it another one.
                self._files[-1] = following
            else:
                self._files.pop()

    def _count(self, data: bytes, file: str | None) -> None:
        self._octets_read += len(data)
        if self._octets_read > MAX_SIZE:
            raise ConfigError(f"the configuration is longer than {MAX_SIZE} octets", file=file)

    # Lines

    def _read_line(self, line: Line) -> None:
        end = _content_end(line.text)
        line.text = text = line.text[:end]
        start = _skip_blanks(text, 0)
        if start == len(text):
            return
        if text[start] == "[":
            self._read_header(line, start)
            return
        name_at, name_end = start, self._name_end(text, start)
        section = self._section
        if text.startswith("::", name_end):
            section = text[start:name_end]
            name_at = name_end + 2
            name_end = self._name_end(text, name_at)
        at = _skip_blanks(text, name_end)
        for directive, act in ((".pragma", self._pragma), (".include", self._include)):
            if text.startswith(directive, name_at) and (at != name_at + len(directive) or text.startswith("=", at)):
                at = _skip_blanks(text, at + 1) if text.startswith("=", at) else at
                line.text = text[: max(_trimmed_end(text), at)]
                act(line, at, section)
                return
        if not text.startswith("=", at):
            raise line.error(_no_equal_sign(text, name_at, name_end, at), at)
        at = _skip_blanks(text, at + 1)
        line.text = text[: max(_trimmed_end(text), at)]
        value = self._expand(line, at, section)
        name = line.cut(name_at, name_end)
        if section not in self.sections:
            self._add_section(line.cut(start, start + len(section)))
        # A repeated name loses its place: the new entry is the section's last.
        self._entries[section].pop(name, None)
        self._entries[section][str(name)] = Entry(section, name, value)

    def _add_section(self, name: Value) -> None:
        entries: dict[str, Entry] = {}
        self._entries[str(name)] = entries
        self.sections[str(name)] = Section(name, entries)

    def _read_header(self, line: Line, start: int) -> None:
        text = line.text
        begin = at = _skip_blanks(text, start + 1)
        while True:
            end = self._name_end(text, at)
            following = _skip_blanks(text, end)
            if text.startswith("]", following):
                break
            if following == len(text):
                raise line.error('missing close square bracket "]" after the name of a section', following)
            if following == at:
                reason = f"missing close square bracket: {quoted(text[at])} cannot stand in the name of a section"
                raise line.error(reason, at)
            at = following
        line.text = text[:end]
        name = self._expand(line, begin, None)
        self._section = str(name)
        if self._section not in self.sections:
            self._add_section(name)
        elif self.sections[self._section].name.line is None:
            self.sections[self._section] = Section(name, self._entries[self._section])

    def _name_end(self, text: str, at: int) -> int:
        """Return where the name that begins at `at` ends; a backslash takes the next octet with it."""
        while at < len(text):
            character = text[at]
            if character == "\\":
                if _octets(text[at + 1 : at + 2]) > 1:
                    return at + 1
                at = min(at + 2, len(text))
            elif character in _NAME or (character == "$" and self._dollar_in_names):
                at += 1
            else:
                break
        return at

    # Values

    def _expand(self, line: Line, start: int, section: str | None) -> Value:
        """Return the value that is written from `start` to the line's end: quotes, escapes, variables."""
        text = line.text
        if _SPECIAL.isdisjoint(text[start:]):
            self._characters_made += len(text) - start
            return line.cut(start, len(text))
        out: list[str] = []
        runs: list[tuple[int, int, int]] = []
        length = 0  # characters in `out`
        expected = -1  # where the next character would have to stand for the last run to go on
        # What OpenSSL holds against its limit: the room that it has set aside.
        room = len(text[start:].encode("utf-8", "surrogateescape")) + 1 if "$" in text else 0
        at = start
        quote = ""
        quoted_at = start
        while at < len(text):
            character = text[at]
            source = at
            if quote:
                if character == quote:
                    quote = ""
                    at += 1
                    continue
                if character == "\\":
                    at += 1
                    if at == len(text):
                        break
                    character = text[at]
                at += 1
            elif character in _QUOTES:
                quote, quoted_at = character, at
                at += 1
                continue
            elif character == "\\":
                at += 1
                if at == len(text):
                    break
                character = _ESCAPES.get(text[at], text[at])
                at += 1
            elif character == "$" and (not self._dollar_in_names or text[at + 1 : at + 2] in ("{", "(")):
                reference_end, found = self._variable(line, at, section)
                room += _octets(found) - _octets(text[at:reference_end])
                if room > MAX_EXPANSION:
                    reason = f"variable expansion too long: the value comes to more than {MAX_EXPANSION} octets"
                    raise line.error(reason, at)
                at = reference_end
                if found:
                    runs.append((length, source, 0))
                    out.append(found)
                    length += len(found)
                    expected = -1
                continue
            else:
                at += 1
            if source != expected:
                runs.append((length, source, 1))
            expected = at if at == source + 1 else -1
            out.append(character)
            length += 1
        if quote:
            # OpenSSL says nothing.
            reason = f"unterminated quote {quoted(quote)}: the rest of the line, its comment included, is taken"
            self.warnings.append(line.error(reason, quoted_at))
        self._characters_made += length
        if self._characters_made > MAX_SIZE:
            raise line.error(f"the values come to more than {MAX_SIZE} characters", start)
        return line.value("".join(out), start, runs)

    def _variable(self, line: Line, start: int, section: str | None) -> tuple[int, str]:
        """Return where the `$name` at `start` ends, and its value."""
        text = line.text
        at = start + 1
        close = {"{": "}", "(": ")"}.get(text[at : at + 1], "")
        at += len(close)
        name_at, at = at, self._variable_end(text, at)
        if text.startswith("::", at):
            section = text[name_at:at]
            name_at, at = at + 2, self._variable_end(text, at + 2)
        name = text[name_at:at]
        if close:
            if not text.startswith(close, at):
                opened = "brace" if close == "}" else "parenthesis"
                raise line.error(f'no close {opened} "{close}" after the name of a variable', at)
            at += 1
        found = lookup(self.sections, self._environ, section, name)
        if found is None:
            if not name:
                reason = "variable has no value, nor a name (a dollar sign is written \\$)"
            elif section == "ENV":
                reason = f"variable has no value: {quoted(name)} is not in the environment"
            elif section is None or section == DEFAULT_SECTION:
                reason = f"variable has no value: {quoted(name)} is not in the default section (so far)"
            else:
                where = f"neither in section {quoted(section)} nor in the default one (so far)"
                reason = f"variable has no value: {quoted(name)} is {where}"
            raise line.error(reason, start)
        return at, found

    def _variable_end(self, text: str, at: int) -> int:
        while at < len(text) and (text[at] in _ALPHANUMERIC or (text[at] == "$" and self._dollar_in_names)):
            at += 1
        return at

    # Directives

    def _pragma(self, line: Line, at: int, _section: str) -> None:
        """Carry out `.pragma keyword:value`; one that is not known is ignored, as by OpenSSL."""
        keyword, colon, given = line.text[at:].partition(":")
        if not keyword or not colon or not given:
            raise line.error("invalid pragma: it is written keyword:value", at)
        keyword = keyword.rstrip("".join(_BLANK))
        given_at = _skip_blanks(line.text, line.text.index(":", at) + 1)
        given = line.text[given_at:]
        if keyword in ("dollarid", "abspath"):
            if given.lower() not in ("on", "true", "off", "false"):
                raise line.error(f"invalid pragma: {keyword} is on, true, off or false", given_at)
            if keyword == "dollarid":
                self._dollar_in_names = given.lower() in ("on", "true")
            else:
                self._absolute_paths_only = given.lower() in ("on", "true")
        elif keyword == "includedir":
            self._include_directory = given
        else:
            self.warnings.append(line.error(f"unknown pragma {quoted(keyword)} is ignored", at))

    def _include(self, line: Line, at: int, section: str) -> None:
        """Begin to read the file or directory that `.include` names; one that cannot be read is skipped."""
        path = str(self._expand(line, at, section))
        directory = self._environ.get("OPENSSL_CONF_INCLUDE", self._include_directory)
        if directory is not None and not is_absolute(path):
            path = below(directory, path)
        if self._absolute_paths_only and not is_absolute(path):
            raise line.error(f"relative path {quoted(path)}, where .pragma abspath asks for an absolute one", at)
        if len(self._files) > MAX_INCLUDE_DEPTH:
            raise line.error(f"files include one another more than {MAX_INCLUDE_DEPTH} deep", at)
        path = found_from(path, self._file)
        if not is_directory(path):
            opened = self._open(path, line.cut(at, len(line.text)))
            if opened is not None:
                self._files.append(opened)
            return
        if self._directory is not None:
            reason = f"the directory {quoted(path)} is skipped: a directory is being included already"
            self.warnings.append(line.error(reason, at))
            return
        try:
            self._directory = iter(configurations_in(path))
        except OSError as error:
            self.warnings.append(line.error(f"{quoted(path)} is skipped: {error.strerror}", at))
            return
        self._directory_named_at = line.cut(at, len(line.text))
        following = self._next_of_directory()
        if following is not None:
            self._files.append(following)

    def _next_of_directory(self) -> Iterator[Line] | None:
        """Return the lines of the next file that can be read in the directory being included, if there is one."""
        while self._directory is not None:
            path = next(self._directory, None)
            if path is None:
                self._directory = None
                break
            opened = self._open(path, self._directory_named_at)
            if opened is not None:
                return opened
        return None

    def _open(self, path: str, named_at: Value) -> Iterator[Line] | None:
        """Return the lines of an included file; one that cannot be read is warned of and passed over."""
        self._opened += 1
        if self._opened > MAX_INCLUDES:
            raise named_at.error(f"more than {MAX_INCLUDES} files are included")
        try:
            data = read_octets(path)
        except OSError as error:
            self.warnings.append(named_at.error(f"{quoted(path)} is skipped: {error.strerror}"))
            return None
        self._count(data, path)
        check_octets(data, path)
        return split(data, path, skip_bom=False)


def _skip_blanks(text: str, at: int) -> int:
    while at < len(text) and text[at] in _BLANK:
        at += 1
    return at


def _trimmed_end(text: str) -> int:
    return len(text.rstrip(" \t\r\n"))


def _octets(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogateescape"))


def _content_end(text: str) -> int:
    """Return where the line's comment begins: at a `#` that is neither escaped nor within quotes."""
    if "#" not in text:
        return len(text)
    at = 0
    quote = ""
    while at < len(text):
        character = text[at]
        if character == "\\":
            at += 2
            continue
        if quote:
            quote = "" if character == quote else quote
        elif character in _QUOTES:
            quote = character
        elif character == "#":
            return at
        at += 1
    return len(text)


def _no_equal_sign(text: str, name_at: int, name_end: int, at: int) -> str:
    """Return what to say of a line that is neither a header nor `name = value`."""
    if text.startswith("\ufeff", at):
        return "missing equal sign: there is a byte order mark within the text"
    reason = "missing equal sign"
    if name_at != name_end:
        reason += f" after {quoted(text[name_at:name_end])}"
    if at == len(text):
        return reason
    if at == name_end:
        return f"{reason}: {quoted(text[at])} cannot stand in a name"
    return f"{reason}: a name has no blanks in it"
