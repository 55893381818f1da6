//! What filters are made of, and what they mean when parts are empty:
//!
//! | written | matches |
//! |---|---|
//! | `{}`, or a part left out | everything |
//! | `in: []`, `or: []` | nothing |
//! | `and: []` | everything |
//! | null | is refused: a variable that was forgotten would otherwise match everything |
//! | `not` | exactly what its filter does not match |

use std::{fmt, future::Future};

use async_graphql::{Context, ErrorExtensions, InputObject, InputType, MaybeUndefined, Result};
use futures_util::{
    FutureExt,
    future::{BoxFuture, OptionFuture, join_all},
    join,
};
use store::{
    filter::{Comparison, Filter},
    list::{FilterOf, Resource},
};

use crate::{
    error::bad_user_input,
    loader::Key,
    loaders::{read, search::Nearest},
    scalars::{Date, Decimal, Given, Readable},
};

/// The most values that `in`, `and` and `or` take.
const MAX_VALUES: usize = 100;
/// The most characters that `contains` takes.
const MAX_TEXT: usize = 100;

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

/// Looks into the official names, English and Chinese.
#[derive(Debug, InputObject)]
pub(crate) struct NameFilter {
    /// One of the names has this in it, in upper or lower case: 1 to 100 characters, taken as they are.
    pub contains: MaybeUndefined<String>,
}

/// Compares an exact decimal as a number: 55.5 equals 55.50.
#[derive(Debug, InputObject)]
pub(crate) struct DecimalFilter {
    /// Equal to this.
    pub eq: MaybeUndefined<Given<Decimal>>,
    /// Equal to any of these; at most 100. An empty list matches nothing.
    #[graphql(name = "in")]
    pub one_of: MaybeUndefined<Vec<Given<Decimal>>>,
    /// Greater than this.
    pub gt: MaybeUndefined<Given<Decimal>>,
    /// Greater than this, or equal.
    pub gte: MaybeUndefined<Given<Decimal>>,
    /// Less than this.
    pub lt: MaybeUndefined<Given<Decimal>>,
    /// Less than this, or equal.
    pub lte: MaybeUndefined<Given<Decimal>>,
}

/// Compares a day.
#[derive(Debug, InputObject)]
pub(crate) struct DateFilter {
    /// This day.
    pub eq: MaybeUndefined<Given<Date>>,
    /// After this day.
    pub gt: MaybeUndefined<Given<Date>>,
    /// After this day, or on it.
    pub gte: MaybeUndefined<Given<Date>>,
    /// Before this day.
    pub lt: MaybeUndefined<Given<Date>>,
    /// Before this day, or on it.
    pub lte: MaybeUndefined<Given<Date>>,
}

/// Where a value stands in the arguments, such as `filter.or[1].province.eq`. Written out only for an error.
#[derive(Clone, Copy)]
pub(crate) struct Path<'a> {
    outer: Option<&'a Path<'a>>,
    step: Step<'a>,
}

#[derive(Clone, Copy)]
enum Step<'a> {
    Arguments,
    Name(&'a str),
    Index(usize),
}

impl<'a> Path<'a> {
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

