//! What filters are made of, and what they mean when parts are empty:
//!
//! | written | matches |
//! |---|---|
//! | `{}`, or a part left out | everything |
//! | `in: []`, `or: []` | nothing |
//! | `and: []` | everything |
//! | null | is refused: a variable that was forgotten would otherwise match everything |
//! | `not` | exactly what its filter does not match |

use std::{future::Future, sync::Arc};

use async_graphql::{Context, InputObject, InputType, MaybeUndefined, Result};
use futures_util::{
    FutureExt,
    future::{BoxFuture, OptionFuture, join_all},
    join,
};
use store::{
    filter::{Comparison, Filter},
    geo_radius::GeoRadius,
    list::{self, FilterOf},
};

use crate::{
    argument_path::ArgumentPath,
    geo_radius::NearFilter,
    noun::{Noun, Referenced},
    scalars::{Date, Decimal, Given, Readable},
};

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

/// A filter as an argument. Its parts must all hold, and so must what `and`, `or` and `not` make of further filters.
pub(crate) trait FilterInput<N: list::Resource>: InputType {
    /// Takes out `and`, `or` and `not`.
    fn logic(&mut self) -> Logic<Self>;

    /// The other parts, with what they name looked up.
    fn parts(
        self,
        context: &Context<'_>,
        path: ArgumentPath<'_>,
    ) -> impl Future<Output = Result<Vec<FilterOf<N>>>> + Send;
}

/// How a filter is put together with others of its type.
pub(crate) struct Logic<F> {
    pub(crate) and: MaybeUndefined<Vec<F>>,
    pub(crate) or: MaybeUndefined<Vec<F>>,
    pub(crate) not: MaybeUndefined<Box<F>>,
}

/// What a filter means. All that it names is looked up at once: a statement for each kind of thing.
pub(crate) fn resolve<'a, N: list::Resource, F: FilterInput<N> + 'a>(
    mut filter: F,
    context: &'a Context<'_>,
    path: ArgumentPath<'a>,
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

async fn resolve_each<N: list::Resource, F: FilterInput<N>>(
    filters: Vec<F>,
    context: &Context<'_>,
    path: ArgumentPath<'_>,
) -> Result<Vec<FilterOf<N>>> {
    let resolve = |(index, filter)| async move { resolve(filter, context, path.item(index)).await };
    join_all(filters.into_iter().enumerate().map(resolve)).await.into_iter().collect()
}

/// `eq` and `in` of a filter.
type EqAndIn<V> = (MaybeUndefined<V>, MaybeUndefined<Vec<V>>);

/// Puts together what the parts of a filter say. Each method takes the name of a part, what was given for it, and the
/// condition that it makes; a part that was left out makes none.
pub(crate) struct Parts<'a, C> {
    context: &'a Context<'a>,
    path: ArgumentPath<'a>,
    said: Vec<Filter<C>>,
}

impl<'a, C: Send> Parts<'a, C> {
    pub(crate) fn new(context: &'a Context<'a>, path: ArgumentPath<'a>) -> Self {
        Self { context, path, said: Vec::new() }
    }

    /// All that was added.
    pub(crate) fn finish(self) -> Vec<Filter<C>> {
        self.said
    }

    /// Adds a part that is made elsewhere.
    pub(crate) fn push(&mut self, part: impl Into<Option<Filter<C>>>) {
        self.said.extend(part.into());
    }

    /// What is named by natural key, as ids. An error for a key that nothing has.
    pub(crate) async fn ids<T: Referenced>(
        &mut self,
        name: &str,
        keys: MaybeUndefined<KeyFilter>,
        condition: fn(Vec<T::Id>) -> C,
    ) -> Result<()> {
        let rows = self.rows::<T>(name, keys).await?;
        self.push(rows.map(|rows| Filter::Is(condition(rows.iter().map(|row| T::id(row)).collect()))));
        Ok(())
    }

    /// What is named by natural key, as natural keys. An error for a key that nothing has.
    pub(crate) async fn keys<T: Noun>(
        &mut self,
        name: &str,
        keys: MaybeUndefined<KeyFilter>,
        condition: fn(Vec<String>) -> C,
    ) -> Result<()> {
        let rows = self.rows::<T>(name, keys).await?;
        self.push(rows.map(|rows| Filter::Is(condition(rows.iter().map(|row| T::key(row).to_owned()).collect()))));
        Ok(())
    }

    async fn rows<T: Noun>(&self, name: &str, keys: MaybeUndefined<KeyFilter>) -> Result<Option<Vec<Arc<T::Row>>>> {
        let path = self.path;
        let at = path.member(name);
        let Some(KeyFilter { eq, one_of }) = at.given(keys)? else { return Ok(None) };
        let Some(keys) = at.values(eq, one_of)? else { return Ok(None) };
        let rows = join_all(keys.into_iter().map(|key| T::named(self.context, at, key))).await;
        rows.into_iter().collect::<Result<_>>().map(Some)
    }

