//! Orders as arguments: of each noun an enum of the fields to compare, and an input object with one of them.

/// Makes the enum and the input object of a noun. The variants are those of the store's enum. With `or stat` rows can
/// also be compared by a figure of theirs.
macro_rules! order_input {
    (
        $(#[$about_field:meta])+
        $order_field:ident for $field:ident { $($(#[$about:meta])+ $variant:ident),+ $(,)? }

        $(#[$about_order:meta])+
        $order:ident
    ) => {
        $crate::connection::order_input! {
            @field $(#[$about_field])+ $order_field for $field { $($(#[$about])+ $variant),+ }
        }

        $(#[$about_order])+
        #[derive(Debug, ::async_graphql::InputObject)]
        pub(crate) struct $order {
            /// What to compare.
            pub field: $order_field,
            /// Which way.
            #[graphql(default_with = "OrderDirection::Ascending")]
            pub direction: OrderDirection,
        }

        impl<N: ::store::list::Resource<Field = $field>> $crate::connection::OrderInput<N> for $order {
            async fn resolve(
                self,
                _: &::async_graphql::Context<'_>,
                _: $crate::argument_path::ArgumentPath<'_>,
            ) -> ::async_graphql::Result<($field, ::store::order::Direction)> {
                Ok((self.field.into(), self.direction.into()))
            }
        }
    };
    (
        $(#[$about_field:meta])+
        $order_field:ident for $field:ident { $($(#[$about:meta])+ $variant:ident),+ $(,)? }

        $(#[$about_order:meta])+
        $order:ident or stat
    ) => {
        $crate::connection::order_input! {
            @field $(#[$about_field])+ $order_field for $field { $($(#[$about])+ $variant),+ }
        }

        $(#[$about_order])+
        #[derive(Debug, ::async_graphql::InputObject)]
        pub(crate) struct $order {
            /// What to compare; or give `stat`.
            pub field: Option<$order_field>,
            /// The figure to compare. What has none comes last.
            pub stat: Option<$crate::stat_selector::StatSelector>,
            /// Which way.
            #[graphql(default_with = "OrderDirection::Ascending")]
            pub direction: OrderDirection,
        }

        impl<N: ::store::list::Resource<Field = $field>> $crate::connection::OrderInput<N> for $order {
            async fn resolve(
                self,
                context: &::async_graphql::Context<'_>,
                path: $crate::argument_path::ArgumentPath<'_>,
            ) -> ::async_graphql::Result<($field, ::store::order::Direction)> {
                let field = match (self.field, self.stat) {
                    (Some(field), None) => field.into(),
                    (None, Some(stat)) => $field::Stat(stat.resolve(context, path.member("stat")).await?),
                    _ => return Err(path.refuse("needs field or stat, and not both.")),
                };
                Ok((field, self.direction.into()))
            }
        }
    };
    (@field $(#[$about_field:meta])+ $order_field:ident for $field:ident { $($(#[$about:meta])+ $variant:ident),+ }) => {
        $(#[$about_field])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, ::async_graphql::Enum)]
        pub enum $order_field {
            $($(#[$about])+ $variant,)+
        }

        impl From<$order_field> for $field {
            fn from(field: $order_field) -> Self {
                match field {
                    $($order_field::$variant => Self::$variant,)+
                }
            }
        }
    };
}

pub(crate) use order_input;
