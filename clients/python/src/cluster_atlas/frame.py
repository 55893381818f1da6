"""Rows of an answer as a table of pandas."""

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

if TYPE_CHECKING:
    import pandas


def to_dataframe(rows: Iterable[BaseModel]) -> "pandas.DataFrame":
    """A table with a row for each of the models, and a column for each of their fields; one inside another has a dot in
    its name, such as ``unit.code``.

    Figures stay ``decimal.Decimal``, every digit of them; dates stay ``datetime.date``, and enums become text. Counts
    are of pandas' own integers, which may be missing without becoming floats. Lists stay lists.
    """
    try:
        import pandas
    except ImportError as error:
        raise ImportError("to_dataframe needs pandas: pip install 'cluster-atlas[pandas]'") from error
    # Without dtype=object pandas would make floats of integers beside which one is missing.
    table = pandas.DataFrame([dict(_flat(row.model_dump())) for row in rows], dtype=object)
    # Where a row has nothing and another one has fields, such as round, the fields are the columns.
    inside = {column.rpartition(".")[0] for column in table.columns}
    return table.drop(columns=[column for column in table.columns if column in inside]).convert_dtypes()


def _flat(row: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in row.items():
        column = prefix + name.rstrip("_")
        if isinstance(value, Mapping):
            yield from _flat(value, f"{column}.")
        else:
            yield column, value.value if isinstance(value, Enum) else value
