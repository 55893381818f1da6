//! A library of shelves, books and authors, and a backend that keeps its statements.

use std::{
    collections::HashMap,
    fmt,
    future::poll_fn,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    task::Poll,
};

use engine::{
    Context, EmptyMutation, EmptySubscription, Object, Request, Result, Schema, SchemaBuilder, SimpleObject,
    answer::Answer,
    check::{CheckRules, Checker},
    cost::CostRules,
    execution::{execute, executor},
    limits::{Limit, Limits},
    loader::{Backend, Read, group_by_arguments},
};
use futures_util::FutureExt;
use serde_json::Value;

pub(crate) type RowCache = engine::row_cache::RowCache<u32>;
pub(crate) type Loader = engine::loader::Loader<Memory>;
type Executor = Schema<Query, EmptyMutation, EmptySubscription>;

/// Title, genre and author.
type BookRow = (&'static str, &'static str, u32);

/// Name and books of each shelf.
const SHELVES: [(&str, &[BookRow]); 3] = [
    ("north", &[("Faust", "drama", 1), ("Prometheus", "poem", 1)]),
    ("east", &[("Don Carlos", "drama", 2), ("The Song of the Bell", "poem", 2)]),
    ("south", &[("The Sorcerer's Apprentice", "poem", 1)]),
];
const AUTHORS: [&str; 2] = ["Goethe", "Schiller"];

/// The rows of the library.
pub(crate) struct Memory;

/// Reads the rows of one request, each of its reads one statement.
#[derive(Default)]
pub(crate) struct Session {
    /// The release that the session reads once it has begun.
    current: u32,
    /// Whether reads and the resolvers of books are pending at their first poll.
    yields: bool,
    /// Whether reads of authors fail.
    fails: bool,
    begun: AtomicBool,
    statements: Mutex<Vec<String>>,
    /// Calls of `Query.shelves`.
    pub(crate) shelves_resolved: AtomicU64,
    /// Computed values of `Book.initial`.
    pub(crate) initials_computed: AtomicU64,
}

impl Session {
    pub(crate) fn of_release(current: u32) -> Self {
        Self { current, ..Self::default() }
    }

    pub(crate) fn yielding() -> Self {
        Self { yields: true, ..Self::default() }
    }

    pub(crate) fn failing() -> Self {
        Self { fails: true, ..Self::default() }
    }

    /// The statements so far.
    pub(crate) fn statements(&self) -> Vec<String> {
        self.statements.lock().expect("no panic while locked").clone()
    }

    async fn send(&self, statement: String) {
        self.begun.store(true, Ordering::Relaxed);
        self.statements.lock().expect("no panic while locked").push(statement);
        self.turn().await;
    }

    /// Yields once, if the session yields.
    async fn turn(&self) {
        let mut pending = self.yields;
        poll_fn(|task| {
            if std::mem::take(&mut pending) {
                task.waker().wake_by_ref();
                return Poll::Pending;
            }
            Poll::Ready(())
        })
        .await;
    }
}

#[derive(Debug)]
pub(crate) struct Failure;

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the disk at a secret address is broken")
    }
}

impl std::error::Error for Failure {}

impl Backend for Memory {
    type Session = Session;
    type Release = u32;
    type Error = Failure;

    fn release(session: &Session) -> Option<u32> {
        session.begun.load(Ordering::Relaxed).then_some(session.current)
    }

    async fn begin(session: &Session) -> Result<Option<u32>, Failure> {
        session.begun.store(true, Ordering::Relaxed);
        Ok(Self::release(session))
    }
}

#[derive(Clone, PartialEq, Eq, Hash)]
struct AllShelves;

/// The books of a shelf, by its index.
#[derive(Clone, PartialEq, Eq, Hash)]
struct BooksOf {
    genre: Option<String>,
    shelf: usize,
}

#[derive(Clone, PartialEq, Eq, Hash)]
struct AuthorId(u32);

impl Read<AllShelves> for Memory {
    type Value = usize;

    const CACHED: bool = false;

    async fn read(session: &Session, keys: &[AllShelves]) -> Result<HashMap<AllShelves, usize>, Failure> {
        session.send("shelves".to_owned()).await;
        Ok(keys.iter().map(|key| (key.clone(), SHELVES.len())).collect())
    }
}

impl Read<BooksOf> for Memory {
    type Value = Vec<Book>;

    const CACHED: bool = false;

    async fn read(session: &Session, keys: &[BooksOf]) -> Result<HashMap<BooksOf, Vec<Book>>, Failure> {
        let mut found = HashMap::new();
        for (genre, shelves) in group_by_arguments(keys.iter().map(|key| (key.genre.clone(), key.shelf))) {
            session.send(format!("books of {shelves:?}, genre {}", genre.as_deref().unwrap_or("any"))).await;
            for shelf in shelves {
                let books = SHELVES[shelf].1.iter().filter(|(_, of, _)| genre.as_ref().is_none_or(|genre| genre == of));
                let books = books.map(|&(title, _, author)| Book { title, author }).collect();
                found.insert(BooksOf { genre: genre.clone(), shelf }, books);
            }
        }
        Ok(found)
    }
}

impl Read<AuthorId> for Memory {
    type Value = Author;

