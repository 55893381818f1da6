"""Typed clients of Cluster Atlas, an open GraphQL API for cited statistics on industrial clusters."""

from .api.async_client import AsyncAtlas as AsyncAtlas
from .api.client import Atlas as Atlas
from .api.enums import *
from .api.fragments import *
from .api.input_types import *
from .errors import AtlasError as AtlasError
from .errors import Fault as Fault
from .frame import to_dataframe as to_dataframe
from .paging import Connection as Connection
from .paging import async_nodes as async_nodes
from .paging import async_nodes_in as async_nodes_in
from .paging import nodes as nodes
from .paging import nodes_in as nodes_in
from .scalars import Other as Other
