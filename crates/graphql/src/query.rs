//! The root of every query.

use async_graphql::{Context, Description, ID, Object, Result};
use futures_util::future::try_join_all;

use crate::{
    argument::Shape,
    error::bad_user_input,
    list::List,
    node::Node,
    page::MAX_LIMIT,
    types::{
        award::Award,
        city::City,
        cluster::Cluster,
        contest::Contest,
        country::Country,
        indicator::Indicator,
        industry::Industry,
        province::Province,
        release::{Dataset, Release},
        round::Round,
        source::Source,
        stat::Stat,
        unit::Unit,
    },
};

/// Where every query starts: each noun by its key, or all of its kind in pages.
#[derive(Debug, Description)]
pub(crate) struct Query;

#[Object(use_type_description)]
impl Query {
    /// Anything by its global id. Null if it no longer exists.
    async fn node(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "From a field `id`.")] id: ID,
    ) -> Result<Option<Node>> {
        Node::fetch(context, "id", &id).await
    }

    /// Many things by their global ids, in the order of the ids; null for each that no longer exists.
    async fn nodes(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "From fields `id`; at most 100.")] ids: Vec<ID>,
    ) -> Result<Vec<Option<Node>>> {
        if ids.len() > MAX_LIMIT as usize {
            return Err(bad_user_input("ids", format!("ids takes at most {MAX_LIMIT} ids, not {}.", ids.len())));
        }
        try_join_all(ids.iter().map(|id| Node::fetch(context, "ids", id))).await
    }

    /// The data that is loaded: version, release, licence and sizes. Null before the first import.
    async fn dataset(&self, context: &Context<'_>) -> Result<Option<Dataset>> {
        Dataset::current(context).await
    }

    /// A country. Null if there is none with this code.
    async fn country(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "ISO 3166-1 alpha-2 code, such as CN.")] code: String,
    ) -> Result<Option<Country>> {
        Country::by_key(context, Shape::Country.check("code", code)?).await
    }

    /// A province. Null if there is none with this code.
    async fn province(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "ISO 3166-2 code such as CN-ZJ, or GB/T 2260 code such as 330000.")] code: String,
    ) -> Result<Option<Province>> {
        Province::by_key(context, Shape::Province.check("code", code)?).await
    }

    /// A city. Null if there is none with this code.
    async fn city(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "GB/T 2260 code, such as 330382.")] code: String,
    ) -> Result<Option<City>> {
        City::by_key(context, Shape::City.check("code", code)?).await
    }

    /// An industry. Null if there is none with this slug.
    async fn industry(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Such as high-end-equipment.")] slug: String,
    ) -> Result<Option<Industry>> {
        Industry::by_key(context, Shape::Slug.check("slug", slug)?).await
    }

    /// A cluster. Null if there is none with this slug.
    async fn cluster(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Such as wenzhou-yueqing-electrical.")] slug: String,
    ) -> Result<Option<Cluster>> {
        Cluster::by_key(context, Shape::Slug.check("slug", slug)?).await
    }

    /// A contest. Null if there is none with this slug.
    async fn contest(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Such as advanced-manufacturing-clusters.")] slug: String,
    ) -> Result<Option<Contest>> {
        Contest::by_key(context, Shape::Slug.check("slug", slug)?).await
    }

    /// A round of a contest. Null if there is none with this slug.
    async fn round(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Such as first-batch-2021.")] slug: String,
    ) -> Result<Option<Round>> {
        Round::by_key(context, Shape::Slug.check("slug", slug)?).await
    }

    /// The award of a cluster in a round. Null if it did not win there.
    async fn award(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Slug of the cluster.")] cluster: String,
        #[graphql(desc = "Slug of the round in which it won, not of one that contains it.")] round: String,
    ) -> Result<Option<Award>> {
        Award::by_key(context, Shape::Slug.check("cluster", cluster)?, Shape::Slug.check("round", round)?).await
    }

    /// An indicator. Null if there is none with this code.
    async fn indicator(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Such as gross_domestic_product.")] code: String,
    ) -> Result<Option<Indicator>> {
        Indicator::by_key(context, Shape::IndicatorCode.check("code", code)?).await
    }

    /// A unit. Null if no figure uses one with this code.
    async fn unit(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Such as CNY or percent.")] code: String,
    ) -> Result<Option<Unit>> {
        Unit::by_key(context, Shape::UnitCode.check("code", code)?).await
    }

    /// A source. Null if there is none with this slug.
    async fn source(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Such as ezhejiang-2021-04-01.")] slug: String,
    ) -> Result<Option<Source>> {
        Source::by_key(context, Shape::Slug.check("slug", slug)?).await
    }

    /// A figure. Null if there is none with this key.
    async fn stat(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Such as o-6800a43a44ea.")] key: String,
    ) -> Result<Option<Stat>> {
        Stat::by_key(context, Shape::StatKey.check("key", key)?).await
    }

    #[graphql(flatten)]
    async fn award_list(&self) -> List<Award> {
        List::of_all()
    }

    #[graphql(flatten)]
    async fn city_list(&self) -> List<City> {
        List::of_all()
    }

    #[graphql(flatten)]
    async fn cluster_list(&self) -> List<Cluster> {
        List::of_all()
    }

    #[graphql(flatten)]
    async fn contest_list(&self) -> List<Contest> {
        List::of_all()
    }

    #[graphql(flatten)]
    async fn country_list(&self) -> List<Country> {
        List::of_all()
    }

    #[graphql(flatten)]
    async fn indicator_list(&self) -> List<Indicator> {
        List::of_all()
    }

    #[graphql(flatten)]
    async fn industry_list(&self) -> List<Industry> {
        List::of_all()
    }

    #[graphql(flatten)]
    async fn province_list(&self) -> List<Province> {
        List::of_all()
    }

    #[graphql(flatten)]
    async fn release_list(&self) -> List<Release> {
        List::of_all()
    }

    #[graphql(flatten)]
    async fn round_list(&self) -> List<Round> {
        List::of_all()
    }

    #[graphql(flatten)]
    async fn source_list(&self) -> List<Source> {
        List::of_all()
    }

    #[graphql(flatten)]
    async fn stat_list(&self) -> List<Stat> {
        List::of_all()
    }

    #[graphql(flatten)]
    async fn unit_list(&self) -> List<Unit> {
        List::of_all()
    }
}
