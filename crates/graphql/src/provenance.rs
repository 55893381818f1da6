//! What the fields of a response cite, for `extensions.citations`.
//!
//! A type says in its `#[Object]` attribute where its rows come from, with the engine's guards, which run before each of
//! its own fields, also if they are asked of an interface. So a row is cited if it is shown, however it got there, and one
//! that was only read is not.

use std::{
    collections::{BTreeMap, HashSet},
    sync::{Arc, Mutex, PoisonError},
};

use async_graphql::{Context, ContextBase, Response, Result, ServerError, Value};
use entity::{SourceId, source};
use futures_util::future::join_all;

use crate::{citation, error::unreadable, loader::Loader, loaders::row::ById, types::source::Source};

/// Collects what is cited: the source, and the path of the object in the response. In the context only if it is asked for.
#[derive(Debug, Default)]
pub(crate) struct Provenance(Mutex<HashSet<(SourceId, String)>>);

/// For the attribute `guard`: notes a source, if there is one, when a field is shown.
pub(crate) fn cites(
    source: impl Into<Option<SourceId>>,
) -> impl Fn(&Context<'_>) -> Result<()> + Send + Sync + 'static {
    cites_each(source.into())
}

/// The same for something that comes from several sources.
pub(crate) fn cites_each(
    sources: impl IntoIterator<Item = SourceId> + Clone + Send + Sync + 'static,
) -> impl Fn(&Context<'_>) -> Result<()> + Send + Sync + 'static {
    move |context| {
        cite(context, sources.clone());
        Ok(())
    }
}

/// Notes the sources of the field that is being answered.
pub(crate) fn cite(context: &Context<'_>, sources: impl IntoIterator<Item = SourceId>) {
    let Some(cited) = context.data_opt::<Arc<Provenance>>() else { return };
    let object = context.path_node.as_ref().and_then(|field| field.parent);
    let path = object.map(ToString::to_string).unwrap_or_default();
    let mut noted = cited.0.lock().unwrap_or_else(PoisonError::into_inner);
    noted.extend(sources.into_iter().map(|source| (source, path.clone())));
}

/// Whether the request asks for what it cites.
pub(crate) fn is_requested<T>(context: &ContextBase<'_, T>) -> bool {
    context.data_opt::<Arc<Provenance>>().is_some()
}

impl Provenance {
    /// Adds the list to a response. One statement reads the sources; none if there are none.
    pub(crate) async fn add_to(&self, response: &mut Response, loader: &Loader) {
        let ids: HashSet<SourceId> = {
            let noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            // Without an error, all of it is shown.
            let stands = |path: &str| response.errors.is_empty() || is_shown(&response.data, path);
            noted.iter().filter(|(_, path)| stands(path)).map(|(id, _)| *id).collect()
        };
        let mut ids: Vec<SourceId> = ids.into_iter().collect();
        ids.sort_unstable();
        let read = loader.drive(join_all(ids.into_iter().map(|id| loader.load(ById::<Source>::id(id))))).await;
        match read.into_iter().collect::<std::result::Result<Vec<_>, _>>() {
            Ok(sources) => {
                let sources = sources.into_iter().flatten().map(|source| (source.slug.clone(), source));
                let by_slug: BTreeMap<String, Arc<source::Model>> = sources.collect();
                let list = by_slug.values().map(|source| describe(source)).collect();
                response.extensions.insert("citations".to_owned(), Value::List(list));
            }
            Err(error) => {
                let error = unreadable(&error);
                let extensions = error.extensions;
                response.errors.push(ServerError { extensions, ..ServerError::new(error.message, None) });
            }
        }
    }
}

/// Whether an object is in the data: an error may have put a null into its place, or into that of one around it.
fn is_shown(data: &Value, path: &str) -> bool {
    let mut steps = path.split('.').filter(|step| !step.is_empty());
    let object = steps.try_fold(data, |value, step| match value {
        Value::List(items) => items.get(step.parse::<usize>().ok()?),
        Value::Object(members) => members.get(step),
        _ => None,
    });
    object.is_some_and(|value| *value != Value::Null)
}

/// A source with the names of its fields in the schema.
fn describe(source: &source::Model) -> Value {
    let members = [
        ("slug", Value::from(source.slug.clone())),
        ("title", Value::from(source.title.clone())),
        ("publisher", Value::from(source.publisher.clone())),
        ("url", source.url.clone().map_or(Value::Null, Value::from)),
        ("publishedOn", source.published_on.clone().map_or(Value::Null, Value::from)),
        ("accessedOn", Value::from(source.accessed_on.to_string())),
        ("language", Value::from(source.language.clone())),
        ("citation", Value::from(citation::of_source(source).cite(measure::CitationStyle::Plain))),
    ];
    Value::Object(members.into_iter().map(|(name, value)| (async_graphql::Name::new(name), value)).collect())
}
