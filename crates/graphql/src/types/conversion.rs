//! Figures in other units, scales and currencies.

use std::sync::Arc;

use async_graphql::{Context, Description, Enum, MaybeUndefined, Object, Result};
use entity::{
    SourceId, stat,
    unit::{self, UnitKind},
};
use futures_util::try_join;
use store::rate::{RateOfPeriod, RateOfSource, unit_code};

use crate::{
    argument_path::ArgumentPath,
    error::{bad_user_input, internal},
    loaders::read,
    natural_key::KeySyntax,
    noun::{Noun, unknown},
    provenance::cites,
    scalars::{Decimal, number},
    types::{stat::Stat, unit::Unit},
};

/// By what an amount is divided to be read more easily. Exact: no digit is lost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Enum)]
pub enum Scale {
    /// Written out.
    #[default]
    One,
    /// In thousands.
    Thousand,
    /// In ten thousands, 万.
    TenThousand,
    /// In millions.
    Million,
    /// In hundred millions, 亿.
    HundredMillion,
    /// In billions: thousand millions.
    Billion,
    /// In trillions: million millions, 万亿.
    Trillion,
}

impl Scale {
    fn power_of_ten(self) -> i32 {
        match self {
            Self::One => 0,
            Self::Thousand => 3,
            Self::TenThousand => 4,
            Self::Million => 6,
            Self::HundredMillion => 8,
            Self::Billion => 9,
            Self::Trillion => 12,
        }
    }
}

/// Where the exchange rate between two currencies comes from. It is always a figure of the data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Enum)]
pub enum RateBasis {
    /// The rate of a country for the time of the figure, such as the average rate of its year: of the rates whose period contains that of the figure the one with the shortest period; of several, one with a stated period before others, an exact one before a rounded one, the one published last, then by key.
    #[default]
    Period,
    /// The rate that follows from an equivalent which the source of the figure prints itself, such as "10 billion yuan ($1.52 billion)": a figure of the indicator `currency_equivalent`. Of several, an exact one before others, then by key.
    Source,
}

/// Why a figure could not be converted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Enum)]
pub enum NoConversion {
    /// No rate between the two currencies in the data has a period that contains that of the figure.
    NoRate,
    /// The source of the figure prints no equivalent of an amount in one of the two currencies in the other.
    NoEquivalent,
}

/// An exchange rate of the data.
#[derive(Clone, Description)]
pub(crate) struct ExchangeRate {
    value: entity::Decimal,
    unit_code: String,
    stat: Arc<stat::Model>,
}

#[Object(crate = "crate::engine", use_type_description, guard = cites(self.stat.source_id))]
impl ExchangeRate {
    /// The rate: as its source prints it; or, where it follows from an equivalent, the quotient of the two amounts, rounded half away from zero to 10 digits after the point. The conversion itself uses the amounts and rounds once.
    fn value(&self) -> Decimal {
        Decimal::from(&self.value)
    }

    /// What it is counted in: `CNY_per_USD` is yuan for one US dollar.
    fn unit_code(&self) -> &str {
        &self.unit_code
    }

    /// The figure that it is, or that it follows from, with its period, its qualifier and its source.
    fn stat(&self) -> Stat {
        Arc::clone(&self.stat).into()
    }
}

impl ExchangeRate {
    /// Whether it is exact as its source words it.
    pub(crate) fn is_exact(&self) -> bool {
        self.stat.qualifier == stat::Qualifier::Exact
    }

    /// Where it was read.
    pub(crate) fn source(&self) -> SourceId {
        self.stat.source_id
    }
}

/// A figure in another unit, scale or currency. Read it with the qualifier of the figure and, where there is a rate, with that of the rate.
#[derive(Clone, Description)]
pub(crate) struct ConvertedValue {
    pub(crate) value: Option<measure::Decimal>,
    unit_code: String,
    scale: Scale,
    pub(crate) rate: Option<ExchangeRate>,
    pub(crate) reason: Option<NoConversion>,
}

#[Object(crate = "crate::engine", use_type_description)]
impl ConvertedValue {
    /// The figure, in the unit and scale. Exact, but where an amount is divided by a rate: then it is rounded to the hundredth of the currency, half away from zero, before it is scaled. Null where it cannot be converted; `reason` says why.
    #[graphql(guard = cites(self.rate.as_ref().map(|rate| rate.stat.source_id)))]
    fn value(&self) -> Option<Decimal> {
        self.value.as_ref().map(Decimal::from)
    }

