//! The typed client, against the server: each of its queries, pages, refusals, answers that are kept, long figures.

use std::{cell::RefCell, collections::BTreeSet, fs, path::Path, sync::Mutex, time::Duration};

use client::{
    Client, Code, Decimal, Error, GraphQLQuery, GraphqlError, Retry, Segment,
    queries::{self, *},
};
use futures_util::{StreamExt, TryStreamExt, future::join_all};
use reqwest::StatusCode;
use sqlx::{Connection, Executor, PgConnection};
use tempfile::NamedTempFile;
use testkit::until;

use crate::{
    atlas::{Server, run},
    data_package::{LARGE, Package},
    database_url::url,
    telemetry::{metrics, metrics_address},
};

const CLUSTER: &str = "wenzhou-yueqing-electrical";
const GDP: &str = "gross_domestic_product";

async fn started(more: &[&str]) -> (testkit::Database, Server) {
    let database = testkit::seeded().await;
    let server = Server::on_database_with(&url(database.options()), more).await;
    (database, server)
}

fn client(server: &Server) -> Client {
    server.api().build().expect("a client")
}

/// The requests that were answered with a status.
async fn answered(server: &Server, metrics_at: &str, status: u16) -> u32 {
    let series = format!("atlas_http_requests_total{{route=\"/graphql\",method=\"GET\",status=\"{status}\"}} ");
    let metrics = metrics(server, metrics_at).await;
    metrics.lines().find_map(|line| line.strip_prefix(&series)).map_or(0, |count| count.parse().expect("a count"))
}

fn decimal(text: &str) -> Decimal {
    text.parse().expect("a decimal")
}

#[track_caller]
fn only_error<T: std::fmt::Debug>(answer: Result<T, Error>) -> (GraphqlError, Option<Duration>) {
    match answer {
        Err(Error::Graphql { mut errors, retry_after }) if errors.len() == 1 => (errors.remove(0), retry_after),
        other => panic!("not one error: {other:?}"),
    }
}

/// Remembers what was asked.
struct Asking {
    api: Client,
    asked: RefCell<BTreeSet<String>>,
}

impl Asking {
    async fn ask<Q: GraphQLQuery>(&self, variables: Q::Variables) -> Q::ResponseData {
        let name = std::any::type_name::<Q>().rsplit("::").next().expect("a name");
        self.asked.borrow_mut().insert(name.to_owned());
        self.api.query::<Q>(variables).await.unwrap_or_else(|error| panic!("{name}: {error}"))
    }
}

#[tokio::test]
async fn every_query_is_answered() {
    let (_database, server) = started(&[]).await;
    let it = Asking { api: client(&server), asked: RefCell::default() };
    ask_for_one(&it).await;
    ask_for_lists(&it).await;

    let mut written = BTreeSet::new();
    let documents = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../clients/queries");
    for file in fs::read_dir(documents).expect("documents").flatten() {
        let text = fs::read_to_string(file.path()).expect("a document");
        for rest in text.lines().filter_map(|line| line.strip_prefix("query ")) {
            written.insert(rest.split(|letter: char| !letter.is_alphanumeric()).next().expect("a name").to_owned());
        }
    }
    assert_eq!(it.asked.into_inner(), written);
}

