//! Whatever a figure can be about, and the fields that every kind of subject has.

use std::borrow::Cow;

use async_graphql::{
    ContainerType, Context, ContextSelectionSet, InputType, ObjectType, OutputType, Positioned, Result, ServerResult,
    Value,
    indexmap::IndexMap,
    parser::types::Field,
    registry::{MetaField, MetaInputValue, MetaType, MetaTypeId, ObjectBuilder, Registry},
};
use entity::{SourceId, SubjectId, subject::SubjectKind as Kind};
use futures_util::{FutureExt, future::BoxFuture};

use crate::{
    connection::ConnectionOf,
    engine::resolver_utils::resolve_container,
    language::Language,
    noun::{Child, Referenced},
    provenance::cite,
    shared_field::{FieldSet, Flatten, SharedField, argument, described},
    types::{name::Name, named::Named, ranking::RankField, series::SeriesOf, stat::Stat},
};

/// A noun that figures can be about. A subject and the row of its kind share their id.
pub(crate) trait SubjectNoun: Referenced<Id: From<i64> + Into<i64>> {
    /// Its kind.
    const KIND: Kind;

    /// Its row.
    fn row(&self) -> &Self::Row;

    /// The official names of a row, English and Chinese.
    fn official_names(row: &Self::Row) -> (&str, &str);

    /// Where a row was read. `None` where only its facts have sources.
    fn source(_: &Self::Row) -> Option<SourceId> {
        None
    }

    /// Where the English name of a row was read, if elsewhere.
    fn english_source(_: &Self::Row) -> Option<SourceId> {
        None
    }

    /// Its id as a subject.
    fn subject_id(&self) -> SubjectId {
        SubjectId(Self::id(self.row()).into())
    }

    /// Its global id and official name.
    fn as_named(&self) -> Named<'_> {
        let row = self.row();
        let (english, chinese) = Self::official_names(row);
        Named {
            type_name: Self::type_name(),
            key: Self::key(row),
            english,
            chinese,
            source: Self::source(row),
            english_source: Self::english_source(row),
        }
    }

    /// The fields that every subject has.
    fn subject_fields(&self) -> SubjectFields<'_> {
        let (named, subject) = (self.as_named(), self.subject_id());
        let names = NamesOf { subject, source: named.source };
        let stats = ConnectionOf::<Stat>::of(store::stat::Parent::Subject(subject));
        let shared = (names, (RankField::of(Self::KIND, subject), (SeriesOf(subject), stats)));
        SubjectFields { named, shared: Flatten(shared) }
    }
}

/// The fields that every subject has, flattened into each type of subject. The interface `Subject` has them from here.
pub(crate) struct SubjectFields<'a> {
    named: Named<'a>,
    shared: Flatten<SharedSubjectFields>,
}

/// Those that lead to other types.
type SharedSubjectFields = (NamesOf, (RankField, (SeriesOf, ConnectionOf<Stat>)));

/// Describes the fields of every subject.
pub(crate) fn describe_subject_fields(registry: &mut Registry) -> IndexMap<String, MetaField> {
    // These lead to scalars only.
    let mut fields = match registry.create_fake_output_type::<Named<'_>>() {
        MetaType::Object { fields, .. } => fields,
        _ => IndexMap::new(),
    };
    SharedSubjectFields::describe(&mut fields);
    fields
}

impl OutputType for SubjectFields<'_> {
    fn type_name() -> Cow<'static, str> {
        // It stands nowhere in the schema.
        "SubjectFields".into()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        let name = registry.create_output_type::<Self, _>(MetaTypeId::Object, |registry| {
            ObjectBuilder::new(Self::type_name(), describe_subject_fields(registry)).build()
        });
        // Only now what the fields lead to: it leads back here.
        SharedSubjectFields::register(registry);
        name
    }

    async fn resolve(&self, context: &ContextSelectionSet<'_>, _: &Positioned<Field>) -> ServerResult<Value> {
        resolve_container(context, self).await
    }
}

impl ContainerType for SubjectFields<'_> {
    async fn resolve_field(&self, context: &Context<'_>) -> ServerResult<Option<Value>> {
        match self.named.resolve_field(context).await? {
            Some(value) => Ok(Some(value)),
            None => self.shared.resolve_field(context).await,
        }
    }
}

impl ObjectType for SubjectFields<'_> {}

/// The field `names` of every subject.
pub(crate) struct NamesOf {
    subject: SubjectId,
    /// The source of the subject, which is cited as for any field of its own.
    source: Option<SourceId>,
}

impl SharedField for NamesOf {
    type Answer = Result<Vec<Name>>;

    const NAME: &'static str = "names";
    const DESCRIPTION: &'static str = "Other names, each from a source, by text.";

    fn arguments() -> Vec<MetaInputValue> {
        vec![described::<Option<Language>>("language", "Only names in this language.")]
    }

    fn register(registry: &mut Registry) {
        <Language as InputType>::create_type_info(registry);
    }

    fn answer<'a>(&'a self, context: &'a Context<'_>) -> BoxFuture<'a, Self::Answer> {
        let names = async move {
            cite(context, self.source);
            let language: Option<Language> = argument(context, "language")?;
            let mut names = Name::under(context, self.subject).await?;
            names.retain(|name| language.is_none_or(|language| name.0.language == language.code()));
            Ok(names)
        };
        names.boxed()
    }
}

/// Makes the interface `Subject` and the enum of the kinds of subject. To add a kind, add it to the list.
macro_rules! subjects {
    ($($(#[$text:meta])+ $kind:ident),+ $(,)?) => {
        /// The kinds of subject.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, ::async_graphql::Enum)]
        #[graphql(remote = "entity::subject::SubjectKind")]
        pub enum SubjectKind {
            $($(#[$text])+ $kind,)+
        }

        $crate::interface::interface! {
            /// Whatever a figure can be about.
            Subject with $crate::types::subject::describe_subject_fields { $($kind),+ }
        }

        impl Subject {
            /// The subject of this kind with this id, which must exist because a row refers to it.
            pub(crate) async fn fetch(
                context: &::async_graphql::Context<'_>,
                kind: ::entity::subject::SubjectKind,
                id: ::entity::SubjectId,
            ) -> ::async_graphql::Result<Self> {
                Ok(match kind {
                    $(::entity::subject::SubjectKind::$kind => {
                        <$kind as $crate::noun::Referenced>::fetch(context, id.0.into()).await?.into()
                    })+
                })
            }

            /// The subject of this kind with this natural key; an error if it is malformed, or if there is none.
            pub(crate) async fn named(
                context: &::async_graphql::Context<'_>,
                path: $crate::argument_path::ArgumentPath<'_>,
                kind: SubjectKind,
                key: String,
            ) -> ::async_graphql::Result<Self> {
                Ok(match kind {
                    $(SubjectKind::$kind => {
                        let key = <$kind as $crate::noun::Noun>::KEY.check(&path.to_string(), key)?;
                        $kind::from(<$kind as $crate::noun::Noun>::named(context, path, key).await?).into()
                    })+
                })
            }

            /// Its official name.
            pub(crate) fn official_name(&self, language: $crate::language::Language) -> &str {
                match self {
                    $(Self::$kind(subject) => {
                        $crate::types::subject::SubjectNoun::as_named(subject).in_language(language)
                    })+
                }
            }

            /// Its id as a subject.
            pub(crate) fn subject_id(&self) -> ::entity::SubjectId {
                match self {
                    $(Self::$kind(subject) => $crate::types::subject::SubjectNoun::subject_id(subject),)+
                }
            }
        }
    };
}

pub(crate) use subjects;
