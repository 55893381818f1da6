//! Keyed reads: rows by a key of their own, and rows under parents by the relations that the entities declare.
//!
//! The first is a plain `select` of SeaORM. The second is text of our own, made from a declared relation: SeaORM's
//! loaders return no parent with each row, keep no order, and need a second statement for a table in between.

use sea_orm::{
    ColumnTrait, DbBackend, EntityTrait, FromQueryResult, Identity, QueryFilter, QueryTrait, RelationDef, TryGetable,
    Value, sea_query::postgres_array::NotU8,
};

use crate::{
    Error, Session,
    sql::{Sql, select_list},
};

/// How rows hang under their parents.
pub(crate) struct Children {
    /// From the table that holds the parent's key to the table of the parents.
    parent: RelationDef,
    /// From the same table to one more, for its columns.
    join: Option<RelationDef>,
    /// Select list of the children.
    columns: &'static str,
    /// The order of all children.
    order: &'static str,
}

impl Children {
    /// The rows of `E`, which has the relation `parent`.
    pub(crate) fn of<E: EntityTrait>(parent: RelationDef, order: &'static str) -> Self {
        Self { parent, join: None, columns: select_list::<E>(), order }
    }

    /// Joins another table, which the order may name.
    pub(crate) fn joined(self, join: RelationDef) -> Self {
        Self { join: Some(join), ..self }
    }
}

/// The column of a relation; none of ours has two.
fn column(of: &Identity) -> String {
    of.iter().map(ToString::to_string).collect()
}

impl Session {
    /// Reads the rows whose column holds one of the keys. All keys go into one array parameter.
    pub(crate) async fn rows_by<C, K>(
        &self,
        column: C,
        keys: &[K],
    ) -> Result<Vec<<C::EntityName as EntityTrait>::Model>, Error>
    where
        C: ColumnTrait,
        C::EntityName: EntityTrait,
        K: Clone + Into<Value> + NotU8,
    {
        let select = C::EntityName::find().filter(column.eq_any(keys.iter().cloned()));
        self.read_all(select.build(DbBackend::Postgres)).await
    }

    /// Reads the children of each parent, each with the id of its parent, in one statement.
    pub(crate) async fn rows_under<P, M>(&self, parents: &[P], children: Children) -> Result<Vec<(P, M)>, Error>
    where
        P: Copy + Into<i64> + TryGetable,
        M: FromQueryResult,
    {
        let Children { parent, join, columns, order } = children;
        let (table, key) = (parent.from_tbl.sea_orm_table().to_string(), column(&parent.from_col));
        let mut sql = Sql::default();
        sql.push("select ").push(&table).push(".").push(&key).push(" as parent, ").push(columns);
        sql.push(" from ").push(&table);
        if let Some(join) = join {
            let other = join.to_tbl.sea_orm_table().to_string();
            sql.push(" join ").push(&other).push(" on ").push(&other).push(".").push(&column(&join.to_col));
            sql.push(" = ").push(&table).push(".").push(&column(&join.from_col));
        }
        sql.push(" where ").push(&table).push(".").push(&key).push(" = ").bind_any(parents);
        sql.push(" order by ").push(order);
        self.children(sql).await
    }
}
