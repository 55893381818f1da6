//! Pages of any size, from either end, joined, are the list: no row twice, none lost, each in its place.

use std::cmp::Ordering;

use entity::{IndicatorId, ProvinceId, RoundId, SourceId};
use store::{
    Contests, Countries, Releases, Session, Units,
    award::{self, Awards},
    city::Cities,
    cluster::{self, Clusters},
    filter::Filter,
    indicator::Indicators,
    industry::Industries,
    list::{FilterOf, ListRow, Order, Page, Position, Rows, order_signature},
    province::Provinces,
    round::Rounds,
    source::Sources,
    stat::{self, Stats},
};
use testkit::Database;

use crate::{
    order_model::{Sorted, compare, double_orders, single_orders},
    support::{column, first, last},
};

const SIZES: [u32; 5] = [1, 2, 3, 7, 100];
/// More than any list here has.
const ALL: u32 = 10_000;

/// A list: of everything, or of what is under a parent.
pub(crate) struct List<'s, N: Sorted> {
    pub(crate) session: &'s Session,
    pub(crate) parent: Option<N::Parent>,
    pub(crate) filter: FilterOf<N>,
    pub(crate) order: Order<N>,
}

impl<N: Sorted> List<'_, N> {
    async fn page(&self, page: &Page) -> Rows<N::Row> {
        let Self { session, parent, filter, order } = self;
        let rows = match parent {
            None => session.list::<N>(filter, order, page).await,
            Some(parent) => {
                let pages = session.list_of::<N>(&[*parent], filter, order, page).await;
                pages.map(|mut pages| pages.pop().expect("a page for each parent"))
            }
        };
        rows.unwrap_or_else(|error| panic!("{}: {error:?} {page:?}", self.name()))
    }

    fn name(&self) -> String {
        format!("{} by {}", N::TABLE, order_signature::<N>(&self.order))
    }

    /// Checks the whole list and every way to cut it into pages; returns its length.
    async fn check(&self, sizes: &[u32]) -> usize {
        self.check_by(|one, other| compare::<N>(&self.order, one, other), sizes).await
    }

    /// The same for an order that the rows alone do not tell.
    pub(crate) async fn check_by(&self, compare: impl Fn(&N::Row, &N::Row) -> Ordering, sizes: &[u32]) -> usize {
        let whole = self.page(&first(ALL)).await;
        assert!(!whole.more);
        for neighbours in whole.rows.windows(2) {
            let ordering = compare(&neighbours[0].row, &neighbours[1].row);
            assert!(ordering.is_lt(), "{}: {neighbours:#?}", self.name());
        }
        let whole = whole.rows.iter().map(place).collect::<Vec<_>>();
        for size in sizes {
            self.forwards(&whole, *size).await;
            self.backwards(&whole, *size).await;
        }
        self.between(&whole).await;
        whole.len()
    }

    async fn forwards(&self, whole: &[Place<'_, N>], size: u32) {
        let mut page = first(size);
        for chunk in Chunks::of(whole, size) {
            let rows = self.page(&page).await;
            assert!(rows.rows.iter().map(place).eq(chunk.iter().copied()), "{} {page:?}: {rows:#?}", self.name());
            let ends = chunk.last().map(|place| place.0) == whole.last().map(|place| place.0);
            assert_eq!(rows.more, !ends, "{} {page:?}", self.name());
            page.after = rows.rows.last().and_then(|row| row.position.clone());
        }
        assert!(self.page(&page).await.rows.is_empty() || whole.is_empty(), "{} {page:?}", self.name());
    }

    async fn backwards(&self, whole: &[Place<'_, N>], size: u32) {
        let mut page = last(size);
        for chunk in Chunks::of_end(whole, size) {
            let rows = self.page(&page).await;
            assert!(rows.rows.iter().map(place).eq(chunk.iter().copied()), "{} {page:?}: {rows:#?}", self.name());
            let starts = chunk.first().map(|place| place.0) == whole.first().map(|place| place.0);
            assert_eq!(rows.more, !starts, "{} {page:?}", self.name());
            page.before = rows.rows.first().and_then(|row| row.position.clone());
        }
        assert!(self.page(&page).await.rows.is_empty() || whole.is_empty(), "{} {page:?}", self.name());
    }

    /// What follows one row and precedes another.
    async fn between(&self, whole: &[Place<'_, N>]) {
        let third = whole.len() / 3;
        let Some(inside) = whole.get(third + 1..whole.len() - third) else { return };
        let bounds = (whole.get(third), whole.get(whole.len() - third));
        let (Some((_, after)), Some((_, before))) = bounds else { return };
        for page in [first(ALL), last(ALL)] {
            let page = Page { after: after.cloned(), before: before.cloned(), ..page };
            let rows = self.page(&page).await;
            assert!(rows.rows.iter().map(place).eq(inside.iter().copied()), "{} {page:?}: {rows:#?}", self.name());
        }
    }
}

/// A row and its position.
type Place<'r, N> = (&'r <N as store::list::Resource>::Row, Option<&'r Position>);

fn place<R>(listed: &ListRow<R>) -> (&R, Option<&Position>) {
    assert!(listed.position.is_some());
    (&listed.row, listed.position.as_ref())
}

/// The pages that a list has; one empty page if it has no rows.
struct Chunks;

impl Chunks {
    fn of<T>(whole: &[T], size: u32) -> Vec<&[T]> {
        if whole.is_empty() { vec![whole] } else { whole.chunks(size as usize).collect() }
    }

    fn of_end<T>(whole: &[T], size: u32) -> Vec<&[T]> {
        if whole.is_empty() { vec![whole] } else { whole.rchunks(size as usize).collect() }
    }
}

async fn check_all<N: Sorted>(database: &Database) -> usize {
    let session = database.store().session();
    let mut length = 0;
    for order in single_orders::<N>() {
        let list = List::<N> { session: &session, parent: None, filter: FilterOf::<N>::default(), order };
        length = list.check(&SIZES).await;
    }
    let counted = session.count::<N>(&FilterOf::<N>::default()).await.expect("a count");
    assert_eq!(usize::try_from(counted), Ok(length), "{}", N::TABLE);
    length
}

/// The bundled data, bent so that every order has ties and every column that may be null has nulls and values.
async fn tied() -> Database {
    let database = testkit::seeded().await;
    database
        .execute(
            "update province set name_en = left(name_en, 1), name_zh = left(name_zh, 1);
             update city set name_en = left(name_en, 1), name_zh = left(name_zh, 1);
             update industry set name_en = left(name_en, 1), name_zh = '业';
             update cluster set name_en = left(name_en, 1), name_zh = left(name_zh, 1);
             update indicator set name_en = left(name_en, 1), name_zh = left(name_zh, 1);
             update source set title = left(title, 1);
             update round set announced_on = null where kind = 'batch' or slug like 'all%';
             insert into release (package, version, title, license, checksum, counts)
             select 'p', n::text, 't', 'CC0-1.0', repeat('0', 64), '{}' from generate_series(1, 10) as n",
        )
        .await;
    database
}

#[tokio::test]
async fn of_small_nouns() {
    let database = tied().await;
    assert_eq!(check_all::<Provinces>(&database).await, 34);
    assert_eq!(check_all::<Cities>(&database).await, 94);
    assert_eq!(check_all::<Industries>(&database).await, 16);
    assert_eq!(check_all::<Contests>(&database).await, 1);
    assert_eq!(check_all::<Countries>(&database).await, 1);
    assert_eq!(check_all::<Rounds>(&database).await, 7);
    assert_eq!(check_all::<Awards>(&database).await, 79);
    assert_eq!(check_all::<Releases>(&database).await, 11);
    assert!(check_all::<Units>(&database).await > 10);
}

#[tokio::test]
async fn of_clusters_and_indicators() {
    let database = tied().await;
    assert_eq!(check_all::<Clusters>(&database).await, 79);
    assert_eq!(check_all::<Indicators>(&database).await, 84);
}

#[tokio::test]
async fn of_sources() {
    assert_eq!(check_all::<Sources>(&tied().await).await, 348);
}

async fn source_id(database: &Database, slug: &str) -> SourceId {
    let ids: Vec<i64> = column(database, &format!("select id from source where slug = '{slug}'")).await;
    SourceId(ids[0])
}

#[tokio::test]
async fn of_stats_by_one_field() {
    let database = testkit::seeded().await;
    database.execute("update stat set value = round(value / 10000) where period_end >= '2010-01-01'").await;
    let session = database.store().session();
    let source = source_id(&database, "nbs-revised-gdp-wikipedia").await;
    for order in single_orders::<Stats>() {
        let filter = Filter::Is(stat::Condition::Sources(vec![source]));
        let list = List::<Stats> { session: &session, parent: None, filter, order };
        assert_eq!(list.check(&SIZES).await, 186);
    }
}

#[tokio::test]
async fn of_stats_by_two_fields() {
    let database = testkit::seeded().await;
    // Every value several times, in several subjects, periods and indicators.
    database.execute("update stat set value = length(subject_key)").await;
    let session = database.store().session();
    let filter =
        Filter::Is(stat::Condition::Products(vec!["new energy vehicles".to_owned(), "rare earths".to_owned()]));
    for order in double_orders::<Stats>() {
        let list = List::<Stats> { session: &session, parent: None, filter: filter.clone(), order };
        assert_eq!(list.check(&SIZES).await, 31);
    }
}

#[tokio::test]
async fn of_children() {
    let database = tied().await;
    let session = database.store().session();
    let zhejiang: Vec<i64> = column(&database, "select id from province where code = 'CN-ZJ'").await;
    let round: Vec<i64> = column(&database, "select id from round where slug = 'all-80-2024'").await;
    let most: Vec<i64> = column(&database, "select id from indicator where code = 'gross_domestic_product'").await;
    let (province, round) = (ProvinceId(zhejiang[0]), RoundId(round[0]));
    for order in single_orders::<Clusters>() {
        let parent = Some(cluster::Parent::Province(province));
        let list = List::<Clusters> { session: &session, parent, filter: FilterOf::<Clusters>::default(), order };
        assert!(list.check(&SIZES).await > 5);
    }
    let parent = Some(award::Parent::Round(round));
    let list = List::<Awards> { session: &session, parent, filter: FilterOf::<Awards>::default(), order: Vec::new() };
    assert!(list.check(&SIZES).await > 20);
    for order in single_orders::<Stats>() {
        let parent = Some(stat::Parent::Indicator(IndicatorId(most[0])));
        let filter = Filter::Is(stat::Condition::PeriodLabels(vec!["2020".to_owned(), "2021".to_owned()]));
        let list = List::<Stats> { session: &session, parent, filter, order };
        assert!(list.check(&[7, 100]).await > 30);
    }
}