    fn list<T>(&self, value: MaybeUndefined<Vec<T>>) -> Result<Option<Vec<T>>> {
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

impl fmt::Display for Path<'_> {
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

/// A filter as an argument. Its parts must all hold, and so must what `and`, `or` and `not` make of further filters.
pub(crate) trait FilterInput<N: Resource>: InputType {
    /// Takes out `and`, `or` and `not`.
    fn logic(&mut self) -> Logic<Self>;

    /// The other parts, with what they name looked up.
    fn parts(self, context: &Context<'_>, path: Path<'_>) -> impl Future<Output = Result<Vec<FilterOf<N>>>> + Send;
}

/// How a filter is put together with others of its type.
pub(crate) struct Logic<F> {
    pub(crate) and: MaybeUndefined<Vec<F>>,
    pub(crate) or: MaybeUndefined<Vec<F>>,
    pub(crate) not: MaybeUndefined<Box<F>>,
}

/// What a filter means. All that it names is looked up at once: a statement for each kind of thing.
pub(crate) fn resolve<'a, N: Resource, F: FilterInput<N> + 'a>(
    mut filter: F,
    context: &'a Context<'_>,
    path: Path<'a>,
) -> BoxFuture<'a, Result<FilterOf<N>>> {
    async move {
        let Logic { and, or, not } = filter.logic();
        let (and_path, or_path, not_path) = (path.member("and"), path.member("or"), path.member("not"));
        let (and, or, not) = (and_path.list(and)?, or_path.list(or)?, not_path.given(not)?);
        let (parts, and, or, not) = join!(
            filter.parts(context, path),
            OptionFuture::from(and.map(|filters| resolve_each(filters, context, and_path))),
            OptionFuture::from(or.map(|filters| resolve_each(filters, context, or_path))),
            OptionFuture::from(not.map(|filter| resolve(*filter, context, not_path))),
        );
        let mut all = parts?;
        all.extend(and.transpose()?.map(Filter::All));
        all.extend(or.transpose()?.map(Filter::Any));
        all.extend(not.transpose()?.map(|filter| Filter::Not(Box::new(filter))));
        Ok(Filter::All(all))
    }
    .boxed()
}

async fn resolve_each<N: Resource, F: FilterInput<N>>(
    filters: Vec<F>,
    context: &Context<'_>,
    path: Path<'_>,
) -> Result<Vec<FilterOf<N>>> {
    let resolve = |(index, filter)| async move { resolve(filter, context, path.item(index)).await };
    join_all(filters.into_iter().enumerate().map(resolve)).await.into_iter().collect()
}

/// Something of a row's children: `stats: {some: …}`.
pub(crate) async fn some<N: Resource, F: FilterInput<N>>(
    filter: MaybeUndefined<Box<F>>,
    context: &Context<'_>,
    path: Path<'_>,
) -> Result<Option<FilterOf<N>>> {
    let path = path.member("some");
    match path.given(filter)? {
        Some(filter) => resolve(*filter, context, path).await.map(Some),
        None => Ok(None),
    }
}

impl KeyFilter {
    /// The ids of the rows that are named; an error for a name that nothing has.
    pub(crate) async fn ids<K: Key, Id>(
        self,
        context: &Context<'_>,
        path: Path<'_>,
        noun: &str,
        key: fn(String) -> K,
        id: impl Fn(K::Value) -> Id,
    ) -> Result<Option<Vec<Id>>> {
        let Some(names) = path.values(self.eq, self.one_of)? else { return Ok(None) };
        let found = join_all(names.into_iter().map(|name| named(context, path, noun, key, name))).await;
        let rows = found.into_iter().collect::<Result<Vec<_>>>()?;
        Ok(Some(rows.into_iter().map(id).collect()))
    }
}

/// What is named at a path by its code or slug; an error, with the nearest there is, for a name that nothing has. `noun`
/// is one of the words of `SearchKind`. Those named in a list may be awaited together: they are read at once.
pub(crate) async fn named<K: Key>(
    context: &Context<'_>,
    path: Path<'_>,
    noun: &str,
    key: fn(String) -> K,
    name: String,
) -> Result<K::Value> {
    match read(context, key(name.clone())).await? {
        Some(found) => Ok(found),
        None => Err(unknown(context, path, noun, name).await?),
    }
}

/// The error for a name that nothing has.
pub(crate) async fn unknown(
    context: &Context<'_>,
    path: Path<'_>,
    noun: &str,
    name: String,
) -> Result<async_graphql::Error> {
    let what = format!("names no {noun}: there is none {name:?}");
    let nearest = read(context, Nearest { kind: noun.to_owned(), text: name }).await?;
    let Some(nearest) = nearest else { return Ok(path.refuse(format!("{what}."))) };
    let error = path.refuse(format!("{what}; did you mean {nearest:?}?"));
    Ok(error.extend_with(|_, extensions| extensions.set("suggestion", nearest)))
}

impl TextFilter {
    /// The texts to compare with.
    pub(crate) fn texts(self, path: Path<'_>) -> Result<Option<Vec<String>>> {
        let texts = path.values(self.eq, self.one_of)?;
        for text in texts.iter().flatten() {
            check_text(path, text)?;
        }
        Ok(texts)
    }
}

impl NameFilter {
    /// The text to look for.
    pub(crate) fn text(self, path: Path<'_>) -> Result<Option<String>> {
        let path = path.member("contains");
        let text = path.given(self.contains)?;
        if let Some(text) = &text {
            let length = text.chars().count();
            if !(1..=MAX_TEXT).contains(&length) {
                return Err(path.refuse(format!("must have 1 to {MAX_TEXT} characters, not {length}.")));
            }
            check_text(path, text)?;
        }
        Ok(text)
    }
}

/// The database has no way to write the character U+0000.
pub(crate) fn check_text(path: Path<'_>, text: &str) -> Result<()> {
    if text.contains('\0') { Err(path.refuse("must not contain the character U+0000.")) } else { Ok(()) }
}

impl DecimalFilter {
    /// The lists of values of which it must equal one, and the comparisons that must all hold. Equal values may be
    /// written in different ways, so the database compares them.
    pub(crate) fn parts(self, path: Path<'_>) -> Result<(Option<Vec<entity::Decimal>>, Comparisons<entity::Decimal>)> {
        let in_path = path.member("in");
        let one_of = in_path.list(self.one_of)?.map(|values| {
            let read = |(index, value)| in_path.item(index).read(value).map(Into::into);
            values.iter().enumerate().map(read).collect::<Result<Vec<_>>>()
        });
        let comparisons = comparisons(path, [self.eq, self.gt, self.gte, self.lt, self.lte])?;
        let comparisons = comparisons.into_iter().map(|(comparison, value)| (comparison, value.into()));
        Ok((one_of.transpose()?, comparisons.collect()))
    }
}

impl DateFilter {
    /// The comparisons that must all hold; an error if no day can satisfy them.
    pub(crate) fn parts(self, path: Path<'_>) -> Result<Comparisons<chrono::NaiveDate>> {
        let comparisons = comparisons(path, [self.eq, self.gt, self.gte, self.lt, self.lte])?;
        let days: Comparisons<_> = comparisons.into_iter().map(|(comparison, day)| (comparison, day.0)).collect();
        check_range(path, &days, &days)?;
        Ok(days)
    }
}

/// Refuses a range of days that ends before it begins: one that matches nothing is a mistake.
pub(crate) fn check_range(
    path: Path<'_>,
    begin: &Comparisons<chrono::NaiveDate>,
    end: &Comparisons<chrono::NaiveDate>,
) -> Result<()> {
    let bound = |days: &Comparisons<chrono::NaiveDate>, bounds: [Comparison; 2]| {
        days.iter().find(|(comparison, _)| bounds.contains(comparison)).map(|(_, day)| *day)
    };
    let first = bound(begin, [Comparison::Greater, Comparison::AtLeast]);
    let last = bound(end, [Comparison::Less, Comparison::AtMost]);
    match first.zip(last) {
        Some((first, last)) if first > last => {
            Err(path.refuse(format!("is reversed: it begins on {first} and ends on {last}. Swap the two.")))
        }
        _ => Ok(()),
    }
}

/// What a value is compared with, and how.
pub(crate) type Comparisons<T> = Vec<(Comparison, T)>;

const COMPARISONS: [(&str, Comparison); 5] = [
    ("eq", Comparison::Equal),
    ("gt", Comparison::Greater),
    ("gte", Comparison::AtLeast),
    ("lt", Comparison::Less),
    ("lte", Comparison::AtMost),
];

/// What is given of the five comparisons, in the order of [`COMPARISONS`].
fn comparisons<T: Readable>(path: Path<'_>, given: [MaybeUndefined<Given<T>>; 5]) -> Result<Comparisons<T>> {
    let mut comparisons = Vec::new();
    for ((name, comparison), value) in COMPARISONS.into_iter().zip(given) {
        let path = path.member(name);
        if let Some(value) = path.given(value)? {
            comparisons.push((comparison, path.read(&value)?));
        }
    }
    Ok(comparisons)
}
