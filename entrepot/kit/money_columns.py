"""Money in rows: ``numeric(19,4)`` amounts beside one ``char(3)`` currency, read and set as ``Money``."""

from decimal import Decimal
from typing import Any, overload

from django.db import models

from entrepot.domain.money import Money


def amount_column(**options: Any) -> "models.DecimalField[Any, Any]":
    """A column for an amount; its currency stands in the row's ``currency`` column."""
    return models.DecimalField(max_digits=19, decimal_places=4, **options)


def currency_column(**options: Any) -> "models.CharField[Any, Any]":
    """A column for an ISO 4217 code."""
    return models.CharField(max_length=3, **options)


class MoneyOf:
    """Attribute that joins an amount column and a currency column: ``total = MoneyOf("total_amount")``."""

    def __init__(self, amount: str, currency: str = "currency") -> None:
        self.amount, self.currency = amount, currency

    @overload
    def __get__(self, row: None, owner: type) -> "MoneyOf": ...
    @overload
    def __get__(self, row: models.Model, owner: type) -> Money: ...
    def __get__(self, row: models.Model | None, owner: type) -> "Money | MoneyOf":
        if row is None:
            return self
        return Money(Decimal(getattr(row, self.amount)), getattr(row, self.currency))

    def __set__(self, row: models.Model, value: Money) -> None:
        currency = getattr(row, self.currency)
        if currency and currency != value.currency:
            raise ValueError(f"this row is in {currency}, not {value.currency}")
        setattr(row, self.currency, value.currency)
        setattr(row, self.amount, value.amount)
