"""Where in a rule file a fault stands, for people who mend it."""

import re


def line_of(text: str, fault: str) -> int | None:
    """The line of ``text``, counted from 1, that a fault of ``FaultyRules`` is about; ``None`` for a fault of
    the whole file. ``fault`` may begin with the file's name."""
    fault = re.sub(r"^\S+\.toml: ", "", fault)
    if told := re.search(r"\(at line (\d+)", fault):
        return int(told[1])
    if told := re.match(r"rule\[(\d+)\]", fault):
        return _nth(text, r"\[\[\s*rule\s*\]\]", int(told[1]))
    if told := re.match(r"rule ([^\s:]+):", fault):
        return _nth(text, rf"""id\s*=\s*["']{re.escape(told[1])}["']""", -1)
    if told := re.match(r"([\w.-]+):", fault):
        return _nth(text, rf"""["']?{re.escape(told[1])}["']?\s*=""", 0)
    return None


def _nth(text: str, pattern: str, index: int) -> int | None:
    """The number of the line that begins with ``pattern`` for the ``index``-th time, from 0 (-1: last)."""
    found = [
        number for number, line in enumerate(text.splitlines(), 1) if re.match(rf"\s*(?:{pattern})", line)
    ]
    return found[index] if found and index < len(found) else None
