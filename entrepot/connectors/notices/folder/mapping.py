"""A notice as a text file: headings first, then the words."""

import re

from entrepot.domain.ports.notices import NoticeMessage


def file_name(message: NoticeMessage) -> str:
    """The key with everything replaced that a file name cannot bear."""
    return f"{re.sub(r'[^A-Za-z0-9.-]+', '_', message.key)}.txt"


def file_text(message: NoticeMessage) -> str:
    headings = {"To": message.to, "Language": message.language, "Kind": message.kind}
    if message.channel == "mail":
        headings["Subject"] = message.subject
    shown = "\n".join(f"{name}: {value}" for name, value in headings.items())
    facts = "".join(f"\n{name} = {value}" for name, value in sorted(message.facts.items()))
    return f"{shown}\n\n{message.text}\n{facts if message.channel == 'wechat' else ''}"
