"""Fields for lists of codes and for tables typed as lines."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from entrepot.domain.geography import COUNTRIES
from entrepot.domain.sourcing.modes import PERSONAL_LIMIT

_BETWEEN = re.compile(r"[\s,;]+")


def day_input() -> forms.DateInput:
    """The browser's calendar, which understands ISO dates in every language."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class CodesField(forms.CharField):
    """Codes separated by spaces, commas or lines; cleaned to a list in the order given, each once."""

    def prepare_value(self, value: Any) -> Any:
        return " ".join(value) if isinstance(value, list | tuple) else value

    def to_python(self, value: Any) -> Any:
        return list(dict.fromkeys(code for code in _BETWEEN.split(value or "") if code))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.to_python(self.prepare_value(initial)) != self.to_python(data))


class WordsField(CodesField):
    """Words or phrases, a line each; cleaned to a list in the order given, each once."""

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def to_python(self, value: Any) -> Any:
        lines = (" ".join(line.split()) for line in (value or "").splitlines())
        return list(dict.fromkeys(line for line in lines if line))


class CountriesField(CodesField):
    """ISO 3166 codes."""

    def to_python(self, value: Any) -> Any:
        return super().to_python((value or "").upper())

    def validate(self, value: Any) -> None:
        super().validate(value)
        unknown = [code for code in value if code not in COUNTRIES]
        if unknown:
            raise ValidationError(
                _("“%(code)s” is no country code. Use two letters, for example DE or CN."),
                params={"code": ", ".join(unknown)},
            )


class CountryField(CountriesField):
    """One ISO 3166 code."""

    def clean(self, value: Any) -> Any:
        codes = super().clean(value)
        if len(codes) > 1:
            raise ValidationError(_("Give one country code."))
        return codes[0] if codes else ""


class DaysField(CodesField):
    """ISO dates, cleaned to a sorted list of their texts."""

    def validate(self, value: Any) -> None:
        super().validate(value)
        for text in value:
            try:
                date.fromisoformat(text)
            except ValueError:
                raise ValidationError(
                    _("“%(day)s” is no day. Write year-month-day, for example 2027-02-06."),
                    params={"day": text},
                ) from None

    def clean(self, value: Any) -> Any:
        return sorted(super().clean(value))


class PairsField(forms.CharField):
    """Lines of two words, cleaned to a mapping of the first to the second."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return (
            "\n".join(f"{key} {word}" for key, word in value.items()) if isinstance(value, Mapping) else value
        )

    def to_python(self, value: Any) -> Any:
        found: dict[str, str] = {}
        for line in (value or "").splitlines():
            words = line.split()
            if words and len(words) != 2:
                raise ValidationError(
                    _("“%(line)s” must be two words with a space between."), params={"line": line}
                )
            if words:
                found[words[0]] = words[1]
        return found


class LimitsField(forms.CharField):
    """Limits of persons, a line each: country, currency, value, days, parcels, their days, and the source."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Mapping):
            return value
        rows = ([country, *(limit[name] for name in PERSONAL_LIMIT)] for country, limit in value.items())
        return "\n".join(" ".join(map(str, row)) for row in rows)

    def to_python(self, value: Any) -> Any:
        found: dict[str, dict[str, Any]] = {}
        for line in filter(str.strip, (value or "").splitlines()):
            country, *told = line.split(maxsplit=len(PERSONAL_LIMIT))
            counts = told[2:5]
            if len(told) < len(PERSONAL_LIMIT) or not all(map(str.isdecimal, counts)):
                raise ValidationError(
                    _("“%(line)s”: give country, currency, value, days, parcels, days and the source."),
                    params={"line": line},
                )
            limit = [told[0].upper(), told[1], *map(int, counts), told[5]]
            found[country.upper()] = dict(zip(PERSONAL_LIMIT, limit, strict=True))
        return found
