//! Reads of conflicts: figures for which the sources give different values.

use entity::stat::Model;

use crate::{
    list::Noun,
    order::{Column, Direction},
    stat::{Condition, Field, Parent, Stats},
};

/// Lists of conflicts. Each stands for its preferred stat, which conditions and orders look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Conflicts {}

impl Noun for Conflicts {
    type Row = Model;
    type Condition = Condition;
    type Field = Field;
    type Parent = Parent;

    const TABLE: &'static str = Stats::TABLE;
    const DEFAULT_ORDER: &'static [(Field, Direction)] = Stats::DEFAULT_ORDER;
    const TIE: &'static [Column] = Stats::TIE;
    const ONLY: Option<&'static str> = Some("stat.disputed and stat.preferred");

    fn columns() -> &'static str {
        Stats::columns()
    }
}
