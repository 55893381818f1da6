//! A position from outside is believed only if the database can take it.

use store::{
    Releases,
    award::Awards,
    cluster::Clusters,
    list::{FilterOf, Order, Page, Position, Resource, position_fits},
    order::Direction::{Ascending, Descending},
    round::{self, Rounds},
    source::{self, Sources},
    stat::{self, Stats},
};

use crate::support::{first, last};

fn position(values: &[Option<&str>]) -> Position {
    values.iter().map(|value| value.map(str::to_owned)).collect()
}

#[test]
fn one_value_for_each_column() {
    let slug = Vec::new();
    assert!(position_fits::<Clusters>(&slug, &position(&[Some("any-slug")])));
    assert!(!position_fits::<Clusters>(&slug, &position(&[])));
    assert!(!position_fits::<Clusters>(&slug, &position(&[Some("a"), Some("b")])));

    // The period has two columns, and the key ends every order.
    let period: Order<Stats> = vec![(stat::Field::Period, Descending)];
    assert!(position_fits::<Stats>(&period, &position(&[Some("2020-12-31"), Some("2020-01-01"), Some("key")])));
    assert!(!position_fits::<Stats>(&period, &position(&[Some("2020-12-31"), Some("key")])));
    // The default order: period, indicator, key.
    let columns = [Some("2020-12-31"), Some("2020-01-01"), Some("gdp"), Some("key")];
    assert!(position_fits::<Stats>(&[], &position(&columns)));
    assert!(!position_fits::<Stats>(&[], &position(&columns[..3])));
}

#[test]
fn a_field_given_twice_counts_once() {
    let twice: Order<Stats> = vec![(stat::Field::Value, Descending), (stat::Field::Value, Ascending)];
    assert!(position_fits::<Stats>(&twice, &position(&[Some("1.50"), Some("key")])));
}

#[test]
fn of_the_type_of_its_column() {
    let value: Order<Stats> = vec![(stat::Field::Value, Ascending)];
    for good in ["0", "-1", "55.50", "12345678901234567890.123", "-0.0000000000000000000000000001"] {
        assert!(position_fits::<Stats>(&value, &position(&[Some(good), Some("key")])), "{good}");
    }
    for bad in ["", "-", "1e5", "NaN", "Infinity", "1.", ".5", "0x10", " 1", "1 ", "1,5", "१", "--1", "+1", "1; select"]
    {
        assert!(!position_fits::<Stats>(&value, &position(&[Some(bad), Some("key")])), "{bad}");
    }
    let period: Order<Stats> = vec![(stat::Field::Period, Ascending)];
    for bad in [
        "",
        "2020",
        "2020-02-30",
        "2020-1-1",
        "31.12.2020",
        "infinity",
        "now",
        " 2020-01-01",
        "+12020-01-01",
        "-0001-01-01",
    ] {
        assert!(!position_fits::<Stats>(&period, &position(&[Some(bad), Some("2020-01-01"), Some("key")])), "{bad}");
    }
    for bad in ["", "one", "1.0", "9223372036854775808", "+1", "01"] {
        assert!(!position_fits::<Releases>(&[], &position(&[Some(bad)])), "{bad}");
    }
    assert!(position_fits::<Releases>(&[], &position(&[Some("9223372036854775807")])));
    assert!(!position_fits::<Clusters>(&[], &position(&[Some("nul\0")])));
}

#[test]
fn null_only_where_a_column_may_be_null() {
    assert!(!position_fits::<Clusters>(&[], &position(&[None])));
    assert!(!position_fits::<Stats>(&[], &position(&[None, None, None, None])));
    let announced: Order<Rounds> = vec![(round::Field::Announced, Ascending)];
    assert!(position_fits::<Rounds>(&announced, &position(&[None, Some("slug")])));
    let published: Order<Sources> = vec![(source::Field::Published, Ascending)];
    assert!(position_fits::<Sources>(&published, &position(&[None, Some("slug")])));
    assert!(position_fits::<Awards>(&[], &position(&[Some("round"), None, Some("cluster")])));
}

/// Reads on from a position, in both ways, if it fits.
async fn read<N: Resource>(session: &store::Session, order: &Order<N>, values: &[Option<&str>]) -> bool {
    let place = position(values);
    let fits = position_fits::<N>(order, &place);
    if fits {
        for page in [Page { after: Some(place.clone()), ..first(3) }, Page { before: Some(place.clone()), ..last(3) }] {
            let rows = session.list::<N>(&FilterOf::<N>::default(), order, &page).await;
            assert!(rows.is_ok(), "{values:?}: {rows:?}", rows = rows.err());
        }
    }
    fits
}

#[tokio::test]
async fn whatever_fits_the_database_takes() {
    let database = testkit::seeded().await;
    let session = database.store().session();
    let long = "9".repeat(900);
    let words = [
        "",
        "0",
        "-0",
        "1",
        "+1",
        "-1",
        "007",
        "1.5",
        "1e5",
        "NaN",
        &long,
        "2020",
        "2020-02-29",
        "2021-02-29",
        "0000-01-01",
        "0001-01-01",
        "-0044-03-15",
        "9999-12-31",
        "10000-01-01",
        "+10000-01-01",
        "+262142-12-31",
        " 2020-01-01",
        "2020-1-1",
        "2147483647",
        "2147483648",
        "-2147483648",
        "9223372036854775807",
        "-9223372036854775808",
        "中",
        "'",
        "\\",
        "\u{7f}",
        "\u{10ffff}",
        "null",
        "%",
        "$1",
    ];
    let value = vec![(stat::Field::Value, Descending)];
    let announced = vec![(round::Field::Announced, Ascending)];
    let mut taken = 0;
    for word in words {
        let word = Some(word);
        taken += usize::from(read::<Stats>(&session, &value, &[word, word]).await);
        taken += usize::from(read::<Stats>(&session, &Vec::new(), &[word, word, word, word]).await);
        taken += usize::from(read::<Rounds>(&session, &announced, &[word, word]).await);
        taken += usize::from(read::<Releases>(&session, &Vec::new(), &[word]).await);
        taken += usize::from(read::<Awards>(&session, &Vec::new(), &[word, word, word]).await);
        taken += usize::from(read::<Clusters>(&session, &Vec::new(), &[word]).await);
    }
    assert!(taken > words.len());
}
