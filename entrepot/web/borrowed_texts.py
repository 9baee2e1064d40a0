"""Sentences of libraries that their own catalogues lack in Chinese; named here so that ours has them."""

from typing import Final

from django.utils.translation import ngettext_lazy

BORROWED: Final = (
    # Django 5.2 changed the sentence of its password check, not its translations.
    ngettext_lazy(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
        10,
    ),
)
