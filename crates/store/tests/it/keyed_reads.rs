//! Rows by their keys, and the lists that come whole: what is not there is left out, and nothing else.

use sea_orm::prelude::Date;
use store::{
    Contests, Countries, Releases, Session, Units,
    award::Awards,
    city::Cities,
    cluster::Clusters,
    indicator::Indicators,
    industry::Industries,
    list::{FilterOf, Resource},
    province::Provinces,
    round::Rounds,
    source::Sources,
    stat::Stats,
};

use crate::support::first;

/// The start of a list.
async fn some<N: Resource>(session: &Session) -> Vec<N::Row> {
    let page = session.list::<N>(&FilterOf::<N>::default(), &[], &first(40)).await.expect("a list");
    page.rows.into_iter().map(|listed| listed.row).collect()
}

/// Asks by id and by natural key for rows that are there and for one that is not.
macro_rules! by_keys {
    ($session:ident, $noun:ty, $by_ids:ident, $($by_keys:ident: $key:ident),+) => {
        let wanted = some::<$noun>(&$session).await;
        assert!(!wanted.is_empty());
        let ids: Vec<_> = wanted.iter().map(|row| row.id).collect();
        let mut found = $session.$by_ids(&ids).await.expect("rows by id");
        found.sort_by_key(|row| ids.iter().position(|id| *id == row.id));
        assert_eq!(found, wanted);
        assert!($session.$by_ids(&[]).await.expect("no rows").is_empty());
        $(
            let mut keys: Vec<_> = wanted.iter().map(|row| row.$key.clone()).collect();
            keys.push("no such key".to_owned());
            let mut found = $session.$by_keys(&keys).await.expect("rows by key");
            found.sort_by_key(|row| keys.iter().position(|key| *key == row.$key));
            assert_eq!(found, wanted);
        )+
    };
}

#[tokio::test]
async fn rows_by_id_and_by_natural_key() {
    let database = testkit::seeded().await;
    let session = database.store().session();
    by_keys!(session, Countries, country_by_ids, country_by_codes: code);
    by_keys!(session, Provinces, province_by_ids, province_by_codes: code, province_by_gb_codes: gb_code);
    by_keys!(session, Cities, city_by_ids, city_by_codes: code);
    by_keys!(session, Industries, industry_by_ids, industry_by_slugs: slug);
    by_keys!(session, Contests, contest_by_ids, contest_by_slugs: slug);
    by_keys!(session, Rounds, round_by_ids, round_by_slugs: slug);
    by_keys!(session, Clusters, cluster_by_ids, cluster_by_slugs: slug);
    by_keys!(session, Indicators, indicator_by_ids, indicator_by_codes: code);
    by_keys!(session, Units, unit_by_ids, unit_by_codes: code);
    by_keys!(session, Sources, source_by_ids, source_by_slugs: slug);
}

#[tokio::test]
async fn stats_by_key_and_awards_by_pair() {
    let database = testkit::seeded().await;
    let session = database.store().session();
    let stats = some::<Stats>(&session).await;
    let mut keys: Vec<String> = stats.iter().map(|row| row.key.clone()).collect();
    keys.push("no such key".to_owned());
    let mut found = session.stat_by_keys(&keys).await.expect("stats");
    found.sort_by_key(|row| keys.iter().position(|key| *key == row.key));
    assert_eq!(found, stats);

    let awards = some::<Awards>(&session).await;
    let mut pairs: Vec<_> = awards.iter().map(|row| (row.cluster_slug.clone(), row.round_slug.clone())).collect();
    pairs.push((awards[0].cluster_slug.clone(), "no such round".to_owned()));
    let mut found = session.award_by_slugs(&pairs).await.expect("awards");
    let pair = |cluster: &str, round: &str| pairs.iter().position(|pair| pair.0 == cluster && pair.1 == round);
    found.sort_by_key(|row| pair(&row.cluster_slug, &row.round_slug));
    assert_eq!(found, awards);
}

#[tokio::test]
async fn releases_and_the_newest() {
    let database = testkit::database().await;
    assert_eq!(database.store().session().release_current().await.expect("an answer"), None);
    let release = |version: &str| {
        format!(
            "insert into release (package, version, title, license, checksum, counts)
             values ('p', '{version}', 't', 'CC0-1.0', repeat('0', 64), '{{\"stat\": 1}}')"
        )
    };
    database.execute(&release("2")).await;
    database.execute(&release("1")).await;
    let session = database.store().session();
    let newest = session.release_current().await.expect("an answer").expect("a release");
    assert_eq!(newest.version, "1");
    let releases = some::<Releases>(&session).await;
    assert_eq!(releases.iter().map(|row| row.version.as_str()).collect::<Vec<_>>(), ["1", "2"]);
    assert_eq!(session.release_by_ids(&[newest.id]).await.expect("a release"), [newest]);
}

