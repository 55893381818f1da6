//! Paths of values in arguments, for errors.

use std::fmt;

use async_graphql::{MaybeUndefined, Result};

use crate::{
    error::bad_user_input,
    scalars::{Given, Readable},
};

/// The most values that `in`, `and` and `or` take.
const MAX_VALUES: usize = 100;

/// Where a value stands in the arguments, such as `filter.or[1].province.eq`. Written out only for an error.
#[derive(Clone, Copy)]
pub(crate) struct ArgumentPath<'a> {
    outer: Option<&'a ArgumentPath<'a>>,
    step: Step<'a>,
}

#[derive(Clone, Copy)]
enum Step<'a> {
    Arguments,
    Name(&'a str),
    Index(usize),
}

impl<'a> ArgumentPath<'a> {
    /// All arguments of a field: the path of a member is that of an argument.
    pub(crate) fn arguments() -> Self {
        Self { outer: None, step: Step::Arguments }
    }

    /// The path of an argument.
    pub(crate) fn argument(name: &'a str) -> Self {
        Self { outer: None, step: Step::Name(name) }
    }

    /// The path of a member.
    pub(crate) fn member(&'a self, name: &'a str) -> Self {
        Self { outer: Some(self), step: Step::Name(name) }
    }

    /// The path of an item of a list.
    pub(crate) fn item(&'a self, index: usize) -> Self {
        Self { outer: Some(self), step: Step::Index(index) }
    }

    /// An error about the value at this path; `what` follows the path in its message.
    pub(crate) fn refuse(&self, what: impl fmt::Display) -> async_graphql::Error {
        bad_user_input(&self.to_string(), format!("{self} {what}"))
    }

    /// The value, which may be left out but must not be null.
    pub(crate) fn given<T>(&self, value: MaybeUndefined<T>) -> Result<Option<T>> {
        match value {
            MaybeUndefined::Undefined => Ok(None),
            MaybeUndefined::Value(value) => Ok(Some(value)),
            MaybeUndefined::Null => {
                Err(self.refuse("must not be null: give it a value, or leave it out to match everything."))
            }
        }
    }

    /// The scalar that was given here, if it is one.
    pub(crate) fn read<T: Readable>(&self, given: &Given<T>) -> Result<T> {
        T::read(&given.value).ok_or_else(|| {
            let shown: String = given.value.to_string().chars().take(60).collect();
            self.refuse(format!("must be {}, not {shown}.", T::SHAPE))
        })
    }

    /// Refuses a list that is longer than the limit; `what` it holds stands in the message.
    pub(crate) fn check_length<T>(&self, list: &[T], limit: usize, what: &str) -> Result<()> {
        if list.len() > limit {
            return Err(self.refuse(format!("takes at most {limit} {what}, not {}.", list.len())));
        }
        Ok(())
    }

    /// The list, if it is given and not too long.
    pub(crate) fn list<T>(&self, value: MaybeUndefined<Vec<T>>) -> Result<Option<Vec<T>>> {
        let list = self.given(value)?;
        list.iter().try_for_each(|list| self.check_length(list, MAX_VALUES, "values"))?;
        Ok(list)
    }

    /// The values that satisfy both `eq` and `in`; `None` if neither is given.
    pub(crate) fn values<T: PartialEq>(
        &self,
        eq: MaybeUndefined<T>,
        one_of: MaybeUndefined<Vec<T>>,
    ) -> Result<Option<Vec<T>>> {
        let one_of = self.member("in").list(one_of)?;
        Ok(match (self.member("eq").given(eq)?, one_of) {
            (None, one_of) => one_of,
            (Some(value), None) => Some(vec![value]),
            (Some(value), Some(list)) => Some(if list.contains(&value) { vec![value] } else { Vec::new() }),
        })
    }
}

impl fmt::Display for ArgumentPath<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let outer = self.outer.filter(|outer| !matches!(outer.step, Step::Arguments));
        if let Some(outer) = outer {
            outer.fmt(formatter)?;
        }
        match self.step {
            Step::Arguments => Ok(()),
            Step::Name(name) if outer.is_none() => formatter.write_str(name),
            Step::Name(name) => write!(formatter, ".{name}"),
            Step::Index(index) => write!(formatter, "[{index}]"),
        }
    }
}
