"""How the clients ask. ariadne-codegen copies this file into the package, where its clients inherit from it."""

import asyncio
import random
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Any, Self

import httpx
from pydantic import BaseModel as PydanticBaseModel
from pydantic_core import to_jsonable_python

from cluster_atlas.errors import AtlasError, Fault

from .base_model import UNSET

FIRST_WAIT = 0.25
"""The first wait without Retry-After, in seconds; each further one is twice as long."""

ACCEPT = "application/graphql-response+json, application/json;q=0.9"


@dataclass(frozen=True)
class _Asking:
    """What both clients know: where, how often and how long."""

    url: str
    retries: int
    longest_wait: float

    def wait(self, tried: int, outcome: httpx.Response | httpx.TransportError) -> float | None:
        """Seconds to wait before the next try; None if there is none.

        Whatever these clients send only reads, so it may be sent again.
        """
        asked = None
        if isinstance(outcome, httpx.Response):
            if outcome.status_code not in (429, 503):
                return None
            asked = retry_after(outcome)
        if tried >= self.retries or (asked is not None and asked > self.longest_wait):
            return None
        if asked is not None:
            return asked
        # Many clients that were turned away together must not come back together.
        return min(FIRST_WAIT * 2.0**tried, self.longest_wait) * random.uniform(0.5, 1)

    def no_answer(self, cause: httpx.TransportError) -> AtlasError:
        return AtlasError([Fault(f"No answer from {self.url}: {cause or type(cause).__name__}", "NO_ANSWER")])


class _Base:
    def __init__(self, url: str, retries: int, longest_wait: float) -> None:
        self._asking = _Asking(url, retries, longest_wait)

    def get_data(self, response: httpx.Response) -> dict[str, Any]:
        """The data of an answer, which must be whole."""
        status = response.status_code
        request_id = response.headers.get("x-request-id")
        try:
            body = response.json()
        except ValueError:
            body = None
        data = body.get("data") if isinstance(body, dict) else None
        if isinstance(body, dict) and body.get("errors"):
            raise AtlasError(
                [Fault.told(error) for error in body["errors"]],
                data=data,
                status=status,
                request_id=request_id,
                retry_after=retry_after(response),
            )
        if not isinstance(data, dict):
            message = (
                f"The answer of {self._asking.url} is not GraphQL: it has status {status}, and neither data nor errors."
            )
            raise AtlasError(
                [Fault(message, "NOT_GRAPHQL")],
                status=status,
                request_id=request_id,
                retry_after=retry_after(response),
            )
        return data


class Transport(_Base):
    """``url`` is that of ``/graphql``, such as ``http://127.0.0.1:8080/graphql``.

    429, 503 and failures of the network are tried again, ``retries`` times at most, after as long as ``Retry-After``
    says; if that is longer than ``longest_wait`` seconds, it is an error. ``headers``, such as ``X-API-Key``, go with
    every request, and ``timeout`` is for one try. With a ``client`` of your own, it says what goes over the network.
    """

    def __init__(
        self,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        retries: int = 4,
        longest_wait: float = 30.0,
        timeout: float = 30.0,
        client: httpx.Client | None = None,
    ) -> None:
        super().__init__(url, retries, longest_wait)
        self._client = client or httpx.Client(timeout=timeout)
        self._headers = {"accept": ACCEPT, **(headers or {})}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._client.close()

    def execute(
        self, query: str, operation_name: str | None = None, variables: dict[str, Any] | None = None
    ) -> httpx.Response:
        """The answer to a document."""
        body = request(query, operation_name, variables)
        tried = 0
        while True:
            outcome: httpx.Response | httpx.TransportError
            try:
                outcome = self._client.post(self._asking.url, json=body, headers=self._headers)
            except httpx.TransportError as error:
                outcome = error
            wait = self._asking.wait(tried, outcome)
            if wait is not None:
                time.sleep(wait)
                tried += 1
            elif isinstance(outcome, httpx.Response):
                return outcome
            else:
                raise self._asking.no_answer(outcome) from outcome


class AsyncTransport(_Base):
    """``url`` is that of ``/graphql``, such as ``http://127.0.0.1:8080/graphql``.

    429, 503 and failures of the network are tried again, ``retries`` times at most, after as long as ``Retry-After``
    says; if that is longer than ``longest_wait`` seconds, it is an error. ``headers``, such as ``X-API-Key``, go with
    every request, and ``timeout`` is for one try. With a ``client`` of your own, it says what goes over the network.
    """

    def __init__(
        self,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        retries: int = 4,
        longest_wait: float = 30.0,
        timeout: float = 30.0,
        client: httpx.AsyncClient | None = None,
    ) -> None:
        super().__init__(url, retries, longest_wait)
        self._client = client or httpx.AsyncClient(timeout=timeout)
        self._headers = {"accept": ACCEPT, **(headers or {})}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        await self._client.aclose()

    async def execute(
        self, query: str, operation_name: str | None = None, variables: dict[str, Any] | None = None
    ) -> httpx.Response:
        """The answer to a document."""
        body = request(query, operation_name, variables)
        tried = 0
        while True:
            outcome: httpx.Response | httpx.TransportError
            try:
                outcome = await self._client.post(self._asking.url, json=body, headers=self._headers)
            except httpx.TransportError as error:
                outcome = error
            wait = self._asking.wait(tried, outcome)
            if wait is not None:
                await asyncio.sleep(wait)
                tried += 1
            elif isinstance(outcome, httpx.Response):
                return outcome
            else:
                raise self._asking.no_answer(outcome) from outcome


def request(query: str, operation_name: str | None, variables: dict[str, Any] | None) -> dict[str, Any]:
    """A request as JSON. Of a filter only what was set goes along: a null is not the same as nothing."""
    given = {key: sendable(value) for key, value in (variables or {}).items() if value is not UNSET}
    return {"query": query, "operationName": operation_name, "variables": to_jsonable_python(given)}


def sendable(value: object) -> object:
    if isinstance(value, PydanticBaseModel):
        return value.model_dump(mode="json", by_alias=True, exclude_unset=True)
    if isinstance(value, list):
        return [sendable(item) for item in value]
    return value


def retry_after(response: httpx.Response) -> float | None:
    """Seconds that the server asks to wait: it may say so in seconds or by a date."""
    value = response.headers.get("retry-after")
    if value is None:
        return None
    if value.isdecimal():
        return float(value)
    try:
        date = parsedate_to_datetime(value)
    except ValueError:
        return None
    if date.tzinfo is None:
        date = date.replace(tzinfo=UTC)
    return max(0.0, (date - datetime.now(UTC)).total_seconds())
