//! Whatever a figure can be about.

use async_graphql::{Context, Enum, ID, Interface, MaybeUndefined, Result};
use entity::{CityId, ClusterId, ContestId, CountryId, IndustryId, ProvinceId, RoundId, SubjectId};

use crate::{
    argument_path::ArgumentPath,
    connection::{Connection, ConnectionField, Filtered, PageArguments},
    filter::named,
    language::Language,
    loaders::{
        city::CityCode, cluster::ClusterSlug, contest::ContestSlug, country::CountryCode, industry::IndustrySlug,
        province::ProvinceCode, read_required, round::RoundSlug,
    },
    natural_key::KeySyntax,
    scalars::{Given, PartialDate, PeriodSelector},
    stat_selector::StatSelector,
    types::{
        city::City,
        cluster::Cluster,
        contest::Contest,
        conversion::Scale,
        country::Country,
        industry::Industry,
        name::Name,
        province::Province,
        ranking::{Rank, RankField, RankWithin},
        round::Round,
        series::{Series, SeriesArguments},
        stat::{Stat, StatFilter, StatOrder},
    },
};

/// The kinds of subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::subject::SubjectKind")]
pub enum SubjectKind {
    /// A country.
    Country,
    /// A province-level division.
    Province,
    /// A city.
    City,
    /// An industry.
    Industry,
    /// A contest.
    Contest,
    /// A round of a contest.
    Round,
    /// An industrial cluster.
    Cluster,
}

/// Whatever a figure can be about.
#[derive(Interface)]
#[expect(clippy::duplicated_attributes, reason = "arguments of different fields have the same types")]
#[graphql(
    crate = "crate::engine",
    field(name = "id", ty = "ID", desc = "Opaque and global: give it to `node`."),
    field(
        name = "name",
        ty = "&str",
        desc = "The official name, in English unless another language is asked.",
        arg(name = "language", ty = "Language", default_with = "Language::En", desc = "Language of the name.")
    ),
    field(
        name = "names",
        ty = "Vec<Name>",
        desc = "Its other names, each from a source, by text.",
        arg(name = "language", ty = "Option<Language>", desc = "Only names in this language.")
    ),
    field(
        name = "stats",
        ty = "Connection<Stat>",
        desc = "The figures about it.",
        arg(
            name = "first",
            ty = "Option<i32>",
            desc = "How many from the start of the list: 1 to 100. 20 if neither first nor last is given."
        ),
        arg(name = "after", ty = "Option<String>", desc = "Only what follows this cursor."),
        arg(name = "last", ty = "Option<i32>", desc = "How many from the end of the list instead: 1 to 100."),
        arg(name = "before", ty = "Option<String>", desc = "Only what precedes this cursor."),
        arg(
            name = "filter",
            ty = "MaybeUndefined<StatFilter>",
            desc = "Only stats that satisfy every part given. Must not be null."
        ),
        arg(
            name = "order_by",
            ty = "Option<Vec<StatOrder>>",
            desc = "The order; the first entry decides first. What is equal in all of them comes by natural key."
        )
    ),
    field(
        name = "rank",
        ty = "Option<Rank>",
        desc = "Its place among others of its kind by one figure, the largest first. Null if it has no such figure, or does not lie in what `within` names.",
        arg(name = "indicator", ty = "String", desc = "What is measured, by code."),
        arg(
            name = "period",
            ty = "Option<Given<PeriodSelector>>",
            desc = "For which time; the newest period of each subject if left out."
        ),
        arg(
            name = "unit",
            ty = "Option<String>",
            desc = "The unit, by code; the usual one of the indicator if left out."
        ),
        arg(
            name = "scope",
            ty = "Option<String>",
            desc = "Figures limited to exactly this scope, instead of the headline ones."
        ),
        arg(
            name = "product",
            ty = "Option<String>",
            desc = "Figures limited to exactly this product, instead of the headline ones."
        ),
        arg(
            name = "unscoped",
            ty = "bool",
            default,
            desc = "Only figures without scope and product, instead of the headline ones."
        ),
        arg(name = "within", ty = "RankWithin", default_with = "RankWithin::Kind", desc = "Among which others.")
    ),
    field(
        name = "series",
        ty = "Option<Vec<Series>>",
        desc = "The figures of one indicator about it over time: a series for each source, unit, scope, product, threshold, round and frequency, never one of two sources. In the order of these: by code of the unit, then by scope, product and threshold, those without first; then by round; the source published last first, then by slug; by frequency. Empty if there is no such figure. Null, with an error, if they have more than 1000 points together, gaps included.",
        arg(name = "indicator", ty = "String", desc = "What is measured, by code."),
        arg(name = "source", ty = "MaybeUndefined<String>", desc = "Only figures of this source, by slug."),
        arg(
            name = "from",
            ty = "MaybeUndefined<Given<PartialDate>>",
            desc = "Only periods that begin on its first day or later."
        ),
        arg(
            name = "to",
            ty = "MaybeUndefined<Given<PartialDate>>",
            desc = "Only periods that end on its last day or earlier."
        ),
        arg(
            name = "unit",
            ty = "MaybeUndefined<String>",
            desc = "Code of the unit to convert values into, by the rate for the period of each where the currency changes: a unit of the data, `share` or `per_mille`. Their own if left out."
        ),
        arg(name = "scale", ty = "Scale", default_with = "Scale::One", desc = "By what values are divided."),
        arg(
            name = "preferred_only",
            ty = "MaybeUndefined<bool>",
            desc = "Of several sources for one figure only the preferred one; the others leave gaps. False is as if it were left out."
        )
    )
)]
pub(crate) enum Subject {
    /// A country.
    Country(Country),
    /// A province.
    Province(Province),
    /// A city.
    City(City),
    /// An industry.
    Industry(Industry),
    /// A contest.
    Contest(Contest),
    /// A round.
    Round(Round),
    /// A cluster.
    Cluster(Cluster),
}

