//! Interfaces: an enum with a variant for each type that implements it. The object in it resolves every field itself, so
//! that the guards of its fields run.

/// Makes an enum with a variant for each of some objects, and an interface of it. `$fields` describes its fields, given
/// the registry; each object must have them, with the same types.
macro_rules! interface {
    (
        $(#[doc = $text:literal])+
        $interface:ident with $fields:path { $($object:ident),+ $(,)? }
    ) => {
        $(#[doc = $text])+
        pub(crate) enum $interface {
            $($object($object),)+
        }

        $(impl From<$object> for $interface {
            fn from(object: $object) -> Self {
                Self::$object(object)
            }
        })+

        impl ::async_graphql::InterfaceType for $interface {}

        impl ::async_graphql::ContainerType for $interface {
            async fn resolve_field(
                &self,
                context: &::async_graphql::Context<'_>,
            ) -> ::async_graphql::ServerResult<Option<::async_graphql::Value>> {
                match self {
                    $(Self::$object(object) => object.resolve_field(context).await,)+
                }
            }

            fn collect_all_fields<'a>(
                &'a self,
                context: &::async_graphql::ContextSelectionSet<'a>,
                fields: &mut ::async_graphql::resolver_utils::Fields<'a>,
            ) -> ::async_graphql::ServerResult<()> {
                match self {
                    $(Self::$object(object) => object.collect_all_fields(context, fields),)+
                }
            }
        }

        impl ::async_graphql::OutputType for $interface {
            fn type_name() -> ::std::borrow::Cow<'static, str> {
                stringify!($interface).into()
            }

            fn introspection_type_name(&self) -> ::std::borrow::Cow<'static, str> {
                match self {
                    $(Self::$object(_) => $object::type_name(),)+
                }
            }

            fn create_type_info(registry: &mut ::async_graphql::registry::Registry) -> String {
                use ::async_graphql::registry::{MetaType, MetaTypeId};

                registry.create_output_type::<Self, _>(MetaTypeId::Interface, |registry| {
                    $(
                        $object::create_type_info(registry);
                        registry.add_implements(&$object::type_name(), stringify!($interface));
                    )+
                    MetaType::Interface {
                        name: stringify!($interface).to_owned(),
                        description: Some([$($text.trim()),+].join("\n")),
                        fields: $fields(registry),
                        possible_types: [$($object::type_name().into_owned()),+].into_iter().collect(),
                        extends: false,
                        keys: None,
                        visible: None,
                        inaccessible: false,
                        tags: Vec::new(),
                        rust_typename: Some(::std::any::type_name::<Self>()),
                        directive_invocations: Vec::new(),
                        requires_scopes: Vec::new(),
                    }
                })
            }

            async fn resolve(
                &self,
                context: &::async_graphql::ContextSelectionSet<'_>,
                field: &::async_graphql::Positioned<::async_graphql::parser::types::Field>,
            ) -> ::async_graphql::ServerResult<::async_graphql::Value> {
                match self {
                    $(Self::$object(object) => object.resolve(context, field).await,)+
                }
            }
        }
    };
}

pub(crate) use interface;
