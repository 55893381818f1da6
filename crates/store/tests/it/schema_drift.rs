//! The entities match the tables: neither has a column, a null, a type, a key or a word that the other lacks.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
};

use entity::{SearchKind, SubjectKind};
use sea_orm::{
    ActiveEnum, ColumnTrait, ColumnType, EntityTrait, Iden, Iterable, PrimaryKeyToColumn, RelationDef, RelationTrait,
    sea_query::{Alias, Expr, PostgresQueryBuilder, Query},
};
use testkit::Database;

use crate::support::rows;

/// What one side says of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Column {
    kind: &'static str,
    nullable: bool,
    in_primary_key: bool,
    /// The words it is limited to, if it is an enum.
    words: Option<BTreeSet<String>>,
}

type Tables = BTreeMap<String, BTreeMap<String, Column>>;

/// Every entity. A table without one fails the test.
fn entities() -> Tables {
    macro_rules! tables {
        ($($module:ident),*) => {
            Tables::from_iter([$(entity::<entity::$module::Entity>(&enums(stringify!($module)))),*])
        };
    }
    entity::each_entity!(tables)
}

/// The columns of a table that have an enum type, with the words of each.
fn enums(table: &str) -> Vec<(&'static str, BTreeSet<String>)> {
    use entity::{award, city, cluster, cluster_location, indicator, industry, name, province, round, stat, unit};
    match table {
        "award" => vec![("verification", words::<award::Verification>())],
        "city" => vec![("level", words::<city::CityLevel>())],
        "cluster" => vec![
            ("name_en_origin", words::<cluster::NameEnOrigin>()),
            ("name_zh_origin", words::<cluster::NameZhOrigin>()),
            ("industry_basis", words::<cluster::IndustryBasis>()),
            ("verification", words::<award::Verification>()),
        ],
        "cluster_location" => vec![("role", words::<cluster_location::LocationRole>())],
        "indicator" => vec![("kind", words::<indicator::IndicatorKind>())],
        "industry" => vec![("kind", words::<industry::IndustryKind>())],
        "name" => vec![("kind", words::<name::NameKind>())],
        "province" => {
            vec![("kind", words::<province::ProvinceKind>()), ("region", words::<province::Region>())]
        }
        "round" => vec![("kind", words::<round::RoundKind>())],
        "search" => vec![("kind", words::<SearchKind>())],
        "stat" => vec![
            ("subject_kind", words::<SubjectKind>()),
            ("qualifier", words::<stat::Qualifier>()),
            ("period_basis", words::<stat::PeriodBasis>()),
        ],
        "subject" => vec![("kind", words::<SubjectKind>())],
        "unit" => vec![("kind", words::<unit::UnitKind>())],
        _ => Vec::new(),
    }
}

fn words<E: ActiveEnum<Value = String>>() -> BTreeSet<String> {
    E::values().into_iter().collect()
}

fn entity<E: EntityTrait>(enums: &[(&str, BTreeSet<String>)]) -> (String, BTreeMap<String, Column>) {
    let table = E::default().table_name().to_owned();
    let key: BTreeSet<String> = E::PrimaryKey::iter().map(|key| key.into_column().unquoted().to_owned()).collect();
    let mut columns = BTreeMap::new();
    for column in E::Column::iter() {
        let name = column.unquoted().to_owned();
        let definition = column.def();
        let words = enums.iter().find(|(column, _)| *column == name).map(|(_, words)| words.clone());
        let is_enum = matches!(definition.get_column_type(), ColumnType::Text);
        // SeaORM takes a plain string for a varchar, and our enums for text: so an enum cannot be left out above.
        assert_eq!(is_enum, words.is_some(), "{table}.{name}: is it an enum? then name it in enums()");
        let kind = kind(definition.get_column_type()).unwrap_or_else(|| panic!("{table}.{name}: {definition:?}"));
        assert_eq!(kind == "numeric", is_read_as_text(&column), "{table}.{name}: exact decimals are read as text");
        let in_primary_key = key.contains(&name);
        columns.insert(name, Column { kind, nullable: definition.is_null(), in_primary_key, words });
    }
    let unknown: Vec<_> = enums.iter().filter(|(column, _)| !columns.contains_key(*column)).collect();
    assert!(unknown.is_empty(), "{table} has no {unknown:?}");
    (table, columns)
}

