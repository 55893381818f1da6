"""Run where pandas is not installed."""

from cluster_atlas import to_dataframe

try:
    to_dataframe([])
except ImportError as error:
    assert str(error) == "to_dataframe needs pandas: pip install 'cluster-atlas[pandas]'", error
else:
    raise AssertionError("there is pandas")
