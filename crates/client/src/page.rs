//! Lists, page by page.

use futures_util::{Stream, TryStreamExt, stream};
use graphql_client::GraphQLQuery;

use crate::{Client, Error};

/// A page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// Its items.
    pub nodes: Vec<T>,
    /// The cursor after which the next one begins, if there is a next one.
    pub next: Option<String>,
}

/// A query for one page of a list. To stream a query of your own, implement it.
pub trait Paged: GraphQLQuery<Variables: Clone + Send, ResponseData: Send> {
    /// An item of the list.
    type Node: Send;

    /// Asks for the page after a cursor.
    fn after(variables: &mut Self::Variables, cursor: String);

    /// The page in an answer; `None` if what has the list does not exist.
    fn page(data: Self::ResponseData) -> Option<Page<Self::Node>>;
}

impl Client {
    /// All items of a list, in its order. The next page is asked for when the last one is used up; `first` in the variables
    /// is the length of a page. Nothing, if what has the list does not exist. Ends with the first error.
    pub fn nodes<Q: Paged>(
        &self,
        variables: Q::Variables,
    ) -> impl Stream<Item = Result<Q::Node, Error>> + Send + use<Q> {
        let client = self.clone();
        let pages = stream::try_unfold(Some(variables), move |variables| {
            let client = client.clone();
            async move {
                let Some(mut variables) = variables else { return Ok(None) };
                let page = Q::page(client.query::<Q>(variables.clone()).await?);
                let Some(Page { nodes, next }) = page else { return Ok(None) };
                let next = next.map(|cursor| {
                    Q::after(&mut variables, cursor);
                    variables
                });
                Ok::<_, Error>(Some((stream::iter(nodes.into_iter().map(Ok)), next)))
            }
        });
        pages.try_flatten()
    }
}
