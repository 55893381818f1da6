//! Ranks, told again from the figures themselves.

use std::collections::HashMap;

use entity::{SubjectId, stat, subject::SubjectKind};
use store::{
    filter::Filter,
    list::FilterOf,
    ranking::{Rankings, Within},
    stat::{Condition, Stats},
    stat_selector::{ScopeSelector, SelectedPeriod, StatSelector},
};
use testkit::Database;

use crate::{
    order_model::number,
    selected_stats::{all_stats, figure, stat_by_subject, tied, year},
    support::{first, last, rows},
};

/// Every rank of a ranking against one that counts the larger figures one by one, and pages against both.
async fn check(
    database: &Database,
    kind: SubjectKind,
    figure: &StatSelector,
    parts: &HashMap<i64, String>,
    within: Within,
) -> usize {
    let stats = all_stats(database).await;
    let mut figures: Vec<&stat::Model> = stat_by_subject(&stats, figure).into_values().collect();
    figures.retain(|stat| stat.subject_kind == kind);
    let session = database.store().session();
    let filter: FilterOf<Stats> = Filter::Is(Condition::Selected(kind, figure.clone()));
    let everyone: Vec<SubjectId> = figures.iter().map(|stat| stat.subject_id).collect();
    // All together, and each alone: what is read depends on the lowest that is asked for.
    let mut ranks = session.rank_by_subjects(&filter, kind, within, &everyone).await.expect("ranks");
    for subject in &everyone {
        ranks.extend(session.rank_by_subjects(&filter, kind, within, &[*subject]).await.expect("ranks"));
    }
    let part = |stat: &stat::Model| match within {
        Within::Kind => Some(String::new()),
        _ => parts.get(&stat.subject_id.0).cloned(),
    };
    let ranked: Vec<&&stat::Model> = figures.iter().filter(|stat| part(stat).is_some()).collect();
    assert_eq!(ranks.len(), 2 * ranked.len());
    for rank in &ranks {
        let larger: Vec<_> = ranked
            .iter()
            .filter(|stat| part(stat) == part(&rank.stat) && number(&stat.value) > number(&rank.stat.value))
            .collect();
        assert_eq!(rank.rank, i64::try_from(larger.len()).expect("a number") + 1, "{rank:?}");
        let above = larger.iter().map(|stat| number(&stat.value)).min();
        assert_eq!(rank.above.as_ref().map(number), above, "{rank:?}");
        assert_eq!(Some(&rank.part), part(&rank.stat).as_ref());
    }
    let mut counted: HashMap<String, i64> = HashMap::new();
    ranked.iter().filter_map(|stat| part(stat)).for_each(|part| *counted.entry(part).or_default() += 1);
    let counts = session.rank_count_by_parts(&filter, kind, within).await.expect("counts");
    assert_eq!(counts.into_iter().collect::<HashMap<_, _>>(), counted);
    let ranked = ranked.len();
    if within == Within::Kind {
        figures.sort_by(|one, other| {
            number(&other.value).cmp(&number(&one.value)).then_with(|| one.subject_key.cmp(&other.subject_key))
        });
        for page in [first(1000), last(1000)] {
            let list = session.list::<Rankings>(&filter, &[], &page).await.expect("a ranking");
            assert!(list.rows.iter().map(|listed| &listed.row).eq(figures.iter().copied()));
        }
    }
    ranked
}

async fn parts(database: &Database, sql: &str) -> HashMap<i64, String> {
    rows::<(i64, String)>(database, sql).await.into_iter().collect()
}

#[tokio::test]
async fn of_provinces() {
    let database = tied().await;
    let regions = parts(&database, "select id, region from province where region is not null").await;
    let product = figure(&database, "gross_domestic_product", year("2020"), None).await;
    let high_tech = Some(ScopeSelector { scope: None, product: Some("high-tech manufacturing".to_owned()) });
    let profit = figure(&database, "profit", SelectedPeriod::Latest, high_tech).await;
    for figure in [product, profit] {
        for within in [Within::Kind, Within::Region] {
            assert_eq!(check(&database, SubjectKind::Province, &figure, &regions, within).await, 31);
        }
    }
}

#[tokio::test]
async fn of_clusters_and_cities() {
    let database = tied().await;
    let output = figure(&database, "output_value", SelectedPeriod::Latest, None).await;
    let first_place =
        "select cluster_id, {} from cluster_location l join province p on p.id = l.province_id where position = 1";
    let regions = parts(&database, &first_place.replace("{}", "p.region")).await;
    let provinces = parts(&database, &first_place.replace("{}", "p.id::text")).await;
    let industry = "select id, industry_id::text from cluster where industry_id is not null";
    let industries = parts(&database, industry).await;
    for (parts, within) in [
        (&regions, Within::Kind),
        (&regions, Within::Region),
        (&provinces, Within::Province),
        (&industries, Within::Industry),
    ] {
        assert!(check(&database, SubjectKind::Cluster, &output, parts, within).await > 30);
    }
    let provinces = parts(&database, "select id, province_id::text from city").await;
    let regions = parts(&database, "select c.id, p.region from city c join province p on p.id = c.province_id").await;
    for (parts, within) in [(&regions, Within::Kind), (&regions, Within::Region), (&provinces, Within::Province)] {
        assert!(check(&database, SubjectKind::City, &output, parts, within).await > 5);
    }
}
