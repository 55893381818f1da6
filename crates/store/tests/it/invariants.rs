//! What holds for every table, asked of the catalog: a new table cannot forget it.

use crate::support::{column, rows};

/// Columns named like references that are none.
const NO_REFERENCES: [&str; 2] = [
    // Its own natural key, beside the ISO code.
    "province.gb_code",
    // Computed from its own code: nothing can write another country into it.
    "province.country_code",
];

#[tokio::test]
async fn what_refers_to_something_has_a_foreign_key() {
    let database = testkit::database().await;
    // Named by its end, or by a table and a column of it: source_id, unit_code, cluster_slug, subject_kind.
    let mut without: Vec<String> = column(
        &database,
        r"select format('%s.%s', c.relname, a.attname)
          from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
          where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
            and c.relname <> '_sqlx_migrations'
            and (a.attname ~ '_(id|code)$'
                 or exists (select from pg_class p join pg_attribute b on b.attrelid = p.oid and b.attnum > 0
                            where p.relnamespace = c.relnamespace and p.relkind in ('r', 'p') and p.oid <> c.oid
                              and a.attname = p.relname || '_' || b.attname))
            and not exists (select from pg_constraint f
                            where f.contype = 'f' and f.conrelid = c.oid and a.attnum = any(f.conkey))",
    )
    .await;
    without.sort_unstable();
    let mut known = NO_REFERENCES.map(str::to_owned);
    known.sort_unstable();
    assert_eq!(without, known);
}

#[tokio::test]
async fn a_figure_has_a_source() {
    let database = testkit::database().await;
    let nullable: Vec<bool> = column(
        &database,
        "select not a.attnotnull from pg_attribute a where a.attrelid = 'stat'::regclass and a.attname = 'source_id'",
    )
    .await;
    assert_eq!(nullable, [false]);
}

#[tokio::test]
async fn every_foreign_key_leads_an_index() {
    let database = testkit::database().await;
    // A partial index serves where it leaves out nothing but nulls, which refer to nothing.
    let without: Vec<String> = column(
        &database,
        r"select format('%s.%s', c.relname, a.attname)
          from pg_constraint f join pg_class c on c.oid = f.conrelid
          join pg_attribute a on a.attrelid = c.oid and a.attnum = f.conkey[1]
          where f.contype = 'f' and c.relnamespace = 'public'::regnamespace
            and not exists (select from pg_index i
                            where i.indrelid = c.oid and i.indisvalid and i.indkey[0] = a.attnum
                              and (i.indpred is null
                                   or pg_get_expr(i.indpred, i.indrelid) = format('(%I IS NOT NULL)', a.attname)))
          order by 1",
    )
    .await;
    assert_eq!(without, Vec::<String>::new());
}

#[tokio::test]
async fn keys_names_and_orders_sort_by_code_point() {
    let database = testkit::database().await;
    let otherwise: Vec<String> = column(
        &database,
        r"select distinct format('%s.%s', c.relname, a.attname)
          from pg_class c
          join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.atttypid = 'text'::regtype
          join pg_collation co on co.oid = a.attcollation
          where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname <> '_sqlx_migrations'
            and co.collname <> 'C'
            and (a.attname in ('code', 'slug', 'key', 'name_en', 'name_zh')
                 or a.attname ~ '_(code|slug|key)$'
                 or exists (select from pg_constraint k
                            where k.conrelid = c.oid and k.contype in ('p', 'u', 'f') and a.attnum = any(k.conkey))
                 -- A column among several of an index is there for an order.
                 or exists (select from pg_index i
                            where i.indrelid = c.oid and i.indnatts > 1 and a.attnum = any(i.indkey::smallint[])))
          order by 1",
    )
    .await;
    assert_eq!(otherwise, Vec::<String>::new());
}

#[tokio::test]
async fn both_sides_of_a_foreign_key_have_one_type_and_one_collation() {
    let database = testkit::database().await;
    // Where collations differ, no index can be used to go from one side to the other.
    let unequal: Vec<String> = column(
        &database,
        r"select format('%s.%s', c.relname, a.attname)
          from pg_constraint f
          join pg_class c on c.oid = f.conrelid join pg_class p on p.oid = f.confrelid
          cross join lateral unnest(f.conkey, f.confkey) as k (child, parent)
          join pg_attribute a on a.attrelid = c.oid and a.attnum = k.child
          join pg_attribute b on b.attrelid = p.oid and b.attnum = k.parent
          where f.contype = 'f' and c.relnamespace = 'public'::regnamespace
            and (a.atttypid <> b.atttypid or a.attcollation <> b.attcollation)
          order by 1",
    )
    .await;
    assert_eq!(unequal, Vec::<String>::new());
}

#[tokio::test]
async fn figures_are_exact() {
    let database = testkit::database().await;
    let inexact: Vec<(String, String)> = rows(
        &database,
        r"select format('%s.%s', c.relname, a.attname), format_type(a.atttypid, a.atttypmod)
          from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
          where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
            and (a.atttypid in ('real'::regtype, 'double precision'::regtype, 'money'::regtype)
                 or (a.atttypid = 'numeric'::regtype and a.atttypmod <> -1))",
    )
    .await;
    assert_eq!(inexact, []);
}