impl Subject {
    /// Its official name. (The field `name` is the engine's.)
    pub(crate) fn official_name(&self, language: Language) -> &str {
        let (english, chinese) = match self {
            Self::Country(Country(row)) => (&row.name_en, &row.name_zh),
            Self::Province(Province(row)) => (&row.name_en, &row.name_zh),
            Self::City(City(row)) => (&row.name_en, &row.name_zh),
            Self::Industry(Industry(row)) => (&row.name_en, &row.name_zh),
            Self::Contest(Contest(row)) => (&row.name_en, &row.name_zh),
            Self::Round(Round(row)) => (&row.name_en, &row.name_zh),
            Self::Cluster(Cluster(row)) => (&row.name_en, &row.name_zh),
        };
        language.pick(english, chinese)
    }

    pub(crate) async fn fetch(
        context: &Context<'_>,
        kind: entity::subject::SubjectKind,
        SubjectId(id): SubjectId,
    ) -> Result<Self> {
        use entity::subject::SubjectKind as Kind;
        // A subject and the row of its kind share their id.
        Ok(match kind {
            Kind::Country => Self::Country(Country(read_required(context, CountryId(id), "country").await?)),
            Kind::Province => Self::Province(Province::fetch(context, ProvinceId(id)).await?),
            Kind::City => Self::City(City::fetch(context, CityId(id)).await?),
            Kind::Industry => Self::Industry(Industry::fetch(context, IndustryId(id)).await?),
            Kind::Contest => Self::Contest(Contest::fetch(context, ContestId(id)).await?),
            Kind::Round => Self::Round(Round::fetch(context, RoundId(id)).await?),
            Kind::Cluster => Self::Cluster(Cluster::fetch(context, ClusterId(id)).await?),
        })
    }