#[tokio::test]
async fn what_belongs_to_a_cluster_comes_in_the_order_of_its_locations() {
    let database = testkit::seeded().await;
    let session = database.store().session();
    let page = session.list::<Clusters>(&FilterOf::<Clusters>::default(), &[], &first(100)).await.expect("clusters");
    let clusters: Vec<_> = page.rows.iter().map(|listed| listed.row.id).collect();
    let locations = session.cluster_location_by_clusters(&clusters).await.expect("locations");
    assert_eq!(locations.len(), 163);
    assert!(locations.iter().map(|(id, row)| (*id, row.position)).is_sorted());
    assert!(locations.iter().all(|(id, row)| *id == row.cluster_id));

    let provinces = session.province_by_clusters(&clusters).await.expect("provinces");
    let expected: Vec<_> = locations.iter().map(|(id, row)| (*id, row.province_id)).collect();
    assert_eq!(provinces.iter().map(|(id, row)| (*id, row.id)).collect::<Vec<_>>(), expected);

    let cities = session.city_by_clusters(&clusters).await.expect("cities");
    let expected: Vec<_> = locations.iter().filter_map(|(id, row)| Some((*id, row.city_id?))).collect();
    assert_eq!(cities.iter().map(|(id, row)| (*id, row.id)).collect::<Vec<_>>(), expected);
}

#[tokio::test]
async fn what_belongs_to_rounds_comes_by_announcement() {
    let database = testkit::seeded().await;
    database.execute("update round set announced_on = null where slug = 'third-round-2022'").await;
    let session = database.store().session();
    let rounds = some::<Rounds>(&session).await;
    let contests: Vec<_> = some::<Contests>(&session).await.iter().map(|row| row.id).collect();
    // None comes last.
    let by_announcement = |day: Option<Date>, slug: &str| (day.is_none(), day, slug.to_owned());

    let of_contests = session.round_by_contests(&contests).await.expect("rounds");
    assert_eq!(of_contests.len(), 7);
    assert!(of_contests.iter().map(|(_, row)| by_announcement(row.announced_on, &row.slug)).is_sorted());
    assert!(of_contests.iter().all(|(contest, row)| *contest == row.contest_id));

    let ids: Vec<_> = rounds.iter().map(|row| row.id).collect();
    let inside = session.round_by_parents(&ids).await.expect("rounds");
    assert_eq!(inside.len(), 6);
    assert!(inside.iter().map(|(_, row)| by_announcement(row.announced_on, &row.slug)).is_sorted());
    assert!(inside.iter().all(|(parent, row)| Some(*parent) == row.parent_id));

    let clusters: Vec<_> = some::<Clusters>(&session).await.iter().map(|row| row.id).collect();
    let awards = session.award_by_clusters(&clusters).await.expect("awards");
    let announced = |slug: &str| rounds.iter().find(|round| round.slug == slug).and_then(|round| round.announced_on);
    assert!(awards.iter().map(|(_, row)| by_announcement(announced(&row.round_slug), &row.round_slug)).is_sorted());
    assert!(awards.iter().all(|(cluster, row)| *cluster == row.cluster_id));
}

#[tokio::test]
async fn tracks_and_names_of_many() {
    let database = testkit::seeded().await;
    let session = database.store().session();
    let industries: Vec<_> = some::<Industries>(&session).await.iter().map(|row| row.id).collect();
    let tracks = session.industry_by_parents(&industries).await.expect("industries");
    assert!(!tracks.is_empty());
    assert!(tracks.iter().all(|(parent, row)| Some(*parent) == row.parent_id));
    assert!(tracks.iter().map(|(_, row)| &row.slug).is_sorted());

    let subjects: Vec<i64> = crate::support::column(&database, "select id from subject").await;
    let subjects: Vec<_> = subjects.into_iter().map(entity::SubjectId).collect();
    let names = session.name_by_subjects(&subjects).await.expect("names");
    assert_eq!(names.len(), 38);
    assert!(names.iter().map(|(_, row)| &row.text).is_sorted());
    assert!(names.iter().all(|(subject, row)| *subject == row.subject_id));
}
