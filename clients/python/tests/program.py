"""A program that uses the installed package. mypy holds it to its types, also where it must refuse them."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from cluster_atlas import (
    AsyncAtlas,
    Atlas,
    CitationStyle,
    ClusterFields,
    DecimalFilter,
    KeyFilter,
    Qualifier,
    StatFields,
    StatFilter,
    SubjectKind,
    async_nodes,
    async_nodes_in,
    nodes,
    nodes_in,
)

RATE = "o-9feac37f10dd"
GDP = StatFilter(indicator=KeyFilter(eq="gross_domestic_product"))


def rate(atlas: Atlas) -> tuple[Decimal, Qualifier, date] | None:
    stat = atlas.stat(key=RATE)
    return (stat.value, stat.qualifier, stat.period.start) if stat else None


def winners(atlas: Atlas) -> list[str]:
    return [cluster.slug for cluster in nodes(atlas.clusters, first=30)]


def figures(atlas: Atlas) -> Iterator[StatFields]:
    return nodes_in(
        lambda province: province.stats if province else None, atlas.province_stats, "CN-ZJ", filter_=GDP, first=2
    )


def ranking(atlas: Atlas) -> list[tuple[int, Decimal | None, str | None]]:
    page = atlas.ranking(indicator="gross_domestic_product", kind=SubjectKind.PROVINCE, period="2023", first=2)
    return [(row.rank, row.share, row.stat.as_printed) for row in page.nodes]


async def async_rate(atlas: AsyncAtlas) -> Decimal | None:
    stat = await atlas.stat(key=RATE, style=CitationStyle.APA)
    return stat.value if stat else None


async def async_winners(atlas: AsyncAtlas) -> list[str]:
    return [cluster.slug async for cluster in async_nodes(atlas.clusters, first=30)]


async def async_figures(atlas: AsyncAtlas) -> list[StatFields]:
    listed = async_nodes_in(
        lambda province: province.stats if province else None, atlas.province_stats, "CN-ZJ", filter_=GDP, first=2
    )
    return [figure async for figure in listed]


def mistakes(atlas: Atlas) -> None:
    """What mypy must refuse: were it to take one, it would find the comment there unused."""
    atlas.cluster()  # type: ignore[call-arg]
    atlas.cluster(slug=1)  # type: ignore[arg-type]
    atlas.stat(key=RATE, style="APA")  # type: ignore[arg-type]
    nodes(atlas.clusters, frist=30)  # type: ignore[call-arg]
    nodes(atlas.cluster, slug="x")  # type: ignore[arg-type]
    DecimalFilter(gte="1", gtee="1")  # type: ignore
    stat = atlas.stat(key=RATE)
    stat.value  # type: ignore[union-attr]
    assert stat
    figure: float = stat.value  # type: ignore[assignment]
    stat.name  # type: ignore[attr-defined]
    slugs: list[ClusterFields] = list(nodes(atlas.stats))  # type: ignore[arg-type]
    del figure, slugs
