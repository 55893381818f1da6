//! The figures of rows in the formats of `measure`.

use async_graphql::Result;
use entity::{Decimal, stat::Qualifier, unit};

use crate::{language::Language, scalars::number};

/// A figure with its qualifier and its unit; an error if it is no number.
pub(crate) fn format_figure(
    value: &Decimal,
    qualifier: Qualifier,
    unit: &unit::Model,
    language: Language,
) -> Result<String> {
    let qualifier = match qualifier {
        Qualifier::Exact => measure::Qualifier::Exact,
        Qualifier::Over => measure::Qualifier::Over,
        Qualifier::Nearly => measure::Qualifier::Nearly,
        Qualifier::About => measure::Qualifier::About,
        Qualifier::AtLeast => measure::Qualifier::AtLeast,
    };
    let is_bare_count = unit.kind == unit::UnitKind::Count && unit.code == "count";
    let unit = measure::Unit { name_en: &unit.name_en, name_zh: &unit.name_zh, is_bare_count };
    Ok(measure::format_figure(&number(value)?, qualifier, unit, language.into()))
}
