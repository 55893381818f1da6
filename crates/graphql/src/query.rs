//! The root of every query.

use async_graphql::{Any, Context, Description, ID, MaybeUndefined, Object, Result};
use futures_util::future::join_all;

use crate::{
    argument_path::ArgumentPath,
    connection::{ConnectionField, MAX_LIMIT},
    federation::{Entity, Service},
    natural_key::KeySyntax,
    node::Node,
    scalars::{Given, PartialDate},
    types::{
        award::Award,
        city::City,
        cluster::Cluster,
        cluster_group::ClusterGroups,
        conflict::Conflict,
        contest::Contest,
        conversion::Scale,
        country::Country,
        indicator::Indicator,
        industry::Industry,
        province::Province,
        ranking::RankedStat,
        release::{Dataset, Release},
        round::Round,
        search::SearchHit,
        series::{SeriesArguments, SubjectSeries},
        service_limit::ServiceLimit,
        source::Source,
        stat::Stat,
        stat_group::StatGroups,
        subject::SubjectKind,
        unit::Unit,
    },
};

/// Where every query starts: each noun by its key, or all of its kind in pages.
#[derive(Debug, Description)]
pub(crate) struct Query;

#[Object(crate = "crate::engine", use_type_description)]
#[expect(clippy::unused_self, reason = "the root has nothing of its own")]
impl Query {
    /// Anything by its global id. Null if it no longer exists.
    async fn node(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "From a field `id`.")] id: ID,
    ) -> Option<Result<Node>> {
        Node::fetch(context, "id", &id).await.transpose()
    }

    /// Many things by their global ids, in the order of the ids; null for each that no longer exists.
    async fn nodes(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "From fields `id`; at most 100.")] ids: Vec<ID>,
    ) -> Result<Vec<Option<Result<Node>>>> {
        ArgumentPath::argument("ids").check_length(&ids, MAX_LIMIT as usize, "ids")?;
        let nodes = join_all(ids.iter().map(|id| Node::fetch(context, "ids", id))).await;
        Ok(nodes.into_iter().map(Result::transpose).collect())
    }

    /// The data that is loaded: version, release, licence and sizes. Null before the first import.
    async fn dataset(&self, context: &Context<'_>) -> Option<Result<Dataset>> {
        Dataset::current(context).await.transpose()
    }

    /// The limits of this service, in the order in which a request meets them.
    fn service_limits(&self, context: &Context<'_>) -> Vec<ServiceLimit> {
        ServiceLimit::all(context)
    }

    /// A country. Null if there is none with this code.
    async fn country(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "ISO 3166-1 alpha-2 code, such as CN.")] code: String,
    ) -> Option<Result<Country>> {
        look_up(KeySyntax::Country.check("code", code), async |key| Country::by_key(context, key).await).await
    }

    /// A province. Null if there is none with this code.
    async fn province(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "ISO 3166-2 code such as CN-ZJ, or GB/T 2260 code such as 330000.")] code: String,
    ) -> Option<Result<Province>> {
        look_up(KeySyntax::Province.check("code", code), async |key| Province::by_key(context, key).await).await
    }

    /// A city. Null if there is none with this code.
    async fn city(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "GB/T 2260 code, such as 330382.")] code: String,
    ) -> Option<Result<City>> {
        look_up(KeySyntax::City.check("code", code), async |key| City::by_key(context, key).await).await
    }

    /// An industry. Null if there is none with this slug.
    async fn industry(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Such as high-end-equipment.")] slug: String,
    ) -> Option<Result<Industry>> {
        look_up(KeySyntax::Slug.check("slug", slug), async |key| Industry::by_key(context, key).await).await
    }

    /// A cluster. Null if there is none with this slug.
    async fn cluster(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Such as wenzhou-yueqing-electrical.")] slug: String,
    ) -> Option<Result<Cluster>> {
        look_up(KeySyntax::Slug.check("slug", slug), async |key| Cluster::by_key(context, key).await).await
    }

    /// A contest. Null if there is none with this slug.
    async fn contest(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Such as advanced-manufacturing-clusters.")] slug: String,
    ) -> Option<Result<Contest>> {
        look_up(KeySyntax::Slug.check("slug", slug), async |key| Contest::by_key(context, key).await).await
    }

    /// A round of a contest. Null if there is none with this slug.
    async fn round(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Such as first-batch-2021.")] slug: String,
    ) -> Option<Result<Round>> {
        look_up(KeySyntax::Slug.check("slug", slug), async |key| Round::by_key(context, key).await).await
    }

    /// The award of a cluster in a round. Null if it did not win there.
    async fn award(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Slug of the cluster.")] cluster: String,
        #[graphql(desc = "Slug of the round in which it won, not of one that contains it.")] round: String,
    ) -> Option<Result<Award>> {
        let round = KeySyntax::Slug.check("round", round);
        let find = async |cluster| Award::by_key(context, cluster, round?).await;
        look_up(KeySyntax::Slug.check("cluster", cluster), find).await
    }

    /// An indicator. Null if there is none with this code.
    async fn indicator(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Such as gross_domestic_product.")] code: String,
    ) -> Option<Result<Indicator>> {
        look_up(KeySyntax::IndicatorCode.check("code", code), async |key| Indicator::by_key(context, key).await).await
    }

    /// A unit. Null if no figure uses one with this code.
    async fn unit(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Such as CNY or percent.")] code: String,
    ) -> Option<Result<Unit>> {
        look_up(KeySyntax::UnitCode.check("code", code), async |key| Unit::by_key(context, key).await).await
    }

    /// A source. Null if there is none with this slug.
    async fn source(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Such as ezhejiang-2021-04-01.")] slug: String,
    ) -> Option<Result<Source>> {
        look_up(KeySyntax::Slug.check("slug", slug), async |key| Source::by_key(context, key).await).await
    }

    /// The figures of one indicator about several subjects over time: for each key what `series` of its subject is, in the order of the keys. For all of a kind, in pages, ask for `series` under `provinces`, `clusters` and so on; it costs the same. Null, with an error, if a key, the indicator or the source is unknown, or if there are more than 100 keys.
    #[expect(clippy::too_many_arguments, reason = "those of the field")]
    async fn series(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What is measured, by code.")] indicator: String,
        #[graphql(desc = "What kind of subject the keys name.")] kind: SubjectKind,
        #[graphql(desc = "ISO 3166-1, ISO 3166-2 or GB/T 2260 codes, or slugs, as the kind has them; at most 100.")]
        subjects: Vec<String>,
        #[graphql(desc = "Only figures of this source, by slug.")] source: MaybeUndefined<String>,
        #[graphql(desc = "Only periods that begin on its first day or later.")] from: MaybeUndefined<
            Given<PartialDate>,
        >,
        #[graphql(desc = "Only periods that end on its last day or earlier.")] to: MaybeUndefined<Given<PartialDate>>,
        #[graphql(
            desc = "Code of the unit to convert values into, by the rate for the period of each where the currency changes: a unit of the data, `share` or `per_mille`. Their own if left out."
        )]
        unit: MaybeUndefined<String>,
        #[graphql(default_with = "Scale::One", desc = "By what values are divided.")] scale: Scale,
        #[graphql(
            desc = "Of several sources for one figure only the preferred one; the others leave gaps. False is as if it were left out."
        )]
        preferred_only: MaybeUndefined<bool>,
    ) -> Option<Result<Vec<SubjectSeries>>> {
        let arguments = SeriesArguments { indicator, source, from, to, unit, scale, preferred_only };
        Some(SubjectSeries::of(context, arguments, kind, subjects).await)
    }

    /// A figure. Null if there is none with this key.
    async fn stat(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Such as o-6800a43a44ea.")] key: String,
    ) -> Option<Result<Stat>> {
        look_up(KeySyntax::StatKey.check("key", key), async |key| Stat::by_key(context, key).await).await
    }

    /// For gateways of Apollo Federation 2: what they know of this API, with the keys by which other subgraphs can refer to its types.
    #[graphql(name = "_service")]
    fn service(&self, context: &Context<'_>) -> Service {
        Service::read(context)
    }

    /// For gateways of Apollo Federation 2: things by their natural keys, in the order of the representations; null for each that does not exist. A representation is an object with `__typename` and `code` (City, Indicator, Province), `slug` (Cluster) or `key` (Stat). One that is malformed is null, with an error. Things of one type are read together, however many there are.
    #[graphql(name = "_entities")]
    async fn entities(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What other subgraphs refer to, such as `{__typename: \"Province\", code: \"CN-ZJ\"}`.")]
        representations: Vec<Any>,
    ) -> Vec<Option<Result<Entity>>> {
        let at = ArgumentPath::argument("representations");
        let fetch = |(index, item)| Entity::fetch(context, at.item(index), item);
        let entities = representations.iter().enumerate().map(fetch);
        join_all(entities).await.into_iter().map(Result::transpose).collect()
    }

    #[graphql(flatten)]
    fn cluster_groups(&self) -> ClusterGroups {
        ClusterGroups
    }

    #[graphql(flatten)]
    fn stat_groups(&self) -> StatGroups {
        StatGroups
    }

    #[graphql(flatten)]
    fn award_list(&self) -> ConnectionField<Award> {
        ConnectionField::of_all()
    }

    #[graphql(flatten)]
    fn city_list(&self) -> ConnectionField<City> {
        ConnectionField::of_all()
    }

    #[graphql(flatten)]
    fn cluster_list(&self) -> ConnectionField<Cluster> {
        ConnectionField::of_all()
    }

    #[graphql(flatten)]
    fn conflict_list(&self) -> ConnectionField<Conflict> {
        ConnectionField::of_all()
    }

    #[graphql(flatten)]
    fn contest_list(&self) -> ConnectionField<Contest> {
        ConnectionField::of_all()
    }

    #[graphql(flatten)]
    fn country_list(&self) -> ConnectionField<Country> {
        ConnectionField::of_all()
    }

    #[graphql(flatten)]
    fn indicator_list(&self) -> ConnectionField<Indicator> {
        ConnectionField::of_all()
    }

    #[graphql(flatten)]
    fn industry_list(&self) -> ConnectionField<Industry> {
        ConnectionField::of_all()
    }

    #[graphql(flatten)]
    fn province_list(&self) -> ConnectionField<Province> {
        ConnectionField::of_all()
    }

    #[graphql(flatten)]
    fn ranking_list(&self) -> ConnectionField<RankedStat> {
        ConnectionField::of_all()
    }

    #[graphql(flatten)]
    fn release_list(&self) -> ConnectionField<Release> {
        ConnectionField::of_all()
    }

    #[graphql(flatten)]
    fn round_list(&self) -> ConnectionField<Round> {
        ConnectionField::of_all()
    }

    #[graphql(flatten)]
    fn search_hit_list(&self) -> ConnectionField<SearchHit> {
        ConnectionField::of_all()
    }

    #[graphql(flatten)]
    fn source_list(&self) -> ConnectionField<Source> {
        ConnectionField::of_all()
    }

    #[graphql(flatten)]
    fn stat_list(&self) -> ConnectionField<Stat> {
        ConnectionField::of_all()
    }

    #[graphql(flatten)]
    fn unit_list(&self) -> ConnectionField<Unit> {
        ConnectionField::of_all()
    }
}

/// Finds something by a key that was checked. The result is inside the option, so that an error leaves a null in its
/// place and the rest of the answer stands.
async fn look_up<T>(key: Result<String>, find: impl AsyncFnOnce(String) -> Result<Option<T>>) -> Option<Result<T>> {
    match key {
        Ok(key) => find(key).await.transpose(),
        Err(error) => Some(Err(error)),
    }
}