/// The type of PostgreSQL that holds exactly what the entity's type does.
fn kind(of: &ColumnType) -> Option<&'static str> {
    Some(match of {
        ColumnType::BigInteger => "bigint",
        ColumnType::Integer => "integer",
        ColumnType::Boolean => "boolean",
        ColumnType::Date => "date",
        ColumnType::Decimal(None) => "numeric",
        ColumnType::Json | ColumnType::JsonBinary => "jsonb",
        ColumnType::Array(of) => match kind(of) {
            Some("text") => "text[]",
            _ => return None,
        },
        ColumnType::String(_) | ColumnType::Text => "text",
        ColumnType::TimestampWithTimeZone => "timestamp with time zone",
        _ => return None,
    })
}

fn is_read_as_text(column: &impl ColumnTrait) -> bool {
    let select = column.select_as(Expr::col(Alias::new("value")));
    let sql = Query::select().expr(select).to_string(PostgresQueryBuilder);
    sql.contains("AS text")
}

async fn catalog(database: &Database) -> Tables {
    let columns: Vec<(String, String, String, bool, bool)> = rows(
        database,
        "select c.relname::text, a.attname::text, format_type(a.atttypid, a.atttypmod), not a.attnotnull,
                coalesce(a.attnum = any(k.conkey), false)
         from pg_class c
         join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
         left join pg_constraint k on k.conrelid = c.oid and k.contype = 'p'
         where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'f')
           and c.relname <> '_sqlx_migrations'",
    )
    .await;
    let mut tables = Tables::new();
    for (table, column, kind, nullable, in_primary_key) in columns {
        let words = None;
        let column_of = Column { kind: kind.leak(), nullable, in_primary_key, words };
        tables.entry(table).or_default().insert(column, column_of);
    }
    for (table, column, list) in word_lists(database).await {
        let place = tables.get_mut(&table).and_then(|columns| columns.get_mut(&column));
        place.expect("a column of the table").words = Some(list);
    }
    tables
}

/// Each column with a check that it is one of some words, and each that refers to such a column.
async fn word_lists(database: &Database) -> Vec<(String, String, BTreeSet<String>)> {
    let checks: Vec<(String, String, String)> = rows(
        database,
        "select c.relname::text, a.attname::text, pg_get_expr(k.conbin, k.conrelid)
         from pg_constraint k
         join pg_class c on c.oid = k.conrelid
         join pg_attribute a on a.attrelid = c.oid and k.conkey = array[a.attnum]
         where k.contype = 'c' and c.relnamespace = 'public'::regnamespace
           and pg_get_expr(k.conbin, k.conrelid) like '%= ANY (%'",
    )
    .await;
    let referring: Vec<(String, String, String, String)> = rows(
        database,
        "select c.relname::text, a.attname::text, p.relname::text, b.attname::text
         from pg_constraint f
         join pg_class c on c.oid = f.conrelid join pg_class p on p.oid = f.confrelid
         cross join lateral unnest(f.conkey, f.confkey) as k (child, parent)
         join pg_attribute a on a.attrelid = c.oid and a.attnum = k.child
         join pg_attribute b on b.attrelid = p.oid and b.attnum = k.parent
         where f.contype = 'f' and c.relnamespace = 'public'::regnamespace",
    )
    .await;
    let mut lists: Vec<_> = checks.iter().map(|(table, column, check)| (table, column, quoted(check))).collect();
    for (table, column, parent, parent_column) in &referring {
        let list = lists.iter().find(|(table, column, _)| *table == parent && *column == parent_column);
        if let Some((_, _, list)) = list {
            lists.push((table, column, list.clone()));
        }
    }
    lists.into_iter().map(|(table, column, list)| (table.clone(), column.clone(), list)).collect()
}

