"""The rule files that come with Entrepot: dated law as readable data, one jurisdiction a file.

``packaged_texts`` gives the files as text (to be stored, edited and parsed again elsewhere);
``packaged_rulebook`` gives them parsed, once per process.
"""

from functools import cache
from importlib.resources import files

from entrepot.domain.duties.parsing import parse_rulebook
from entrepot.domain.duties.rulebook import RuleBook


def packaged_texts() -> dict[str, str]:
    """Every packaged rule file as ``{file name: text}``."""
    folder = files(__name__)
    return {
        entry.name: entry.read_text(encoding="utf-8")
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith(".toml")
    }


@cache
def packaged_rulebook() -> RuleBook:
    """The packaged rules, parsed. Raises ``FaultyRules`` when a file is broken."""
    return parse_rulebook(packaged_texts())
