"""What is raised when a query is not answered in full."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Fault:
    """One error of an answer."""

    message: str
    code: str
    """One of the codes of the server, or ``NO_ANSWER``, or ``NOT_GRAPHQL``."""
    path: Sequence[str | int] | None = None
    """The field of the answer it belongs to."""
    argument: str | None = None
    """The argument or variable at fault, such as ``filter.or[1].value.gte``."""
    suggestion: str | None = None
    """The nearest known code, where one was mistyped."""
    extensions: Mapping[str, Any] = field(default_factory=dict)
    """All that the server tells, such as ``limit`` and ``actual``."""

    @classmethod
    def told(cls, error: Mapping[str, Any]) -> "Fault":
        extensions = error.get("extensions") or {}
        return cls(
            message=str(error.get("message")),
            code=extensions.get("code", "INTERNAL_SERVER_ERROR"),
            path=error.get("path"),
            argument=extensions.get("argument"),
            suggestion=extensions.get("suggestion"),
            extensions=extensions,
        )


class AtlasError(Exception):
    """A query was not answered in full. What the first error says is here as well, all are in ``errors``."""

    def __init__(
        self,
        errors: Sequence[Fault],
        *,
        data: Mapping[str, Any] | None = None,
        status: int | None = None,
        request_id: str | None = None,
        retry_after: float | None = None,
    ) -> None:
        first, *others = errors
        super().__init__(first.message + (f" (and {len(others)} more)" if others else ""))
        self.errors = tuple(errors)
        self.code = first.code
        self.path = first.path
        self.argument = first.argument
        self.suggestion = first.suggestion
        self.data = data
        """What was answered besides, as JSON."""
        self.status = status
        """The status of HTTP; None where no answer came."""
        self.request_id = request_id
        """Find it in the log of the server by this."""
        self.retry_after = retry_after
        """After so many seconds the server may answer."""
