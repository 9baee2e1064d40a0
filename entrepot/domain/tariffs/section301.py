"""Section 301 product lists by HS8 (``hts8,list,ch99_code``) as the code lists that the rules refer to."""

from collections.abc import Mapping
from typing import Final

from entrepot.domain.tariffs.columns import rows_of
from entrepot.domain.tariffs.model import Unread, digits

_NAMES: Final = {"hts8": ("hts 8", "code"), "list": (), "ch99_code": ("chapter 99",)}
# As the file names a list: the code list of the rules. Lists 4B and cranes bear no duty of a rule yet.
LISTS: Final[Mapping[str, str]] = {
    "1": "us.s301.lists_1_3", "2": "us.s301.lists_1_3", "3": "us.s301.lists_1_3",
    "3_addl": "us.s301.lists_1_3", "4A": "us.s301.4A", "4B": "us.s301.4B", "biden_25": "us.s301.biden_25",
    "biden_50": "us.s301.biden_50", "biden_100": "us.s301.biden_100",
    "biden_50_jan25": "us.s301.biden_50_jan25", "biden_25_jan25": "us.s301.biden_25",
    "biden_jan26": "us.s301.biden_25", "cranes_301": "us.s301.cranes",
}  # fmt: skip


def from_csv(text: str) -> tuple[dict[str, frozenset[str]], list[Unread]]:
    """Code lists by name, and rows that could not be taken. Raises ``WrongColumns`` for another file."""
    lists: dict[str, set[str]] = {}
    unread: list[Unread] = []
    for number, row in enumerate(rows_of(text, _NAMES, ("hts8", "list")), 1):
        code = digits(row["hts8"])
        if row["list"] not in LISTS or len(code) not in (4, 6, 8, 10):
            why = (
                "a list that no rule refers to"
                if row["list"] not in LISTS
                else "not a code of 4 to 10 digits"
            )
            unread.append(Unread(f"row {number} {row['hts8']}", row["list"], why))
        else:
            lists.setdefault(LISTS[row["list"]], set()).add(code)
    return {name: frozenset(codes) for name, codes in sorted(lists.items())}, unread


def as_rule_file(lists: Mapping[str, frozenset[str]], source: str) -> str:
    """The lists as the text of a rule file of kind ``codes``."""
    heading = f"# {source}\n" if source else ""
    blocks = [f'"{name}" = """\n{_wrapped(sorted(codes))}\n"""' for name, codes in lists.items()]
    return f'{heading}kind = "codes"\n\n[lists]\n' + "\n".join(blocks) + "\n"


def _wrapped(codes: list[str]) -> str:
    return "\n".join(" ".join(codes[start : start + 12]) for start in range(0, len(codes), 12))
