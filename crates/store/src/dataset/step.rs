//! How far a load is, once its rows are staged.

use std::fmt;

use super::Table;

/// What a load is doing.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Stage {
    /// Staged rows are compared with those of a table, and the difference is written.
    Write,
    /// What search reads is brought up to date.
    Search,
    /// Indexes are built.
    Index,
    /// Statistics are gathered for the planner.
    Analyze,
}

/// A step that begins. Work is counted in rows, each as often as a step goes through it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Step {
    /// What is done.
    pub stage: Stage,
    /// The table it is done to.
    pub table: &'static str,
    /// The work that was done before.
    pub done: u64,
    /// The work of all steps, this one and those after it included.
    pub all: u64,
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Write => "writing the tables",
            Self::Search => "preparing search",
            Self::Index => "building the indexes",
            Self::Analyze => "gathering statistics",
        })
    }
}

/// Tells of each step when it begins.
pub(super) struct Steps<'on_step> {
    on_step: &'on_step mut (dyn FnMut(Step) + Send),
    /// Staged rows, in the order of [`Table::ALL`].
    staged: [u64; Table::ALL.len()],
    done: u64,
    all: u64,
    /// The work of the step that runs.
    running: u64,
}

impl<'on_step> Steps<'on_step> {
    /// Each table is written in two steps, search is one, and so is each of `indexes`, given by its table.
    pub(super) fn new(
        on_step: &'on_step mut (dyn FnMut(Step) + Send),
        staged: [u64; Table::ALL.len()],
        indexes: impl Iterator<Item = &'static str>,
    ) -> Self {
        let mut steps = Self { on_step, staged, done: 0, all: 0, running: 0 };
        let tables = Table::ALL.into_iter().map(|table| 2 * steps.work(Stage::Write, table.name()));
        let indexes = indexes.map(|table| steps.work(Stage::Index, table));
        steps.all = tables.chain(indexes).sum::<u64>() + steps.work(Stage::Search, super::search::TABLE);
        steps
    }

    pub(super) fn begin(&mut self, stage: Stage, table: &'static str) {
        self.done += self.running;
        self.running = self.work(stage, table);
        (self.on_step)(Step { stage, table, done: self.done, all: self.all });
    }

    /// How many rows a step goes through, and how often. That a figure takes several times as long to write as to index
    /// was measured with a million of them; only the time that is said to be left depends on it.
    fn work(&self, stage: Stage, table: &'static str) -> u64 {
        let of_table = |table: Table| self.staged[table as usize];
        let rows = match Table::ALL.into_iter().find(|other| other.name() == table) {
            Some(table) => of_table(table),
            // Names and keys in two languages.
            None => 4 * [Table::Source, Table::Cluster].map(of_table).iter().sum::<u64>(),
        };
        match stage {
            Stage::Write => 8 * rows,
            Stage::Search => 16 * rows,
            Stage::Index => rows,
            Stage::Analyze => 0,
        }
    }
}