async fn ask_for_one(it: &Asking) {
    let award = it.ask::<Award>(award::Variables::new(CLUSTER, "second-batch-2021")).await.award.expect("an award");
    assert_eq!((&*award.cluster.slug, &*award.round.slug), (CLUSTER, "second-batch-2021"));
    let city = it.ask::<City>(city::Variables::new("330382")).await.city.expect("a city");
    assert_eq!((&*city.name, &*city.name_zh, &*city.province.code), ("Yueqing", "乐清市", "CN-ZJ"));
    let cluster = it.ask::<Cluster>(cluster::Variables::new(CLUSTER)).await.cluster.expect("a cluster");
    assert_eq!(cluster.awards[0].round.slug, "second-batch-2021");
    assert_eq!(cluster.locations[0].province.code, "CN-ZJ");
    let contest = it.ask::<Contest>(contest::Variables::new("advanced-manufacturing-clusters")).await.contest;
    assert!(contest.expect("a contest").rounds.iter().any(|round| round.slug == "second-batch-2021"));
    assert_eq!(it.ask::<Country>(country::Variables::new("CN")).await.country.expect("a country").name, "China");
    let dataset = it.ask::<Dataset>(dataset::Variables::default()).await.dataset.expect("a dataset");
    assert!(dataset.counts.iter().any(|count| count.table == "stat" && count.rows == 5440), "{dataset:?}");
    let indicator = it.ask::<Indicator>(indicator::Variables::new(GDP)).await.indicator.expect("an indicator");
    assert_eq!((&*indicator.code, indicator.kind), (GDP, indicator::IndicatorKind::Amount));
    let industry = it.ask::<Industry>(industry::Variables::new("agricultural-machinery")).await.industry;
    assert_eq!(industry.expect("an industry").parent.expect("a field").slug, "high-end-equipment");
    let province = it.ask::<Province>(province::Variables::new("CN-ZJ")).await.province.expect("a province");
    assert_eq!((&*province.name_zh, province.region), ("浙江省", Some(province::Region::East)));
    let round = it.ask::<Round>(round::Variables::new("2024-contest")).await.round.expect("a round");
    assert_eq!((round.winners_count, round.parent.expect("a list").slug), (35, "all-80-2024".to_owned()));
    assert!(it.ask::<ServiceLimits>(service_limits::Variables).await.service_limits.len() > 5);
    let style = Some(source::CitationStyle::Apa);
    let source = source::Variables { style, ..source::Variables::new("ezhejiang-2021-04-01") };
    let source = it.ask::<Source>(source).await.source.expect("a source");
    assert!(source.citation.contains("(2021, April 1)"), "{source:?}");
    let stat = it.ask::<Stat>(stat::Variables::new("o-9feac37f10dd")).await.stat.expect("a stat");
    assert_eq!((stat.stat_fields.value.as_str(), &*stat.stat_fields.subject.name), ("6.6400", "China"));
    assert!(matches!(stat.stat_fields.subject.on, stat::SubjectFieldsOn::Country));
    assert_eq!(it.ask::<Unit>(unit::Variables::new("percent")).await.unit.expect("a unit").code, "percent");
    let series = series::Variables {
        scale: Some(series::Scale::Trillion),
        ..series::Variables::new(GDP, series::SubjectKind::Province, ["CN-ZJ".to_owned()])
    };
    let series = it.ask::<Series>(series).await.series.expect("series");
    let points = &series[0].series.as_ref().expect("series")[0].points;
    let point = points.iter().find(|point| point.period.label == "2023").expect("a figure of 2023");
    assert_eq!(point.value, Some(decimal("8.56196")));
}

/// For two rows of each, and how many there are.
async fn ask_for_lists(it: &Asking) {
    macro_rules! list {
        ($query:ident, $variables:expr, $field:ident) => {{
            let list = it.ask::<queries::$query>($variables).await.$field;
            let counted = list.total_count.expect("a count");
            assert_eq!(i64::try_from(list.nodes.len()), Ok(counted.min(2)), "{}", stringify!($query));
            assert!(counted > 0 && list.page_info.has_next_page == (counted > 2), "{}", stringify!($query));
            list.nodes
        }};
        ($query:ident in $module:ident($($required:expr),*)) => {
            list!(
                $query,
                $module::Variables {
                    first: Some(2),
                    counted: Some(true),
                    ..$module::Variables::new($($required),*)
                },
                $module
            )
        };
        ($query:ident in $module:ident) => {
            list!(
                $query,
                $module::Variables { first: Some(2), counted: Some(true), ..$module::Variables::default() },
                $module
            )
        };
    }
    list!(Awards in awards);
    list!(Cities in cities);
    list!(Clusters in clusters);
    list!(Conflicts in conflicts);
    list!(Contests in contests);
    list!(Countries in countries);
    list!(Indicators in indicators);
    list!(Industries in industries);
    list!(Provinces in provinces);
    list!(Releases in releases);
    list!(Rounds in rounds);
    list!(Sources in sources);
    list!(Stats in stats);
    list!(Units in units);
    let groups = list!(ClusterGroups in cluster_groups([cluster_groups::ClusterDimension::Region]));
    assert!(groups.iter().all(|group| group.count > 0 && group.region.is_some()), "{groups:?}");
    let groups = list!(StatGroups in stat_groups([stat_groups::StatDimension::Source]));
    assert!(groups.iter().all(|group| group.count > 0 && group.source.is_some()), "{groups:?}");
    let hits = list!(Search in search("yueqing"));
    assert!(matches!(&hits[0].item, search::SearchHitFieldsItem::City(city) if city.name == "Yueqing"), "{hits:?}");
    let ranked = ranking::Variables {
        first: Some(2),
        counted: Some(true),
        period: Some("2023".to_owned()),
        ..ranking::Variables::new(GDP, ranking::SubjectKind::Province)
    };
    let ranked = list!(Ranking, ranked, ranking);
    assert_eq!((ranked[0].rank, &*ranked[0].stat.subject.name), (1, "Guangdong"));
    let stats =
        cluster_stats::Variables { first: Some(2), counted: Some(true), ..cluster_stats::Variables::new(CLUSTER) };
    assert_eq!(it.ask::<ClusterStats>(stats).await.cluster.expect("a cluster").stats.nodes.len(), 2);
    let stats = province_stats::Variables { first: Some(2), ..province_stats::Variables::new("CN-ZJ") };
    let stats = it.ask::<ProvinceStats>(stats).await.province.expect("a province").stats;
    assert_eq!((stats.nodes.len(), stats.total_count), (2, None));
}