    /// Something of the rows' children: `stats: {some: …}`. `some` takes that part out.
    pub(crate) async fn some<N: list::Resource, G: Send, F: FilterInput<N>>(
        &mut self,
        name: &str,
        children: MaybeUndefined<G>,
        some: fn(G) -> MaybeUndefined<Box<F>>,
        condition: fn(FilterOf<N>) -> C,
    ) -> Result<()> {
        let path = self.path;
        let at = path.member(name);
        let Some(children) = at.given(children)? else { return Ok(()) };
        let some_at = at.member("some");
        if let Some(filter) = some_at.given(some(children))? {
            self.push(Filter::Is(condition(resolve(*filter, self.context, some_at).await?)));
        }
        Ok(())
    }

    /// A value of an enum that satisfies both `eq` and `in`, which `of` takes out.
    pub(crate) fn one_of<G, V: PartialEq, W: From<V>>(
        &mut self,
        name: &str,
        given: MaybeUndefined<G>,
        of: fn(G) -> EqAndIn<V>,
        condition: fn(Vec<W>) -> C,
    ) -> Result<()> {
        let path = self.path;
        let at = path.member(name);
        let Some((eq, one_of)) = at.given(given)?.map(of) else { return Ok(()) };
        let values = at.values(eq, one_of)?;
        self.push(values.map(|values| Filter::Is(condition(values.into_iter().map(W::from).collect()))));
        Ok(())
    }

    /// A text that the official names have in them.
    pub(crate) fn name_contains(
        &mut self,
        name: &str,
        given: MaybeUndefined<NameFilter>,
        condition: fn(String) -> C,
    ) -> Result<()> {
        let path = self.path;
        let at = path.member(name);
        if let Some(given) = at.given(given)? {
            self.push(given.text(at)?.map(|text| Filter::Is(condition(text))));
        }
        Ok(())
    }

    /// A text as a whole.
    pub(crate) fn text(
        &mut self,
        name: &str,
        given: MaybeUndefined<TextFilter>,
        condition: fn(Vec<String>) -> C,
    ) -> Result<()> {
        let path = self.path;
        let at = path.member(name);
        if let Some(given) = at.given(given)? {
            self.push(given.texts(at)?.map(|texts| Filter::Is(condition(texts))));
        }
        Ok(())
    }

    /// A decimal: one of some, and compared with others.
    pub(crate) fn decimal(
        &mut self,
        name: &str,
        given: MaybeUndefined<DecimalFilter>,
        one_of: fn(Vec<entity::Decimal>) -> C,
        compared: fn(Comparison, entity::Decimal) -> C,
    ) -> Result<()> {
        let path = self.path;
        let at = path.member(name);
        if let Some(given) = at.given(given)? {
            let (values, comparisons) = given.parts(at)?;
            self.push(values.map(|values| Filter::Is(one_of(values))));
            self.said.extend(comparisons.into_iter().map(|(how, value)| Filter::Is(compared(how, value))));
        }
        Ok(())
    }

    /// A circle on the earth.
    pub(crate) fn near(
        &mut self,
        name: &str,
        given: MaybeUndefined<NearFilter>,
        condition: fn(GeoRadius) -> C,
    ) -> Result<()> {
        let path = self.path;
        let at = path.member(name);
        if let Some(near) = at.given(given)? {
            self.push(Filter::Is(condition(near.read(at)?)));
        }
        Ok(())
    }
}

impl TextFilter {
    /// The texts to compare with.
    pub(crate) fn texts(self, path: ArgumentPath<'_>) -> Result<Option<Vec<String>>> {
        let texts = path.values(self.eq, self.one_of)?;
        for text in texts.iter().flatten() {
            check_text(path, text)?;
        }
        Ok(texts)
    }
}

impl NameFilter {
    /// The text to look for.
    pub(crate) fn text(self, path: ArgumentPath<'_>) -> Result<Option<String>> {
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
pub(crate) fn check_text(path: ArgumentPath<'_>, text: &str) -> Result<()> {
    if text.contains('\0') { Err(path.refuse("must not contain the character U+0000.")) } else { Ok(()) }
}

impl DecimalFilter {
    /// The lists of values of which it must equal one, and the comparisons that must all hold. Equal values may be
    /// written in different ways, so the database compares them.
    pub(crate) fn parts(
        self,
        path: ArgumentPath<'_>,
    ) -> Result<(Option<Vec<entity::Decimal>>, Comparisons<entity::Decimal>)> {
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
    pub(crate) fn parts(self, path: ArgumentPath<'_>) -> Result<Comparisons<chrono::NaiveDate>> {
        let comparisons = comparisons(path, [self.eq, self.gt, self.gte, self.lt, self.lte])?;
        let days: Comparisons<_> = comparisons.into_iter().map(|(comparison, day)| (comparison, day.0)).collect();
        check_range(path, &days, &days)?;
        Ok(days)
    }
}

/// Refuses a range of days that ends before it begins: one that matches nothing is a mistake.
pub(crate) fn check_range(
    path: ArgumentPath<'_>,
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
fn comparisons<T: Readable>(path: ArgumentPath<'_>, given: [MaybeUndefined<Given<T>>; 5]) -> Result<Comparisons<T>> {
    let mut comparisons = Vec::new();
    for ((name, comparison), value) in COMPARISONS.into_iter().zip(given) {
        let path = path.member(name);
        if let Some(value) = path.given(value)? {
            comparisons.push((comparison, path.read(&value)?));
        }
    }
    Ok(comparisons)
}
