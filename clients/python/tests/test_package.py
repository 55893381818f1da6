"""The installed package against a running server with its data, in both modes."""

import asyncio
import inspect
import os
import subprocess
import sys
import unittest
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

import httpx
import program
import pydantic

from cluster_atlas import (
    AsyncAtlas,
    Atlas,
    AtlasError,
    ClusterDimension,
    ClusterFilter,
    ClusterOrder,
    ClusterOrderField,
    DecimalFilter,
    KeyFilter,
    NearFilter,
    OrderDirection,
    Other,
    Qualifier,
    SearchHitFields,
    StatDimension,
    StatFilter,
    SubjectFields,
    SubjectKind,
    nodes,
    nodes_in,
    to_dataframe,
)

URL = f"{os.environ['ATLAS_URL']}/graphql"


class Answers(unittest.TestCase):
    def setUp(self) -> None:
        self.atlas = self.enterContext(Atlas(URL))

    def test_figures_are_as_they_were_printed(self) -> None:
        figure = program.rate(self.atlas)
        self.assertEqual(figure, (Decimal("6.6400"), Qualifier.EXACT, date(2016, 1, 1)))
        assert figure
        self.assertEqual(str(figure[0]), "6.6400")
        self.assertEqual(
            program.ranking(self.atlas),
            [(1, Decimal("10.742"), "137905.40"), (2, Decimal("10.1982"), "130924.30")],
        )

    def test_a_list_goes_on_over_its_pages(self) -> None:
        winners = program.winners(self.atlas)
        self.assertEqual((len(winners), len(set(winners))), (79, 79))
        figures = list(program.figures(self.atlas))
        self.assertGreater(len(figures), 2)
        found = {figure.period.label: figure.value for figure in figures if figure.preferred}
        self.assertEqual(found["2023"], 8561960000000)

    def test_nothing_is_none_and_a_list_of_nothing_is_empty(self) -> None:
        self.assertIsNone(self.atlas.province(code="CN-XX"))
        self.assertEqual(
            list(nodes_in(lambda none: none.stats if none else None, self.atlas.province_stats, "CN-XX")), []
        )

    def test_an_error_says_what_is_wrong_where_and_what_was_meant(self) -> None:
        wrong = ClusterFilter(or_=[ClusterFilter(industry=KeyFilter(eq="new-material"))])
        with self.assertRaises(AtlasError) as raised:
            self.atlas.clusters(filter_=wrong)
        error = raised.exception
        self.assertEqual(
            (error.code, error.argument, error.suggestion, error.path),
            ("BAD_USER_INPUT", "filter.or[0].industry", "new-materials", ["clusters"]),
        )
        self.assertTrue(error.request_id)
        self.assertEqual(len(error.errors), 1)

    def test_what_is_sent_is_exact(self) -> None:
        huge = StatFilter(value=DecimalFilter(gte=Decimal("1E+14")))  # written out, since the server takes no exponent
        self.assertTrue(all(stat.value >= 10**14 for stat in nodes(self.atlas.stats, filter_=huge)))
        self.assertGreater(len(self.atlas.stats(filter_=huge).nodes), 0)
        near = ClusterFilter(near=NearFilter(latitude=Decimal("30.29"), longitude=Decimal("120.16"), km=Decimal(100)))
        order = [ClusterOrder(field=ClusterOrderField.SLUG, direction=OrderDirection.DESC)]
        slugs = [cluster.slug for cluster in nodes(self.atlas.clusters, filter_=near, order_by=order)]
        self.assertIn("hangzhou-digital-security", slugs)
        self.assertEqual(slugs, sorted(slugs, reverse=True))
        with self.assertRaisesRegex(pydantic.ValidationError, "0.1 is a float, which is not exact"):
            DecimalFilter(gte=0.1)  # type: ignore[arg-type]

    def test_only_what_is_set_is_sent(self) -> None:
        self.assertEqual(len(self.atlas.clusters(filter_=ClusterFilter(), first=1).nodes), 1)
        with self.assertRaisesRegex(AtlasError, "null"):
            self.atlas.clusters(filter_=ClusterFilter(industry=None))

    def test_every_list_can_be_counted(self) -> None:
        self.assertEqual(self.atlas.provinces(first=1, counted=True).total_count, 34)
        self.assertIsNone(self.atlas.provinces(first=1).total_count)

    def test_every_method_is_answered_with_the_largest_pages(self) -> None:
        slug = "wenzhou-yueqing-electrical"
        needed: dict[str, dict[str, Any]] = {
            "award": {"cluster": slug, "round": "second-batch-2021"},
            "city": {"code": "330382"},
            "cluster": {"slug": slug},
            "cluster_groups": {"by": [ClusterDimension.PROVINCE]},
            "cluster_stats": {"slug": slug},
            "contest": {"slug": "advanced-manufacturing-clusters"},
            "country": {"code": "CN"},
            "indicator": {"code": "output_value"},
            "industry": {"slug": "new-materials"},
            "province": {"code": "CN-ZJ"},
            "province_stats": {"code": "CN-ZJ"},
            "ranking": {"indicator": "gross_domestic_product", "kind": SubjectKind.PROVINCE},
            "round": {"slug": "2024-contest"},
            "search": {"query": "zhejiang"},
            "series": {"indicator": "gross_domestic_product", "kind": SubjectKind.PROVINCE, "subjects": ["CN-ZJ"]},
            "source": {"slug": "ezhejiang-2021-04-01"},
            "stat": {"key": program.RATE},
            "stat_groups": {"by": [StatDimension.INDICATOR]},
            "unit": {"code": "CNY"},
        }
        names = [name for name in vars(Atlas) if not name.startswith("_")]
        self.assertGreaterEqual(len(names), 35)
        for name in names:
            method = getattr(self.atlas, name)
            pages = {"first": 100, "counted": True} if "first" in inspect.signature(method).parameters else {}
            answer = method(**needed.get(name, {}), **pages)
            self.assertIsNotNone(answer, name)
            self.assertTrue(method.__doc__, name)
            if pages:
                self.assertTrue(getattr(answer, "nodes", None) or answer.stats.nodes, name)

    def test_a_table_has_the_figures_as_they_are(self) -> None:
        table = to_dataframe(self.atlas.ranking("gross_domestic_product", SubjectKind.PROVINCE, period="2023").nodes)
        self.assertEqual(len(table), 20)
        self.assertEqual(table["stat.value"][0], Decimal("13790540000000"))
        self.assertTrue(all(isinstance(value, Decimal) for value in table["stat.value"]))
        self.assertEqual(table["stat.unit.code"][0], "CNY")
        self.assertEqual(table["stat.qualifier"][0], "EXACT")
        self.assertEqual(table["stat.period.start"][0], date(2023, 1, 1))
        self.assertEqual(str(table["rank"].dtype), "Int64")
        rates = StatFilter(indicator=KeyFilter(eq="exchange_rate_average"))
        printed = to_dataframe(nodes(self.atlas.stats, filter_=rates))
        self.assertEqual([str(value) for value in printed["value"]], list(printed["as_printed"]))
        self.assertTrue(any(text.endswith("0") for text in printed["as_printed"]))
        # One of several is missing: the others must not become floats.
        awards = to_dataframe(nodes(self.atlas.awards, first=100))
        self.assertTrue(awards["rank"].isna().any())
        self.assertEqual(str(awards["rank"].dtype), "Int64")

    def test_the_examples_of_the_readme_print_what_it_says(self) -> None:
        path = Path(os.environ["CLIENT"], "README.md")
        text = path.read_text()
        made = [text.split("```python\n")[0]]
        for block in text.split("```python\n")[1:]:
            code, rest = block.split("```\n", 1)
            self.assertTrue(rest.startswith("\n```text\n"), f"it does not say what this prints: {code}")
            after = rest.removeprefix("\n```text\n").split("```\n", 1)[1]
            made.append(f"{code}```\n\n```text\n{self.printed(code)}```\n{after}")
        self.assertGreater(len(made), 4)
        if os.environ.get("UPDATE") == "1":
            path.write_text("```python\n".join(made))
        else:
            self.assertEqual("```python\n".join(made), text, "UPDATE=1 rewrites it")

    def test_the_example_of_the_guide_prints_the_figures(self) -> None:
        page = Path(os.environ["CLIENT"], "../../docs/guides/clients.md").read_text()
        [code] = [block.split("```\n")[0] for block in page.split("```python\n")[1:]]
        self.assertRegex(self.printed(code), r"\b2016 +6\.6400 +fred-exchange-rates-annual\n")

    def printed(self, code: str) -> str:
        run = code.replace("http://127.0.0.1:8080/graphql", URL)
        done = subprocess.run([sys.executable, "-c", run], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout


class AsyncAnswers(unittest.IsolatedAsyncioTestCase):
    async def test_it_answers_the_same(self) -> None:
        async with AsyncAtlas(URL) as atlas:
            with Atlas(URL) as other:
                self.assertEqual(str(await program.async_rate(atlas)), "6.6400")
                self.assertEqual(await program.async_winners(atlas), program.winners(other))
                self.assertEqual(await program.async_figures(atlas), list(program.figures(other)))
                rates = await asyncio.gather(*(program.async_rate(atlas) for _ in range(5)))
                self.assertEqual(rates, [Decimal("6.6400")] * 5)

    async def test_it_raises_the_same(self) -> None:
        async with AsyncAtlas(URL) as atlas:
            with self.assertRaises(AtlasError) as raised:
                await atlas.clusters(filter_=ClusterFilter(industry=KeyFilter(eq="new-material")))
        self.assertEqual(raised.exception.suggestion, "new-materials")


class Openness(unittest.TestCase):
    """A newer server may answer what this package does not know."""

    def test_of_enums(self) -> None:
        known = list(Qualifier)
        self.assertEqual(Qualifier("ROUGHLY"), "ROUGHLY")
        self.assertIs(Qualifier("ROUGHLY"), Qualifier("ROUGHLY"))
        self.assertEqual(list(Qualifier), known)
        self.assertEqual(f"{Qualifier.OVER}", "OVER")

    def test_of_subjects(self) -> None:
        subject = {"__typename": "Planet", "id": "1", "name": "Mars", "nameZh": "火星"}
        self.assertEqual(SubjectFields.model_validate(subject).name, "Mars")

    def test_of_hits(self) -> None:
        hit: dict[str, Any] = {"kind": "PLANET", "text": "Mars", "language": "en", "score": 1, "parts": []}
        item = SearchHitFields.model_validate({**hit, "item": {"__typename": "Planet", "moons": 2}}).item
        assert isinstance(item, Other)
        self.assertEqual(item.typename__, "Planet")
        known = {"__typename": "City", "id": "1", "name": "Yueqing", "nameZh": "乐清市"}
        self.assertNotIsInstance(SearchHitFields.model_validate({**hit, "item": known}).item, Other)


def refusal(status: int, code: str, **headers: str) -> httpx.Response:
    body = {"errors": [{"message": "Not now.", "extensions": {"code": code}}]}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.Response(status, json=body, headers={"x-request-id": "refused", **named})


class InFront(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """Gives the outcomes of a list to the first requests, and passes all others on to the server."""

    def __init__(self, *outcomes: httpx.Response | Exception) -> None:
        self.outcomes = list(outcomes)
        self.requests: list[httpx.Request] = []
        self.real = httpx.HTTPTransport()
        self.async_real = httpx.AsyncHTTPTransport()

    def first(self, request: httpx.Request) -> httpx.Response | None:
        self.requests.append(request)
        outcome = self.outcomes.pop(0) if self.outcomes else None
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return self.first(request) or self.real.handle_request(request)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return self.first(request) or await self.async_real.handle_async_request(request)

    def close(self) -> None:
        self.real.close()

    async def aclose(self) -> None:
        await self.async_real.aclose()


class Persistence(unittest.TestCase):
    """How it asks again. The waits are looked at, not waited for; each is the same in both modes."""

    def ask(self, *outcomes: Callable[[], httpx.Response | Exception], **options: Any) -> tuple[Any, list[float], int]:
        results: list[tuple[Any, list[float], int]] = [
            self.ask_at_once([outcome() for outcome in outcomes], options),
            asyncio.run(self.ask_async([outcome() for outcome in outcomes], options)),
        ]
        (once, waits, asked), (awaited, async_waits, async_asked) = results
        self.assertEqual(type(once), type(awaited))
        self.assertEqual((len(waits), asked), (len(async_waits), async_asked))
        return once, waits + async_waits, asked

    def ask_at_once(self, outcomes: list[Any], options: dict[str, Any]) -> tuple[Any, list[float], int]:
        front = InFront(*outcomes)
        with patch("time.sleep") as sleep, Atlas(URL, client=httpx.Client(transport=front), **options) as atlas:
            result: Any
            try:
                result = program.rate(atlas)
            except AtlasError as error:
                result = error
        return result, [call.args[0] for call in sleep.call_args_list], len(front.requests)

    async def ask_async(self, outcomes: list[Any], options: dict[str, Any]) -> tuple[Any, list[float], int]:
        front = InFront(*outcomes)
        waits: list[float] = []

        async def sleep(seconds: float) -> None:
            waits.append(seconds)

        client = httpx.AsyncClient(transport=front)
        with patch("cluster_atlas.api.transport.asyncio.sleep", sleep):
            async with AsyncAtlas(URL, client=client, **options) as atlas:
                result: Any
                try:
                    stat = await atlas.stat(key=program.RATE)
                    result = stat and (stat.value, stat.qualifier, stat.period.start)
                except AtlasError as error:
                    result = error
        return result, waits, len(front.requests)

    def test_after_refusals_and_a_broken_connection(self) -> None:
        figure, waits, asked = self.ask(
            lambda: refusal(503, "OVERLOADED", retry_after="3"),
            lambda: refusal(
                429, "RATE_LIMITED", retry_after=format_datetime(datetime.now(UTC) + timedelta(seconds=20))
            ),
            lambda: httpx.ReadError("broken"),
            lambda: refusal(503, "UNAVAILABLE"),
        )
        self.assertEqual(figure[0], Decimal("6.6400"))
        self.assertEqual(asked, 5)
        for first, second, third, fourth in (waits[:4], waits[4:]):
            self.assertEqual(first, 3)
            self.assertTrue(10 < second <= 20, second)
            self.assertTrue(0.5 <= third <= 1, third)
            self.assertTrue(1 <= fourth <= 2, fourth)

    def test_until_the_retries_are_used_up(self) -> None:
        def again() -> httpx.Response:
            return refusal(503, "OVERLOADED", retry_after="0")

        error, _, asked = self.ask(again, again, again, again, retries=2)
        self.assertEqual(
            (error.code, error.status, error.request_id, error.retry_after), ("OVERLOADED", 503, "refused", 0)
        )
        self.assertEqual(str(error), "Not now.")
        self.assertEqual(asked, 3)

    def test_not_longer_than_it_may_wait(self) -> None:
        error, waits, asked = self.ask(lambda: refusal(429, "RATE_LIMITED", retry_after="3600"))
        self.assertEqual((error.code, error.retry_after, asked, waits), ("RATE_LIMITED", 3600, 1, []))

    def test_not_if_there_is_an_answer(self) -> None:
        for status in (400, 500, 504):
            error, _, asked = self.ask(lambda status=status: refusal(status, "TIMEOUT"))  # type: ignore[misc]
            self.assertEqual((error.status, asked), (status, 1))

    def test_nobody_and_something_else(self) -> None:
        error, _, asked = self.ask(lambda: httpx.ConnectError("refused"), retries=0)
        self.assertEqual((error.code, error.status, asked), ("NO_ANSWER", None, 1))
        self.assertIsInstance(error.__cause__, httpx.ConnectError)
        for text in ("<html>", "[]", '{"data": 1}'):
            error, _, _ = self.ask(lambda text=text: httpx.Response(502, text=text))  # type: ignore[misc]
            self.assertEqual((error.code, error.status), ("NOT_GRAPHQL", 502))

    def test_headers_go_along(self) -> None:
        front = InFront()
        with Atlas(URL, headers={"X-API-Key": "key"}, client=httpx.Client(transport=front)) as atlas:
            program.rate(atlas)
        self.assertEqual(front.requests[0].headers["x-api-key"], "key")