    /// What has this code or slug; an error if there is none.
    pub(crate) async fn named(
        context: &Context<'_>,
        path: ArgumentPath<'_>,
        kind: SubjectKind,
        key: String,
    ) -> Result<Self> {
        let check = |shape: KeySyntax, key| shape.check(&path.to_string(), key);
        Ok(match kind {
            SubjectKind::Country => Self::Country(Country(
                named(context, path, "country", CountryCode, check(KeySyntax::Country, key)?).await?,
            )),
            SubjectKind::Province => {
                let key = check(KeySyntax::Province, key)?;
                Self::Province(Province(named(context, path, "province", ProvinceCode, key).await?))
            }
            SubjectKind::City => {
                Self::City(City(named(context, path, "city", CityCode, check(KeySyntax::City, key)?).await?))
            }
            SubjectKind::Industry => Self::Industry(Industry(
                named(context, path, "industry", IndustrySlug, check(KeySyntax::Slug, key)?).await?,
            )),
            SubjectKind::Contest => Self::Contest(Contest(
                named(context, path, "contest", ContestSlug, check(KeySyntax::Slug, key)?).await?,
            )),
            SubjectKind::Round => {
                Self::Round(Round(named(context, path, "round", RoundSlug, check(KeySyntax::Slug, key)?).await?))
            }
            SubjectKind::Cluster => Self::Cluster(Cluster(
                named(context, path, "cluster", ClusterSlug, check(KeySyntax::Slug, key)?).await?,
            )),
        })
    }

    /// Its id as a subject, which is that of its row.
    pub(crate) fn subject_id(&self) -> SubjectId {
        SubjectId(match self {
            Self::Country(country) => country.0.id.0,
            Self::Province(province) => province.0.id.0,
            Self::City(city) => city.0.id.0,
            Self::Industry(industry) => industry.0.id.0,
            Self::Contest(contest) => contest.0.id.0,
            Self::Round(round) => round.0.id.0,
            Self::Cluster(cluster) => cluster.0.id.0,
        })
    }
}

/// The interface asks each kind for its fields by name, also for those that are flattened into it.
macro_rules! pass_on {
    ($($kind:ident),*) => {$(
        impl $kind {
            #[expect(clippy::too_many_arguments, reason = "those of the field")]
            async fn stats(
                &self,
                context: &Context<'_>,
                first: Option<i32>,
                after: Option<String>,
                last: Option<i32>,
                before: Option<String>,
                filter: MaybeUndefined<StatFilter>,
                order_by: Option<Vec<StatOrder>>,
            ) -> Result<Connection<Stat>> {
                let page = PageArguments { first, after, last, before };
                let list = ConnectionField::under(store::stat::Parent::Subject(SubjectId(self.0.id.0)));
                list.page(context, &page, Filtered { filter, order_by }).await
            }

            #[expect(clippy::too_many_arguments, reason = "those of the field")]
            async fn rank(
                &self,
                context: &Context<'_>,
                indicator: String,
                period: Option<Given<PeriodSelector>>,
                unit: Option<String>,
                scope: Option<String>,
                product: Option<String>,
                unscoped: bool,
                within: RankWithin,
            ) -> Result<Option<Rank>> {
                let stat = StatSelector { indicator, period, unit, scope, product, unscoped };
                let field = RankField::of(entity::subject::SubjectKind::$kind, self.0.id);
                field.rank(context, stat, within).await
            }

            #[expect(clippy::too_many_arguments, reason = "those of the field")]
            async fn series(
                &self,
                context: &Context<'_>,
                indicator: String,
                source: MaybeUndefined<String>,
                from: MaybeUndefined<Given<PartialDate>>,
                to: MaybeUndefined<Given<PartialDate>>,
                unit: MaybeUndefined<String>,
                scale: Scale,
                preferred_only: MaybeUndefined<bool>,
            ) -> Result<Option<Vec<Series>>> {
                let arguments = SeriesArguments { indicator, source, from, to, unit, scale, preferred_only };
                Series::of(context, SubjectId(self.0.id.0), &arguments.resolve(context).await?).await.map(Some)
            }
        }
    )*};
}

pass_on!(City, Cluster, Contest, Country, Industry, Province, Round);
