"""What answers and arguments are made of: exact figures, and values that a newer server may add to."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer


def _exact(value: object) -> object:
    if isinstance(value, float):
        raise ValueError(f"{value!r} is a float, which is not exact: write Decimal('{value!r}') or '{value!r}'")
    return value


Figure = Annotated[
    Decimal, BeforeValidator(_exact), PlainSerializer(lambda value: format(value, "f"), when_used="json")
]
"""A figure: an exact decimal with every digit of its source. A float is refused, and none is made of it."""


class OpenEnum(StrEnum):
    """An enum to which a newer server may add. A value that is not known yet becomes a member all the same."""

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        member = str.__new__(cls, value)
        member._name_ = value
        member._value_ = value
        # Two answers with the same value have the same member.
        cls._value2member_map_[value] = member
        return member


class Other(BaseModel):
    """Something of a type that is not known yet, by the name of its type."""

    model_config = ConfigDict(extra="allow")

    typename__: str = Field(alias="__typename")
