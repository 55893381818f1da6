//! Nouns: types whose rows have a natural key. What is particular to a noun stands beside its type; what all nouns have
//! (look-ups, references, names in arguments, global ids) is made from it here and in `loaders/row.rs`.

use std::{future::Future, hash::Hash, sync::Arc};

use async_graphql::{Context, ErrorExtensions, ObjectType, Result};
use store::Session;

use crate::{
    argument_path::ArgumentPath,
    error::missing,
    loaders::{
        read, read_required,
        row::{ById, ByKey, RowsUnder},
        search::Nearest,
    },
    natural_key::KeySyntax,
};

/// A type whose rows have a natural key.
pub(crate) trait Noun: ObjectType + From<Arc<<Self as Noun>::Row>> + 'static {
    /// Its row.
    type Row: Send + Sync + 'static;

    /// Its name in messages and the field of its look-up: one of the words of `SearchKind`, or `stat`.
    const NAME: &'static str;
    /// What its natural key looks like.
    const KEY: KeySyntax;
    /// The description of its look-up.
    const LOOK_UP: &'static str;
    /// The description of the key in its look-up.
    const LOOK_UP_KEY: &'static str;
    /// Whether many rows refer to one of it, so that its rows are worth caching.
    const CACHED: bool = true;

    /// The natural key of a row.
    fn key(row: &Self::Row) -> &str;

    /// A second natural key, of a noun that has one.
    fn other_key(_: &Self::Row) -> Option<&str> {
        None
    }

    /// Reads the rows with these natural keys.
    fn by_keys(session: &Session, keys: &[String])
    -> impl Future<Output = Result<Vec<Self::Row>, store::Error>> + Send;

    /// The one with this natural key; `None` if there is none.
    fn find(context: &Context<'_>, key: String) -> impl Future<Output = Result<Option<Self>>> + Send {
        async move { Ok(read(context, ByKey::<Self>::new(key)).await?.map(Self::from)) }
    }

    /// The one with this natural key, which must exist because a row refers to it.
    fn find_required(context: &Context<'_>, key: &str) -> impl Future<Output = Result<Self>> + Send {
        let key = key.to_owned();
        async move { Self::find(context, key).await?.ok_or_else(|| missing(Self::NAME)) }
    }

    /// The row that an argument names by its natural key. If there is none, an error with the nearest there is. Those
    /// named in a list may be awaited together: they are read at once.
    fn named(
        context: &Context<'_>,
        path: ArgumentPath<'_>,
        key: String,
    ) -> impl Future<Output = Result<Arc<Self::Row>>> + Send {
        async move {
            match read(context, ByKey::<Self>::new(key.clone())).await? {
                Some(found) => Ok(found),
                None => Err(unknown(context, path, Self::NAME, key).await?),
            }
        }
    }
}

/// A noun to whose rows others refer by id.
pub(crate) trait Referenced: Noun {
    /// Its id.
    type Id: Copy + Eq + Hash + Send + Sync + 'static;

    /// The id of a row.
    fn id(row: &Self::Row) -> Self::Id;

    /// Reads the rows with these ids.
    fn by_ids(session: &Session, ids: &[Self::Id])
    -> impl Future<Output = Result<Vec<Self::Row>, store::Error>> + Send;

    /// The one with this id, which must exist because a row refers to it.
    fn fetch(context: &Context<'_>, id: Self::Id) -> impl Future<Output = Result<Self>> + Send {
        async move { read_required(context, ById::<Self>::id(id), Self::NAME).await.map(Self::from) }
    }

    /// The one with this id, if the row refers to any.
    fn fetch_optional(
        context: &Context<'_>,
        id: Option<Self::Id>,
    ) -> impl Future<Output = Option<Result<Self>>> + Send {
        async move { Some(Self::fetch(context, id?).await) }
    }
}

/// A type whose rows stand under another row, in a list without pages.
pub(crate) trait Child<Parent: Copy + Eq + Hash + Send + Sync + 'static>:
    From<Arc<<Self as Child<Parent>>::Row>> + Send + 'static
{
    /// Its row.
    type Row: PartialEq + Send + Sync + 'static;

    /// Reads the rows under these parents, in the order of each list. One that comes several times is shown once.
    fn by_parents(
        session: &Session,
        parents: &[Parent],
    ) -> impl Future<Output = Result<Vec<(Parent, Self::Row)>, store::Error>> + Send;

    /// Those under a row.
    fn under(context: &Context<'_>, parent: Parent) -> impl Future<Output = Result<Vec<Self>>> + Send {
        async move {
            let rows = read(context, RowsUnder::<Self, Parent>::parent(parent)).await?;
            Ok(rows.unwrap_or_default().into_iter().map(Self::from).collect())
        }
    }
}

/// The error about a name that nothing has, with the nearest name there is.
pub(crate) async fn unknown(
    context: &Context<'_>,
    path: ArgumentPath<'_>,
    noun: &str,
    name: String,
) -> Result<async_graphql::Error> {
    let what = format!("names no {noun}: there is none {name:?}");
    let nearest = read(context, Nearest { kind: noun.to_owned(), text: name }).await?;
    let Some(nearest) = nearest else { return Ok(path.refuse(format!("{what}."))) };
    let error = path.refuse(format!("{what}; did you mean {nearest:?}?"));
    Ok(error.extend_with(|_, extensions| extensions.set("suggestion", nearest)))
}