    /// Code of the unit it is in: of a unit of the data, or `share` or `per_mille`.
    fn unit_code(&self) -> &str {
        &self.unit_code
    }

    /// The scale it is in: multiply by it to write the figure out.
    fn scale(&self) -> Scale {
        self.scale
    }

    /// The exchange rate it was converted by. Null where none was needed, or there is none.
    fn rate(&self) -> Option<&ExchangeRate> {
        self.rate.as_ref()
    }

    /// Why there is no value. Null where there is one.
    fn reason(&self) -> Option<NoConversion> {
        self.reason
    }
}

/// The argument that names the unit, wherever figures are converted.
const UNIT: &str = "unit";

/// What figures are to be converted into.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Target {
    /// Code of the unit; that of each figure if none is given.
    pub(crate) unit_code: Option<String>,
    pub(crate) scale: Scale,
    rate: RateBasis,
}

impl Target {
    /// The target that arguments describe.
    pub(crate) fn new(unit: MaybeUndefined<String>, scale: Scale, rate: RateBasis) -> Result<Self> {
        let unit_code = match unit {
            MaybeUndefined::Undefined => None,
            MaybeUndefined::Value(code) => Some(KeySyntax::UnitCode.check(UNIT, code)?),
            MaybeUndefined::Null => {
                let message = "unit must not be null: give the code of a unit, or leave it out for the figure's own.";
                return Err(bad_user_input(UNIT, message));
            }
        };
        Ok(Self { unit_code, scale, rate })
    }

    /// An error if the unit is unknown, also where there is nothing to convert into it.
    pub(crate) async fn check(&self, context: &Context<'_>) -> Result<()> {
        match &self.unit_code {
            Some(code) => unit_kind(context, code).await.map(|_| ()),
            None => Ok(()),
        }
    }

    /// Whether figures become others by it.
    pub(crate) fn is_change(&self) -> bool {
        self.unit_code.is_some() || self.scale != Scale::One
    }
}

/// An amount that a figure states: the figure itself, or its threshold.
#[derive(Clone, Copy)]
pub(crate) struct Amount<'a> {
    pub(crate) value: &'a entity::Decimal,
    pub(crate) unit_code: &'a str,
    pub(crate) stat: &'a stat::Model,
}

impl<'a> Amount<'a> {
    /// The figure itself.
    pub(crate) fn of(stat: &'a stat::Model) -> Self {
        Self { value: &stat.value, unit_code: &stat.unit_code, stat }
    }

    /// Converts it for a field that asks so.
    pub(crate) async fn value_in(
        self,
        context: &Context<'_>,
        unit: MaybeUndefined<String>,
        scale: Scale,
        rate: RateBasis,
    ) -> Result<ConvertedValue> {
        self.convert(context, &Target::new(unit, scale, rate)?).await
    }

    /// Converts it. All that fields of one level convert, they read together: one statement for the units, one for the
    /// rates of periods, one for those of sources.
    pub(crate) async fn convert(self, context: &Context<'_>, target: &Target) -> Result<ConvertedValue> {
        let to = target.unit_code.as_deref().unwrap_or(self.unit_code);
        let exact = number(self.value)?;
        let mut converted =
            ConvertedValue { value: None, unit_code: to.to_owned(), scale: target.scale, rate: None, reason: None };
        let value = if to == self.unit_code {
            exact
        } else if let Step::Power(power) = step(context, self.unit_code, to).await? {
            exact.shifted(power)
        } else if let Some(rate) = Rate::fetch(context, self, to, target.rate).await? {
            let value = rate.apply(&exact)?;
            converted.rate = Some(rate.shown);
            value
        } else {
            converted.reason = Some(match target.rate {
                RateBasis::Period => NoConversion::NoRate,
                RateBasis::Source => NoConversion::NoEquivalent,
            });
            return Ok(converted);
        };
        converted.value = Some(value.shifted(-target.scale.power_of_ten()));
        Ok(converted)
    }
}

/// How one unit becomes another.
enum Step {
    /// By a power of ten.
    Power(i32),
    /// By an exchange rate.
    Rate,
}

/// The units in which a share can be given, and the power of ten by which one of each is a part of the whole.
const SHARES: [(&str, i32); 3] = [("share", 0), ("percent", -2), ("per_mille", -3)];

fn power_of_share(code: &str) -> Option<i32> {
    SHARES.iter().find(|share| share.0 == code).map(|share| share.1)
}