#[tokio::test]
async fn lists_are_gone_through_page_by_page() {
    let (_database, server) = started(&["--metrics-listen", "127.0.0.1:0"]).await;
    let (api, metrics_at) = (client(&server), metrics_address(&server).await);
    let asked = || answered(&server, &metrics_at, 200);

    let provinces = provinces::Variables { first: Some(10), ..Default::default() };
    let before = asked().await;
    let codes: Vec<_> =
        api.nodes::<Provinces>(provinces.clone()).map_ok(|node| node.code).try_collect().await.expect("all");
    assert_eq!(asked().await - before, 4);
    let at_once = provinces::Variables { first: Some(100), ..Default::default() };
    let at_once = api.query::<Provinces>(at_once).await.expect("an answer").provinces.nodes;
    assert_eq!(codes, at_once.into_iter().map(|node| node.code).collect::<Vec<_>>());
    assert_eq!(codes.len(), 34);

    // No page is asked for before it is needed. Another client has kept none.
    let before = asked().await;
    let some: Vec<_> = client(&server).nodes::<Provinces>(provinces).take(15).try_collect().await.expect("some");
    assert_eq!((some.len(), asked().await - before), (15, 2));

    // A list of one thing, and of one that does not exist.
    let filter = province_stats::StatFilter {
        indicator: Some(province_stats::KeyFilter { eq: Some(GDP.to_owned()), ..Default::default() }),
        ..Default::default()
    };
    let figures = |code: &str| {
        let filter = Some(filter.clone());
        api.nodes::<ProvinceStats>(province_stats::Variables {
            first: Some(2),
            filter,
            ..province_stats::Variables::new(code)
        })
    };
    let found: Vec<_> = figures("CN-ZJ").try_collect().await.expect("figures");
    let keys: BTreeSet<_> = found.iter().map(|stat| &stat.key).collect();
    assert!(keys.len() > 4 && keys.len() == found.len(), "{keys:?}");
    assert!(found.iter().all(|stat| stat.indicator.code == GDP));
    assert_eq!(figures("CN-XX").try_collect::<Vec<_>>().await.expect("none"), []);

    // It ends with the first error.
    let wrong = provinces::Variables { after: Some("nowhere".to_owned()), ..Default::default() };
    let all: Vec<_> = api.nodes::<Provinces>(wrong).collect().await;
    assert!(matches!(&all[..], [Err(error)] if error.code() == Some(&Code::BadUserInput)), "{all:?}");
}

