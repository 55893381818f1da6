//! What each noun is sorted by, said a second time from its rows: so that a test need not trust the statement.

use std::{cmp::Ordering, fmt::Debug};

use entity::{
    Decimal, award, city, cluster, contest, country, indicator, industry, province, release, round, source, stat, unit,
};
use sea_orm::{ActiveEnum, prelude::Date};
use store::{
    Contests, Countries, Releases, Units,
    award::Awards,
    city::Cities,
    cluster::Clusters,
    indicator::Indicators,
    industry::Industries,
    list::{Order, Resource},
    order::Direction::{self, Ascending, Descending},
    province::Provinces,
    round::Rounds,
    source::Sources,
    stat::Stats,
};

/// A value that rows are sorted by. Text sorts by code point.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Value {
    Text(String),
    Day(Date),
    Integer(i64),
    /// In units of the tenth decimal place.
    Number(i128),
    Null,
}

/// A noun whose order can be told from its rows.
pub(crate) trait Sorted: Resource<Row: Debug + PartialEq, Field: Debug> {
    /// Every field there is to sort by, but for figures, which no row holds: see `figures.rs`.
    const FIELDS: &'static [Self::Field];
    /// What a field sorts a row by.
    fn values(field: &Self::Field, row: &Self::Row) -> Vec<Value>;
    /// What ends every order.
    fn tie(row: &Self::Row) -> Vec<Value>;
}

/// Each field in both directions, and no order at all.
pub(crate) fn single_orders<N: Sorted>() -> Vec<Order<N>> {
    let fields =
        N::FIELDS.iter().flat_map(|field| [Ascending, Descending].map(|direction| vec![(field.clone(), direction)]));
    std::iter::once(Vec::new()).chain(fields).collect()
}

/// Each two different fields in all directions.
pub(crate) fn double_orders<N: Sorted>() -> Vec<Order<N>> {
    let single: Vec<_> = single_orders::<N>().into_iter().flatten().collect();
    let pairs = single.iter().flat_map(|one| single.iter().map(move |other| vec![one.clone(), other.clone()]));
    pairs.filter(|pair| pair[0].0 != pair[1].0).collect()
}

/// How two rows stand to each other in a list.
pub(crate) fn compare<N: Sorted>(order: &[(N::Field, Direction)], one: &N::Row, other: &N::Row) -> Ordering {
    compare_by::<N>(order, N::values, one, other)
}

/// The same, given what a field sorts a row by.
pub(crate) fn compare_by<N: Sorted>(
    order: &[(N::Field, Direction)],
    values: impl Fn(&N::Field, &N::Row) -> Vec<Value>,
    one: &N::Row,
    other: &N::Row,
) -> Ordering {
    let asked = if order.is_empty() { N::DEFAULT_ORDER } else { order };
    let by_fields = asked.iter().map(|(field, direction)| {
        let pairs = values(field, one).into_iter().zip(values(field, other));
        pairs.map(|(one, other)| compare_values(&one, &other, *direction)).find(|ordering| ordering.is_ne())
    });
    let by_tie = || {
        let mut pairs = N::tie(one).into_iter().zip(N::tie(other));
        pairs.find_map(|(one, other)| Some(compare_values(&one, &other, Ascending)).filter(|ordering| ordering.is_ne()))
    };
    by_fields.flatten().next().or_else(by_tie).unwrap_or(Ordering::Equal)
}

/// Nulls come last in either direction.
fn compare_values(one: &Value, other: &Value, direction: Direction) -> Ordering {
    match (one, other) {
        (Value::Null, Value::Null) => Ordering::Equal,
        (Value::Null, _) => Ordering::Greater,
        (_, Value::Null) => Ordering::Less,
        _ if direction == Descending => other.cmp(one),
        _ => one.cmp(other),
    }
}

fn text(value: &str) -> Vec<Value> {
    vec![Value::Text(value.to_owned())]
}

/// A figure as what it is sorted by.
pub(crate) fn number(value: &Decimal) -> Vec<Value> {
    let (whole, fraction) = value.0.split_once('.').unwrap_or((&value.0, ""));
    assert!(fraction.len() <= 10, "{value}");
    vec![Value::Number(format!("{whole}{fraction:0<10}").parse().expect("digits"))]
}

impl Sorted for Provinces {
    const FIELDS: &'static [Self::Field] = {
        use store::province::Field;
        &[Field::Code, Field::GbCode, Field::Name, Field::NameZh, Field::ClusterCount]
    };

    fn values(field: &Self::Field, row: &province::Model) -> Vec<Value> {
        use store::province::Field;
        match field {
            Field::Code => text(&row.code),
            Field::GbCode => text(&row.gb_code),
            Field::Name => text(&row.name_en),
            Field::NameZh => text(&row.name_zh),
            Field::ClusterCount => vec![Value::Integer(row.cluster_count.into())],
            Field::Stat(_) => unreachable!("not one of the fields"),
        }
    }

    fn tie(row: &province::Model) -> Vec<Value> {
        text(&row.code)
    }
}

impl Sorted for Cities {
    const FIELDS: &'static [Self::Field] = {
        use store::city::Field;
        &[Field::Code, Field::Name, Field::NameZh]
    };

    fn values(field: &Self::Field, row: &city::Model) -> Vec<Value> {
        use store::city::Field;
        match field {
            Field::Code => text(&row.code),
            Field::Name => text(&row.name_en),
            Field::NameZh => text(&row.name_zh),
            Field::Stat(_) => unreachable!("not one of the fields"),
        }
    }

    fn tie(row: &city::Model) -> Vec<Value> {
        text(&row.code)
    }
}