    const CACHED: bool = true;

    async fn read(session: &Session, keys: &[AuthorId]) -> Result<HashMap<AuthorId, Author>, Failure> {
        let ids: Vec<_> = keys.iter().map(|AuthorId(id)| *id).collect();
        session.send(format!("authors {ids:?}")).await;
        if session.fails {
            return Err(Failure);
        }
        let row = |id: u32| AUTHORS.get(id.checked_sub(1)? as usize).map(|&name| (AuthorId(id), Author { name }));
        Ok(ids.into_iter().filter_map(row).collect())
    }
}

#[derive(Clone, SimpleObject)]
#[graphql(crate = "engine")]
struct Author {
    name: &'static str,
}

#[derive(Clone)]
struct Book {
    title: &'static str,
    author: u32,
}

struct Shelf(usize);

pub(crate) struct Query;

fn loader<'a>(context: &Context<'a>) -> &'a Loader {
    context.data_unchecked::<Arc<Loader>>()
}

// An error inside the option nulls only the field.
async fn find_author(context: &Context<'_>, id: u32) -> Option<Result<Author>> {
    let found = loader(context).load(AuthorId(id)).await;
    Some(match found {
        Ok(found) => found.ok_or_else(|| "There is no such author.".into()),
        Err(_) => Err("The authors cannot be read.".into()),
    })
}

#[Object(crate = "engine")]
impl Query {
    async fn shelves(&self, context: &Context<'_>) -> Result<Vec<Shelf>> {
        let loader = loader(context);
        loader.session().shelves_resolved.fetch_add(1, Ordering::Relaxed);
        let count = loader.load(AllShelves).await.map_err(|_| "The shelves cannot be read.")?;
        Ok((0..count.unwrap_or_default()).map(Shelf).collect())
    }

    async fn author(&self, context: &Context<'_>, id: u32) -> Option<Result<Author>> {
        find_author(context, id).await
    }

    async fn refuses(&self) -> Option<Result<i32>> {
        Some(Err("This field always fails.".into()))
    }

    async fn panics(&self, context: &Context<'_>, reads: bool) -> i32 {
        if reads {
            let _ = find_author(context, 1).await;
        }
        "no number".parse().expect("a secret")
    }
}

#[Object(crate = "engine")]
impl Shelf {
    async fn name(&self) -> &str {
        SHELVES[self.0].0
    }

    async fn books(&self, context: &Context<'_>, genre: Option<String>) -> Result<Vec<Book>> {
        let loader = loader(context);
        if self.0 > 0 {
            loader.session().turn().await;
        }
        let books = loader.load(BooksOf { genre, shelf: self.0 }).await.map_err(|_| "The books cannot be read.")?;
        Ok(books.unwrap_or_default())
    }
}

#[Object(crate = "engine")]
impl Book {
    async fn title(&self) -> &str {
        self.title
    }

    async fn author(&self, context: &Context<'_>) -> Option<Result<Author>> {
        find_author(context, self.author).await
    }

    /// The first letter of the author, which is the same for all books of one.
    async fn initial(&self, context: &Context<'_>) -> String {
        let loader = loader(context);
        if let Some(initial) = loader.field_memo().get(context.item, &self.author) {
            return initial;
        }
        loader.session().initials_computed.fetch_add(1, Ordering::Relaxed);
        let initial = AUTHORS[self.author as usize - 1][..1].to_owned();
        loader.field_memo().insert(context.item, self.author, initial.clone());
        initial
    }
}

/// The schema, checked and executed by the engine.
pub(crate) struct Library {
    pub(crate) checker: Checker<Executor>,
    executor: Executor,
}

impl Default for Library {
    fn default() -> Self {
        Self::with_cost_limit(Limits::COST)
    }
}

impl Library {
    pub(crate) fn with_cost_limit(cost_limit: Limit) -> Self {
        let rules = CheckRules { introspection: true, cost_limit, costs: CostRules::default() };
        Self { checker: Checker::new(builder(), rules), executor: executor(builder()) }
    }

    /// Answers a document with a loader.
    pub(crate) async fn execute(&self, document: &str, loader: &Arc<Loader>) -> Answer<u32> {
        match self.checker.check(Request::new(document)) {
            Ok(checked) => {
                let response = execute(&self.executor, checked.into_request(), loader).await;
                Answer::executed(response, Memory::release(loader.session()))
            }
            Err(errors) => Answer::refused(errors),
        }
    }

    /// The answer to a document, for which nothing has to be waited.
    pub(crate) fn answer(&self, document: &str, loader: &Arc<Loader>) -> Answer<u32> {
        self.execute(document, loader).now_or_never().expect("the execution waits for nothing but its reads")
    }

    /// The data of a document that has no errors, and the session that was read.
    pub(crate) fn data(&self, document: &str) -> (Value, Arc<Loader>) {
        let loader = Arc::new(Loader::new(Session::default()));
        let answer = self.answer(document, &loader);
        assert!(answer.response.errors.is_empty(), "{answer:?}");
        (answer.data().expect("JSON"), loader)
    }
}

fn builder() -> SchemaBuilder<Query, EmptyMutation, EmptySubscription> {
    Schema::build(Query, EmptyMutation, EmptySubscription)
}