#[tokio::test]
async fn who_has_spent_its_share_waits_as_long_as_it_is_told() {
    let keys = NamedTempFile::new().expect("a file");
    fs::write(keys.path(), "partner 100000\n").expect("a file");
    let file = keys.path().to_str().expect("a plain path");
    let (_database, server) = started(&["--rate-limit", "600", "--rate-burst", "40", "--api-keys-file", file]).await;

    let never = server.api().retry(Retry::NEVER).build().expect("a client");
    let (error, retry_after) = loop {
        if let answer @ Err(_) = never.query::<Dataset>(dataset::Variables::default()).await {
            break only_error(answer);
        }
    };
    assert_eq!(error.code, Code::RateLimited);
    assert!(error.request_id.is_some());
    let most = retry_after.expect("a time");
    assert!((1..=4).contains(&most.as_secs()), "{most:?}");

    // Others have a share of their own.
    let partner = server.api().retry(Retry::NEVER).api_key("partner").build().expect("a client");
    partner.query::<Dataset>(dataset::Variables::default()).await.expect("an answer");

    // Too long a wait is an error at once.
    let hurried = Retry { longest_wait: Duration::from_millis(999), ..Retry::default() };
    let hurried = server.api().retry(hurried).build().expect("a client");
    let answer = hurried.answer::<Dataset>(dataset::Variables::default()).await.expect("an answer");
    assert_eq!((answer.attempts, &answer.data, &answer.errors[0].code), (1, &None, &Code::RateLimited));

    let answer = client(&server).answer::<Dataset>(dataset::Variables::default()).await.expect("an answer");
    assert!(answer.attempts > 1 && answer.data.is_some(), "{answer:?}");
}

#[tokio::test]
async fn a_server_that_has_too_much_to_do_is_asked_again() {
    let (database, server) = started(&["--max-operations", "1", "--metrics-listen", "127.0.0.1:0"]).await;
    let metrics_at = metrics_address(&server).await;
    let mut holding = PgConnection::connect_with(database.options()).await.expect("a connection");
    let mut watching = PgConnection::connect_with(database.options()).await.expect("a connection");
    let mut held = holding.begin().await.expect("a transaction");
    held.execute("lock table province").await.expect("a lock");

    let (api, never) = (client(&server), server.api().retry(Retry::NEVER).build().expect("a client"));
    let slow = api.query::<Provinces>(provinces::Variables::default());
    let (slow, answer) = tokio::join!(slow, async {
        let count = "select count(*) from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock'";
        until("one waits in the database", async || {
            let waiting: i64 = sqlx::query_scalar(count).fetch_one(&mut watching).await.expect("a count");
            (waiting == 1).then_some(())
        })
        .await;
        let (error, retry_after) = only_error(never.query::<Dataset>(dataset::Variables::default()).await);
        assert_eq!((error.code, retry_after), (Code::Overloaded, Some(Duration::from_secs(1))));
        let (answer, ()) = tokio::join!(api.answer::<Dataset>(dataset::Variables::default()), async {
            until("it is refused, too", async || (answered(&server, &metrics_at, 503).await == 2).then_some(())).await;
            held.rollback().await.expect("the lock is let go");
        });
        answer.expect("an answer")
    });
    assert_eq!(slow.expect("an answer").provinces.nodes.len(), 20);
    assert!(answer.attempts > 1 && answer.data.is_some(), "{answer:?}");
}

#[tokio::test]
async fn what_has_not_changed_is_not_sent_again() {
    let (database, server) = started(&[]).await;
    let ask = async |api: &Client| {
        let answer = api.answer::<Dataset>(dataset::Variables::default()).await.expect("an answer");
        (answer.unchanged, answer.data.expect("data"))
    };
    let api = client(&server);
    let (unchanged, first) = ask(&api).await;
    assert!(!unchanged);
    assert_eq!(ask(&api).await, (true, first.clone()));
    assert_eq!(ask(&api.clone()).await, (true, first.clone()), "clones keep in common");
    assert_eq!(ask(&client(&server)).await, (false, first.clone()), "others do not");
    let forgetful = server.api().kept_bytes(0).build().expect("a client");
    for _ in 0..2 {
        assert_eq!(ask(&forgetful).await, (false, first.clone()));
    }

    run(["import", Package::edition("B").path(), "--database-url", &url(database.options())]).await.success();
    let new = until("the new release is there", async || {
        let (unchanged, data) = ask(&api).await;
        assert_eq!(unchanged, data == first);
        (!unchanged).then_some(data)
    })
    .await;
    assert_eq!(new.dataset.as_ref().expect("a dataset").version, "2026.11.23-B");
    assert_eq!(ask(&api).await, (true, new));
}