/// The words in quotes in `(kind = ANY (ARRAY['field'::text, 'track'::text]))`.
fn quoted(check: &str) -> BTreeSet<String> {
    check.split('\'').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Every difference, a line each.
fn differences(entities: &Tables, catalog: &Tables) -> String {
    let mut found = String::new();
    let nothing = BTreeMap::new();
    let tables: BTreeSet<&String> = entities.keys().chain(catalog.keys()).collect();
    for table in tables {
        let entity = entities.get(table).unwrap_or(&nothing);
        let in_database = catalog.get(table).unwrap_or(&nothing);
        let columns: BTreeSet<&String> = entity.keys().chain(in_database.keys()).collect();
        for column in columns {
            let (ours, theirs) = (entity.get(column), in_database.get(column));
            if ours != theirs {
                writeln!(found, "{table}.{column}\n  entity:   {ours:?}\n  database: {theirs:?}")
                    .expect("a string takes all");
            }
        }
    }
    found
}

/// The relations that the entities declare, as `table(column) references table(column)`.
fn relations() -> BTreeSet<String> {
    use entity::{award, cluster_location, industry, name, round};
    fn of<R: Iterable + RelationTrait>() -> impl Iterator<Item = String> {
        R::iter().map(|relation| {
            let RelationDef { from_tbl, from_col, to_tbl, to_col, .. } = relation.def();
            let (from, to) = (from_tbl.sea_orm_table(), to_tbl.sea_orm_table());
            let [from_col, to_col] =
                [from_col, to_col].map(|of| of.iter().map(ToString::to_string).collect::<String>());
            format!("{from}({from_col}) references {to}({to_col})")
        })
    }
    of::<award::Relation>()
        .chain(of::<cluster_location::Relation>())
        .chain(of::<industry::Relation>())
        .chain(of::<name::Relation>())
        .chain(of::<round::Relation>())
        .collect()
}

#[tokio::test]
async fn every_relation_is_a_foreign_key() {
    let database = testkit::database().await;
    let keys: Vec<(String,)> = rows(
        &database,
        "select format('%s(%s) references %s(%s)', c.relname, a.attname, p.relname, b.attname)
         from pg_constraint f
         join pg_class c on c.oid = f.conrelid join pg_class p on p.oid = f.confrelid
         cross join lateral unnest(f.conkey, f.confkey) as k (child, parent)
         join pg_attribute a on a.attrelid = c.oid and a.attnum = k.child
         join pg_attribute b on b.attrelid = p.oid and b.attnum = k.parent
         where f.contype = 'f'",
    )
    .await;
    let keys: BTreeSet<String> = keys.into_iter().map(|(key,)| key).collect();
    let relations = relations();
    assert_eq!(relations.len(), 10);
    let unknown: Vec<_> = relations.difference(&keys).collect();
    assert!(unknown.is_empty(), "no foreign keys: {unknown:?}");
}

#[tokio::test]
async fn the_entities_are_the_tables() {
    let database = testkit::database().await;
    let catalog = catalog(&database).await;
    assert!(catalog.len() >= 16);
    let found = differences(&entities(), &catalog);
    assert!(found.is_empty(), "entities and tables differ:\n{found}");
}

#[tokio::test]
async fn a_drift_of_any_kind_is_found() {
    for (drift, place) in [
        ("alter table unit add column symbol text", "unit.symbol\n  entity:   None"),
        ("alter table unit drop column name_zh cascade", "unit.name_zh\n"),
        ("alter table unit alter column name_zh drop not null", "unit.name_zh\n"),
        ("alter table release alter column counts type json", "release.counts\n"),
        ("alter table stat alter column value type numeric(40, 10)", "stat.value\n"),
        ("alter table name drop constraint name_pkey, add primary key (subject_id, text)", "name.source_id\n"),
        ("alter table round drop constraint round_kind_check", "round.kind\n"),
        ("create table brand (id bigint primary key)", "brand.id\n  entity:   None"),
        ("drop table release", "release.id\n"),
    ] {
        let database = testkit::database().await;
        database.execute(drift).await;
        let found = differences(&entities(), &catalog(&database).await);
        assert!(found.contains(place), "{drift}\n{found}");
    }
}
