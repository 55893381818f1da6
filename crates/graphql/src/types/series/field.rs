//! The field `series` of every subject, and its arguments.

use async_graphql::{
    Context, InputType, MaybeUndefined, Result,
    registry::{MetaInputValue, Registry},
};
use chrono::NaiveDate;
use entity::{IndicatorId, SubjectId};
use futures_util::{FutureExt, future::BoxFuture, try_join};
use measure::Period;
use store::series::Within;

use super::Series;
use crate::{
    argument_path::ArgumentPath,
    natural_key::KeySyntax,
    noun::Noun,
    scalars::{Given, PartialDate},
    shared_field::{SharedField, argument, described},
    types::{
        conversion::{RateBasis, Scale, Target},
        indicator::Indicator,
        source::Source,
    },
};

/// The arguments of the field `series`.
pub(crate) struct SeriesArguments {
    pub(crate) indicator: String,
    pub(crate) source: MaybeUndefined<String>,
    pub(crate) from: MaybeUndefined<Given<PartialDate>>,
    pub(crate) to: MaybeUndefined<Given<PartialDate>>,
    pub(crate) unit: MaybeUndefined<String>,
    pub(crate) scale: Scale,
    pub(crate) preferred_only: MaybeUndefined<bool>,
}

impl SeriesArguments {
    fn read(context: &Context<'_>) -> Result<Self> {
        Ok(Self {
            indicator: argument(context, "indicator")?,
            source: argument(context, "source")?,
            from: argument(context, "from")?,
            to: argument(context, "to")?,
            unit: argument(context, "unit")?,
            scale: argument::<Option<Scale>>(context, "scale")?.unwrap_or_default(),
            preferred_only: argument(context, "preferredOnly")?,
        })
    }

    fn describe() -> Vec<MetaInputValue> {
        let mut scale = described::<Scale>("scale", "By what values are divided.");
        scale.default_value = Some(Scale::default().to_value().to_string());
        vec![
            described::<String>("indicator", "What is measured, by code."),
            described::<MaybeUndefined<String>>("source", "Only figures of this source, by slug."),
            described::<MaybeUndefined<Given<PartialDate>>>(
                "from",
                "Only periods that begin on its first day or later.",
            ),
            described::<MaybeUndefined<Given<PartialDate>>>("to", "Only periods that end on its last day or earlier."),
            described::<MaybeUndefined<String>>(
                "unit",
                "Code of the unit to convert values into, by the rate for the period of each where the currency changes: a unit of the data, `share` or `per_mille`. Their own if left out.",
            ),
            scale,
            described::<MaybeUndefined<bool>>(
                "preferredOnly",
                "Of several sources for one figure only the preferred one; the others leave gaps. False is as if it were left out.",
            ),
        ]
    }

    /// The query, with the keys in the arguments looked up.
    pub(crate) async fn resolve(self, context: &Context<'_>) -> Result<SeriesQuery> {
        let indicator = KeySyntax::IndicatorCode.check("indicator", self.indicator)?;
        let path = ArgumentPath::argument("source");
        let source = path.given(self.source)?.map(|slug| KeySyntax::Slug.check("source", slug)).transpose()?;
        let (from, to) = time(self.from, self.to)?;
        let preferred_only = ArgumentPath::argument("preferredOnly").given(self.preferred_only)? == Some(true);
        let target = Target::new(self.unit, self.scale, RateBasis::Period)?;
        let find_source = async {
            match source {
                Some(slug) => Source::named(context, path, slug).await.map(Some),
                None => Ok(None),
            }
        };
        let find_indicator = Indicator::named(context, ArgumentPath::argument("indicator"), indicator);
        let (indicator, source, ()) = try_join!(find_indicator, find_source, target.check(context))?;
        let within = Within { source: source.map(|source| source.id), from, to };
        Ok(SeriesQuery { indicator: indicator.id, within, target, preferred_only })
    }
}

/// The first and the last day of the time in the arguments.
fn time(
    from: MaybeUndefined<Given<PartialDate>>,
    to: MaybeUndefined<Given<PartialDate>>,
) -> Result<(Option<NaiveDate>, Option<NaiveDate>)> {
    let read = |name, date| -> Result<_> {
        let path = ArgumentPath::argument(name);
        let Some(given) = path.given(date)? else { return Ok(None) };
        let PartialDate(text) = path.read(&given)?;
        let period = Period::parse_simple(&text).map_err(|problem| path.refuse(problem))?;
        Ok(Some((text, period)))
    };
    let (from, to) = (read("from", from)?, read("to", to)?);
    if let (Some((from, first)), Some((to, last))) = (&from, &to)
        && last.end < first.start
    {
        let message = format!("must not end before from starts: {to} is before {from}. Exchange them.");
        return Err(ArgumentPath::argument("to").refuse(message));
    }
    Ok((from.map(|(_, period)| period.start), to.map(|(_, period)| period.end)))
}

/// A query for the series of subjects.
#[derive(Clone)]
pub(crate) struct SeriesQuery {
    pub(super) indicator: IndicatorId,
    pub(super) within: Within,
    pub(super) target: Target,
    pub(super) preferred_only: bool,
}

/// The field `series` of every subject.
pub(crate) struct SeriesOf(pub(crate) SubjectId);

impl SharedField for SeriesOf {
    type Answer = Option<Result<Vec<Series>>>;

    const NAME: &'static str = "series";
    const DESCRIPTION: &'static str = "The figures of one indicator about it over time: a series for each source, unit, scope, product, threshold, round and frequency, never one of two sources. In the order of these: by code of the unit, then by scope, product and threshold, those without first; then by round; the source published last first, then by slug; by frequency. Empty if there is no such figure. Null, with an error, if they have more than 1000 points together, gaps included.";

    fn arguments() -> Vec<MetaInputValue> {
        SeriesArguments::describe()
    }

    fn register(registry: &mut Registry) {
        <String as InputType>::create_type_info(registry);
        <bool as InputType>::create_type_info(registry);
        <Given<PartialDate> as InputType>::create_type_info(registry);
        <Scale as InputType>::create_type_info(registry);
    }

    fn answer<'a>(&'a self, context: &'a Context<'_>) -> BoxFuture<'a, Self::Answer> {
        let series =
            async move { Series::of(context, self.0, &SeriesArguments::read(context)?.resolve(context).await?).await };
        series.map(Some).boxed()
    }
}