#[tokio::test]
async fn each_query_is_traced() {
    let (_database, server) = started(&[]).await;
    let log = NamedTempFile::new().expect("a file");
    let writer = Mutex::new(log.reopen().expect("a file"));
    let subscriber =
        tracing_subscriber::fmt().with_max_level(tracing::Level::DEBUG).with_ansi(false).with_writer(writer);
    let guard = tracing::subscriber::set_default(subscriber.finish());
    let api = client(&server);
    let mut ids = Vec::new();
    for _ in 0..2 {
        let answer = api.answer::<Dataset>(dataset::Variables::default()).await.expect("an answer");
        ids.push(answer.request_id.expect("an id"));
    }
    drop(guard);
    let text = fs::read_to_string(log.path()).expect("a log");
    let lines: Vec<_> = text.lines().filter(|line| line.contains("client::connect")).collect();
    assert_eq!(lines.len(), 2, "{text}");
    for (line, (id, (status, unchanged))) in lines.iter().zip(ids.iter().zip([(200, false), (304, true)])) {
        assert!(line.contains("query{operation=\"Dataset\""), "{line}");
        assert!(
            line.contains(&format!("status={status} attempts=1 unchanged={unchanged} request_id=\"{id}\"")),
            "{line}"
        );
    }
}

#[tokio::test]
async fn figures_have_all_their_digits() {
    let database = testkit::database().await;
    let package = Package::edition("B");
    let server = Server::on_database_with(&url(database.options()), &["--data", package.path()]).await;
    let api = client(&server);
    for (key, value) in [("o-6800a43a44ea", LARGE), ("o-e975a387d53b", "55.50")] {
        let stat = api.query::<Stat>(stat::Variables::new(key)).await.expect("an answer").stat.expect("a stat");
        assert_eq!(stat.stat_fields.value.as_str(), value);
    }
    // A float would find both or none.
    let larger = async |than: &str| {
        let value = stats::DecimalFilter { gte: Some(decimal(than)), ..Default::default() };
        let filter = Some(stats::StatFilter { value: Some(value), ..Default::default() });
        let stats = api.nodes::<Stats>(stats::Variables { filter, ..Default::default() });
        stats.map_ok(|stat| stat.value).try_collect::<Vec<_>>().await.expect("figures")
    };
    assert_eq!(larger(LARGE).await, [decimal(LARGE)]);
    assert_eq!(larger("12345678901234567890.124").await, []);
}

#[tokio::test]
async fn errors_have_their_code_and_say_where() {
    let (_database, server) = started(&[]).await;
    let api = client(&server);
    let filter = clusters::ClusterFilter {
        industry: Some(clusters::KeyFilter { eq: Some("new-material".to_owned()), ..Default::default() }),
        ..Default::default()
    };
    let asked = api.query::<Clusters>(clusters::Variables { filter: Some(filter), ..Default::default() }).await;
    let (error, retry_after) = only_error(asked);
    assert_eq!((&error.code, error.argument.as_deref()), (&Code::BadUserInput, Some("filter.industry")));
    assert_eq!((error.suggestion.as_deref(), retry_after), (Some("new-materials"), None));
    assert_eq!(error.path, [Segment::Field("clusters".to_owned())]);
    assert!(error.request_id.is_some() && error.to_string().starts_with("BAD_USER_INPUT: "), "{error:?}");

    // In part: the field that fails is null, and the error is beside it.
    let answer = api.answer::<City>(city::Variables::new("Yueqing")).await.expect("an answer");
    assert_eq!((answer.data, &answer.errors[0].code), (Some(city::ResponseData { city: None }), &Code::BadUserInput));

    // More than is allowed.
    let many = provinces::Variables { first: Some(101), ..Default::default() };
    let (error, _) = only_error(api.query::<Provinces>(many).await);
    assert_eq!(error.code, Code::BadUserInput, "{error:?}");

    // Another service, and none.
    let elsewhere = Client::builder(server.url("/healthz")).http(server.client().clone()).build().expect("a client");
    match elsewhere.query::<Dataset>(dataset::Variables::default()).await {
        Err(Error::Status { status, request_id, .. }) => assert!(status == StatusCode::OK && request_id.is_some()),
        other => panic!("{other:?}"),
    }
    let gone = server.api().retry(Retry { first_wait: Duration::ZERO, ..Retry::default() }).build().expect("a client");
    server.stop().await.success();
    let all = join_all([&gone, &api].map(|api| api.query::<Dataset>(dataset::Variables::default()))).await;
    assert!(all.iter().all(|answer| matches!(answer, Err(Error::Transport(_)))), "{all:?}");
}
