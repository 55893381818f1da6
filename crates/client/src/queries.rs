//! The queries: a type for each, and a module of the same name with its `Variables`, its `ResponseData` and what is in
//! them. The documents are in `queries`, by noun; all types are made from `schema.graphql` when the crate is built.

use graphql_client::GraphQLQuery;

use crate::{Page, Paged};

macro_rules! query {
    ($(#[$doc:meta])* $name:ident in $path:tt) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, GraphQLQuery)]
        #[graphql(
            schema_path = "../../schema.graphql",
            query_path = $path,
            custom_scalars_module = "crate::scalars",
            normalization = "rust",
            fragments_other_variant = true,
            skip_serializing_none,
            response_derives = "Clone, Debug, PartialEq",
            variables_derives = "Clone, Debug, PartialEq, Default"
        )]
        pub struct $name;
    };
}

/// Makes a query for a page of a list one that can be streamed.
macro_rules! paged {
    ($name:ident, $module:ident, $node:ident) => {
        impl Paged for $name {
            type Node = $module::$node;

            fn after(variables: &mut $module::Variables, cursor: String) {
                variables.after = Some(cursor);
            }

            fn page(data: $module::ResponseData) -> Page<Self::Node> {
                let list = data.$module;
                let next = if list.page_info.has_next_page { list.page_info.end_cursor } else { None };
                Page { nodes: list.nodes, next }
            }
        }
    };
}

query! {
    /// A city by its GB/T 2260 code.
    City in "queries/city.graphql"
}
query! {
    /// Cities.
    Cities in "queries/city.graphql"
}
query! {
    /// A cluster by its slug, with its names, awards and places.
    Cluster in "queries/cluster.graphql"
}
query! {
    /// Clusters.
    Clusters in "queries/cluster.graphql"
}
query! {
    /// The data that is loaded: version, release, licence and sizes.
    Dataset in "queries/dataset.graphql"
}
query! {
    /// An indicator by its code.
    Indicator in "queries/indicator.graphql"
}
query! {
    /// Indicators.
    Indicators in "queries/indicator.graphql"
}
query! {
    /// An industry by its slug.
    Industry in "queries/industry.graphql"
}
query! {
    /// Industries.
    Industries in "queries/industry.graphql"
}
query! {
    /// A province by its ISO 3166-2 or GB/T 2260 code.
    Province in "queries/province.graphql"
}
query! {
    /// Provinces.
    Provinces in "queries/province.graphql"
}
query! {
    /// Subjects of a kind by their figures, the largest first.
    Ranking in "queries/ranking.graphql"
}
query! {
    /// Whatever has a name like this.
    Search in "queries/search.graphql"
}
query! {
    /// A source by its slug, with its citation.
    Source in "queries/source.graphql"
}
query! {
    /// Sources.
    Sources in "queries/source.graphql"
}
query! {
    /// A figure by its key, with its citation and what other sources say.
    Stat in "queries/stat.graphql"
}
query! {
    /// Figures.
    Stats in "queries/stat.graphql"
}

paged!(Cities, cities, CitiesCitiesNodes);
paged!(Clusters, clusters, ClustersClustersNodes);
paged!(Indicators, indicators, IndicatorsIndicatorsNodes);
paged!(Industries, industries, IndustriesIndustriesNodes);
paged!(Provinces, provinces, ProvincesProvincesNodes);
paged!(Ranking, ranking, RankingRankingNodes);
paged!(Search, search, SearchSearchNodes);
paged!(Sources, sources, SourcesSourcesNodes);
paged!(Stats, stats, StatsStatsNodes);
