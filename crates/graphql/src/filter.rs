//! What filters are made of. A part that is left out matches everything; a list without values matches nothing; a null
//! is refused, because a variable that was forgotten would otherwise match everything.

use async_graphql::{Context, InputObject, MaybeUndefined, Result};

use crate::{error::bad_user_input, loader::Key, loaders::read};

/// Names things by their code or slug.
#[derive(Debug, InputObject)]
pub(crate) struct KeyFilter {
    /// Exactly this one.
    pub eq: MaybeUndefined<String>,
    /// Any of these; at most 100. An empty list matches nothing.
    #[graphql(name = "in")]
    pub one_of: MaybeUndefined<Vec<String>>,
}

/// Compares a text as a whole; upper and lower case differ.
#[derive(Debug, InputObject)]
pub(crate) struct TextFilter {
    /// Exactly this one.
    pub eq: MaybeUndefined<String>,
    /// Any of these; at most 100. An empty list matches nothing.
    #[graphql(name = "in")]
    pub one_of: MaybeUndefined<Vec<String>>,
}

/// The most values a filter takes at once.
const MAX_VALUES: usize = 100;

/// The value of a part of a filter, which may be left out but must not be null.
pub(crate) fn given<T>(path: &str, value: MaybeUndefined<T>) -> Result<Option<T>> {
    match value {
        MaybeUndefined::Undefined => Ok(None),
        MaybeUndefined::Value(value) => Ok(Some(value)),
        MaybeUndefined::Null => Err(bad_user_input(
            path,
            format!("{path} must not be null: give it a value, or leave it out to match everything."),
        )),
    }
}

/// The values that satisfy both `eq` and `in`; `None` if neither is given.
pub(crate) fn values<T: PartialEq>(
    path: &str,
    eq: MaybeUndefined<T>,
    one_of: MaybeUndefined<Vec<T>>,
) -> Result<Option<Vec<T>>> {
    let one_of = given(&format!("{path}.in"), one_of)?;
    if let Some(list) = &one_of
        && list.len() > MAX_VALUES
    {
        return Err(bad_user_input(
            &format!("{path}.in"),
            format!("{path}.in takes at most {MAX_VALUES} values, not {}.", list.len()),
        ));
    }
    Ok(match (given(&format!("{path}.eq"), eq)?, one_of) {
        (None, one_of) => one_of,
        (Some(value), None) => Some(vec![value]),
        (Some(value), Some(list)) => Some(if list.contains(&value) { vec![value] } else { Vec::new() }),
    })
}

impl KeyFilter {
    /// The ids of the rows that are named; an error for a name that nothing has.
    pub(crate) async fn ids<K: Key, Id>(
        self,
        context: &Context<'_>,
        path: &str,
        noun: &str,
        key: impl Fn(String) -> K,
        id: impl Fn(K::Value) -> Id,
    ) -> Result<Option<Vec<Id>>> {
        let Some(names) = values(path, self.eq, self.one_of)? else { return Ok(None) };
        let mut ids = Vec::with_capacity(names.len());
        let found = futures_util::future::join_all(names.iter().map(|name| read(context, key(name.clone())))).await;
        for (name, found) in names.iter().zip(found) {
            let found = found?;
            ids.push(id(found.ok_or_else(|| bad_user_input(path, format!("{path}: there is no {noun} {name:?}.")))?));
        }
        Ok(Some(ids))
    }
}

impl TextFilter {
    pub(crate) fn texts(self, path: &str) -> Result<Option<Vec<String>>> {
        let texts = values(path, self.eq, self.one_of)?;
        if texts.iter().flatten().any(|text| text.contains('\0')) {
            return Err(bad_user_input(path, format!("{path} must not contain the character U+0000.")));
        }
        Ok(texts)
    }
}