/// How to get from one unit to another; an error if that is unknown or of another kind.
async fn step(context: &Context<'_>, from: &str, to: &str) -> Result<Step> {
    let own = Unit::find_required(context, from);
    let (Unit(own), kind) = try_join!(own, unit_kind(context, to))?;
    let power = power_of_share(to);
    match (own.kind, kind) {
        (UnitKind::Currency, UnitKind::Currency) => Ok(Step::Rate),
        (UnitKind::Share, UnitKind::Share) if let Some((own, asked)) = power_of_share(from).zip(power) => {
            Ok(Step::Power(own - asked))
        }
        _ => Err(another_kind(&own, to)),
    }
}

/// The kind of a unit that is asked for.
async fn unit_kind(context: &Context<'_>, code: &str) -> Result<UnitKind> {
    let unit = Unit::find(context, code.to_owned()).await?;
    match unit.map(|unit| unit.0.kind).or(power_of_share(code).map(|_| UnitKind::Share)) {
        Some(kind) => Ok(kind),
        None => Err(unknown(context, ArgumentPath::argument(UNIT), "unit", code.to_owned()).await?),
    }
}

fn another_kind(own: &unit::Model, to: &str) -> async_graphql::Error {
    let code = &own.code;
    let into = match own.kind {
        UnitKind::Currency => "a currency".to_owned(),
        UnitKind::Share if power_of_share(code).is_some() => SHARES.map(|share| share.0).join(", "),
        _ => code.clone(),
    };
    let message = format!("unit is of another kind: a figure in {code} cannot be given in {to}. Possible: {into}.");
    bad_user_input(UNIT, message)
}

/// Digits after the point of an amount of money that was divided by a rate.
const MONEY_DIGITS: u32 = 2;
/// Digits after the point of a rate that follows from two amounts.
const RATE_DIGITS: u32 = 10;

/// An exchange rate at work.
struct Rate {
    shown: ExchangeRate,
    /// What an amount is multiplied by,
    times: measure::Decimal,
    /// and then divided by.
    per: Option<measure::Decimal>,
}

impl Rate {
    async fn fetch(context: &Context<'_>, amount: Amount<'_>, to: &str, basis: RateBasis) -> Result<Option<Self>> {
        let (from, to) = (amount.unit_code.to_owned(), to.to_owned());
        match basis {
            RateBasis::Period => {
                let multiplied = unit_code(&to, &from);
                let asked = RateOfPeriod { from, to, start: amount.stat.period_start, end: amount.stat.period_end };
                read(context, asked).await?.map(|stat| Self::of_rate(stat, &multiplied)).transpose()
            }
            RateBasis::Source => {
                let asked = RateOfSource { from, to: to.clone(), source: amount.stat.source_id };
                read(context, asked).await?.map(|stat| Self::of_equivalent(stat, &to)).transpose()
            }
        }
    }

    /// The rate that a figure is. Amounts are multiplied by one in the unit `multiplied`, and divided by the inverse.
    fn of_rate(stat: Arc<stat::Model>, multiplied: &str) -> Result<Self> {
        let rate = number(&stat.value)?;
        let shown = ExchangeRate { value: stat.value.clone(), unit_code: stat.unit_code.clone(), stat };
        Ok(if shown.unit_code == multiplied {
            Self { shown, times: rate, per: None }
        } else {
            Self { shown, times: measure::Decimal::one(), per: Some(rate) }
        })
    }

    /// The rate that follows from an equivalent: its value is as much as its threshold.
    fn of_equivalent(stat: Arc<stat::Model>, to: &str) -> Result<Self> {
        let (Some(amount), Some(amount_code)) = (&stat.threshold_value, &stat.threshold_unit_code) else {
            return Err(internal("an equivalent has no amount that it belongs to"));
        };
        let (equivalent, amount) = (number(&stat.value)?, number(amount)?);
        let rate = amount.quotient(&equivalent, RATE_DIGITS).ok_or_else(|| internal("an equivalent is zero"))?;
        let (times, per) = if stat.unit_code == to { (equivalent, amount) } else { (amount, equivalent) };
        let shown = ExchangeRate {
            value: entity::Decimal(rate.to_string()),
            unit_code: unit_code(amount_code, &stat.unit_code),
            stat,
        };
        Ok(Self { shown, times, per: Some(per) })
    }

    fn apply(&self, amount: &measure::Decimal) -> Result<measure::Decimal> {
        let product = amount * &self.times;
        match &self.per {
            None => Ok(product.trimmed()),
            Some(per) => product.quotient(per, MONEY_DIGITS).ok_or_else(|| internal("an exchange rate is zero")),
        }
    }
}