impl Sorted for Industries {
    const FIELDS: &'static [Self::Field] = {
        use store::industry::Field;
        &[Field::Slug, Field::Name, Field::NameZh]
    };

    fn values(field: &Self::Field, row: &industry::Model) -> Vec<Value> {
        use store::industry::Field;
        match field {
            Field::Slug => text(&row.slug),
            Field::Name => text(&row.name_en),
            Field::NameZh => text(&row.name_zh),
        }
    }

    fn tie(row: &industry::Model) -> Vec<Value> {
        text(&row.slug)
    }
}

impl Sorted for Rounds {
    const FIELDS: &'static [Self::Field] = {
        use store::round::Field;
        &[Field::Slug, Field::Announced, Field::Name, Field::NameZh]
    };

    fn values(field: &Self::Field, row: &round::Model) -> Vec<Value> {
        use store::round::Field;
        match field {
            Field::Slug => text(&row.slug),
            Field::Announced => vec![row.announced_on.map_or(Value::Null, Value::Day)],
            Field::Name => text(&row.name_en),
            Field::NameZh => text(&row.name_zh),
        }
    }

    fn tie(row: &round::Model) -> Vec<Value> {
        text(&row.slug)
    }
}

impl Sorted for Clusters {
    const FIELDS: &'static [Self::Field] = {
        use store::cluster::Field;
        &[Field::Slug, Field::Name, Field::NameZh]
    };

    fn values(field: &Self::Field, row: &cluster::Model) -> Vec<Value> {
        use store::cluster::Field;
        match field {
            Field::Slug => text(&row.slug),
            Field::Name => text(&row.name_en),
            Field::NameZh => text(&row.name_zh),
            Field::Stat(_) => unreachable!("not one of the fields"),
        }
    }

    fn tie(row: &cluster::Model) -> Vec<Value> {
        text(&row.slug)
    }
}

impl Sorted for Awards {
    const FIELDS: &'static [Self::Field] = &[];

    fn values(field: &Self::Field, _: &award::Model) -> Vec<Value> {
        match *field {}
    }

    fn tie(row: &award::Model) -> Vec<Value> {
        let rank = row.rank.map_or(Value::Null, |rank| Value::Integer(rank.into()));
        vec![Value::Text(row.round_slug.clone()), rank, Value::Text(row.cluster_slug.clone())]
    }
}

impl Sorted for Indicators {
    const FIELDS: &'static [Self::Field] = {
        use store::indicator::Field;
        &[Field::Code, Field::Name, Field::NameZh]
    };

    fn values(field: &Self::Field, row: &indicator::Model) -> Vec<Value> {
        use store::indicator::Field;
        match field {
            Field::Code => text(&row.code),
            Field::Name => text(&row.name_en),
            Field::NameZh => text(&row.name_zh),
        }
    }

    fn tie(row: &indicator::Model) -> Vec<Value> {
        text(&row.code)
    }
}

impl Sorted for Units {
    const FIELDS: &'static [Self::Field] = &[];

    fn values(field: &Self::Field, _: &unit::Model) -> Vec<Value> {
        match *field {}
    }

    fn tie(row: &unit::Model) -> Vec<Value> {
        text(&row.code)
    }
}

impl Sorted for Sources {
    const FIELDS: &'static [Self::Field] = {
        use store::source::Field;
        &[Field::Slug, Field::Title, Field::Published]
    };

    fn values(field: &Self::Field, row: &source::Model) -> Vec<Value> {
        use store::source::Field;
        match field {
            Field::Slug => text(&row.slug),
            Field::Title => text(&row.title),
            Field::Published => vec![row.published_on.clone().map_or(Value::Null, Value::Text)],
        }
    }

    fn tie(row: &source::Model) -> Vec<Value> {
        text(&row.slug)
    }
}

impl Sorted for Stats {
    const FIELDS: &'static [Self::Field] = {
        use store::stat::Field;
        &[Field::Period, Field::Value, Field::Indicator, Field::Subject]
    };

    fn values(field: &Self::Field, row: &stat::Model) -> Vec<Value> {
        use store::stat::Field;
        match field {
            Field::Period => vec![Value::Day(row.period_end), Value::Day(row.period_start)],
            Field::Value => number(&row.value),
            Field::Indicator => text(&row.indicator_code),
            Field::Subject => vec![Value::Text(row.subject_kind.to_value()), Value::Text(row.subject_key.clone())],
        }
    }

    fn tie(row: &stat::Model) -> Vec<Value> {
        text(&row.key)
    }
}

impl Sorted for Releases {
    const FIELDS: &'static [Self::Field] = &[];

    fn values(_: &Self::Field, row: &release::Model) -> Vec<Value> {
        vec![Value::Integer(row.id.into())]
    }

    fn tie(row: &release::Model) -> Vec<Value> {
        vec![Value::Integer(row.id.into())]
    }
}

impl Sorted for Contests {
    const FIELDS: &'static [Self::Field] = &[];

    fn values(field: &Self::Field, _: &contest::Model) -> Vec<Value> {
        match *field {}
    }

    fn tie(row: &contest::Model) -> Vec<Value> {
        text(&row.slug)
    }
}

impl Sorted for Countries {
    const FIELDS: &'static [Self::Field] = &[];

    fn values(field: &Self::Field, _: &country::Model) -> Vec<Value> {
        match *field {}
    }

    fn tie(row: &country::Model) -> Vec<Value> {
        text(&row.code)
    }
}
