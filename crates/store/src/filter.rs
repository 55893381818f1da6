//! Filters: conditions put together by and, or and not.

use std::hash::Hash;

use crate::sql::Sql;

/// A filter over the conditions of a noun. The default matches everything.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Filter<C> {
    /// All of these hold; without any, everything matches.
    All(Vec<Self>),
    /// At least one of these holds; without any, nothing matches.
    Any(Vec<Self>),
    /// This does not hold. What has no value for a condition does not satisfy it, so it satisfies its opposite.
    Not(Box<Self>),
    /// This holds.
    Is(C),
}

impl<C> Default for Filter<C> {
    fn default() -> Self {
        Self::All(Vec::new())
    }
}

/// What can be said of one row.
pub trait FilterCondition: Clone + Eq + Hash + Send + Sync + 'static {
    /// Adds it as a boolean expression.
    fn push(&self, sql: &mut Sql);
}

/// For a noun whose lists cannot be narrowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NoCondition {}

impl FilterCondition for NoCondition {
    fn push(&self, _: &mut Sql) {
        match *self {}
    }
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// Equal.
    Equal,
    /// Less.
    Less,
    /// Less or equal.
    AtMost,
    /// Greater.
    Greater,
    /// Greater or equal.
    AtLeast,
}

impl Comparison {
    /// The operator of SQL.
    pub(crate) fn operator(self) -> &'static str {
        match self {
            Self::Equal => " = ",
            Self::Less => " < ",
            Self::AtMost => " <= ",
            Self::Greater => " > ",
            Self::AtLeast => " >= ",
        }
    }
}

impl<C: FilterCondition> Filter<C> {
    /// Adds the filter as a boolean expression, which needs no brackets.
    pub(crate) fn push(&self, sql: &mut Sql) {
        match self {
            Self::All(filters) => push_joined(sql, filters, " and ", "true"),
            Self::Any(filters) => push_joined(sql, filters, " or ", "false"),
            Self::Not(filter) => {
                // `not` would leave out what is null.
                sql.push("(");
                filter.push(sql);
                sql.push(") is not true");
            }
            Self::Is(condition) => condition.push(sql),
        }
    }
}

fn push_joined<C: FilterCondition>(sql: &mut Sql, filters: &[Filter<C>], word: &str, none: &str) {
    match filters {
        [] => {
            sql.push(none);
        }
        [only] => only.push(sql),
        [first, rest @ ..] => {
            sql.push("(");
            first.push(sql);
            for filter in rest {
                sql.push(word);
                filter.push(sql);
            }
            sql.push(")");
        }
    }
}
