//! The root of every query.

use async_graphql::{Any, Context, Description, ID, MaybeUndefined, Object, Result};
use futures_util::future::join_all;

use crate::{
    argument_path::ArgumentPath,
    connection::MAX_LIMIT,
    federation::Service,
    natural_key::KeySyntax,
    scalars::{Given, PartialDate},
    types::{
        Entity, Lists, LookUps, Node, SubjectKind,
        award::Award,
        cluster_group::ClusterGroups,
        conversion::Scale,
        release::Dataset,
        series::{SeriesArguments, SubjectSeries},
        service_limit::ServiceLimit,
        stat_group::StatGroups,
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

    /// The award of a cluster in a round. Null if it did not win there.
    async fn award(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Slug of the cluster.")] cluster: String,
        #[graphql(desc = "Slug of the round in which it won, not of one that contains it.")] round: String,
    ) -> Option<Result<Award>> {
        let find = async || {
            let cluster = KeySyntax::Slug.check("cluster", cluster)?;
            let round = KeySyntax::Slug.check("round", round)?;
            Award::by_key(context, cluster, round).await
        };
        find().await.transpose()
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
    fn look_ups(&self) -> LookUps {
        LookUps::default()
    }

    #[graphql(flatten)]
    fn lists(&self) -> Lists {
        Lists::default()
    }
}
