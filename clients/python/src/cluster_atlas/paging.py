"""Lists of any length, a page at a time."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from typing import Any, ParamSpec, Protocol, TypeVar, cast

Parameters = ParamSpec("Parameters")
Node = TypeVar("Node")
Node_co = TypeVar("Node_co", covariant=True)
Result = TypeVar("Result")


class PageInfo(Protocol):
    @property
    def has_next_page(self) -> bool: ...
    @property
    def end_cursor(self) -> str | None: ...


class Connection(Protocol[Node_co]):
    """A page of a list."""

    @property
    def nodes(self) -> Sequence[Node_co]: ...
    @property
    def page_info(self) -> PageInfo: ...


def nodes(
    method: Callable[Parameters, Connection[Node]], *args: Parameters.args, **kwargs: Parameters.kwargs
) -> Iterator[Node]:
    """What is in a list, from ``after`` to the end: ``nodes(atlas.clusters, first=50)``."""
    return nodes_in(lambda page: page, method, *args, **kwargs)


def nodes_in(
    pick: Callable[[Result], Connection[Node] | None],
    method: Callable[Parameters, Result],
    *args: Parameters.args,
    **kwargs: Parameters.kwargs,
) -> Iterator[Node]:
    """What is in a list inside an answer; nothing, if ``pick`` finds no list."""
    ask = cast(Callable[..., Result], method)
    page = pick(ask(*args, **kwargs))
    while page is not None:
        yield from page.nodes
        further = _further(page, kwargs)
        page = None if further is None else pick(ask(*args, **further))


async def async_nodes(
    method: Callable[Parameters, Awaitable[Connection[Node]]], *args: Parameters.args, **kwargs: Parameters.kwargs
) -> AsyncIterator[Node]:
    """What is in a list, from ``after`` to the end: ``async_nodes(atlas.clusters, first=50)``."""
    async for node in async_nodes_in(lambda page: page, method, *args, **kwargs):
        yield node


async def async_nodes_in(
    pick: Callable[[Result], Connection[Node] | None],
    method: Callable[Parameters, Awaitable[Result]],
    *args: Parameters.args,
    **kwargs: Parameters.kwargs,
) -> AsyncIterator[Node]:
    """What is in a list inside an answer; nothing, if ``pick`` finds no list."""
    ask = cast(Callable[..., Awaitable[Result]], method)
    page = pick(await ask(*args, **kwargs))
    while page is not None:
        for node in page.nodes:
            yield node
        further = _further(page, kwargs)
        page = None if further is None else pick(await ask(*args, **further))


def _further(page: Connection[object], kwargs: dict[str, Any]) -> dict[str, Any] | None:
    """The arguments of the next page; None if this is the last."""
    info = page.page_info
    if not info.has_next_page or info.end_cursor is None:
        return None
    return {**kwargs, "after": info.end_cursor}
