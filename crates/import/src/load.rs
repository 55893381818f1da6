//! The load of a package that was checked: its files are read once more, row by row, into the store.

use std::borrow::Cow;

use measure::Period;
use store::{
    Store,
    dataset::{Copy, Diff, Load, PackageInfo, Table},
};

use crate::{
    Error,
    check::{Checked, NO_USUAL_UNIT},
    contract::{COUNTRY, resource_of},
    counted,
    package::Package,
    progress::Progress,
    rows::Rows,
    schema::Resource,
    units,
};

pub(crate) async fn load(
    store: &Store,
    package: &Package,
    checked: &Checked,
    dry_run: bool,
    progress: &Progress,
) -> Result<Diff, Error> {
    let mut load = store.dataset_begin(|| progress.say("another import is running; waiting for it")).await?;
    for table in Table::ALL {
        match resource_of(table) {
            Some(name) => {
                let found = checked.schema.resource(name);
                let (index, resource) = found.ok_or_else(|| Error::Changed(name.to_owned()))?;
                load_file(&mut load, table, package, resource, &checked.checksums[index], progress).await?;
            }
            None => load_known(&mut load, table, checked).await?,
        }
    }
    let summary = &checked.summary;
    let info = PackageInfo {
        package: summary.package.clone(),
        version: summary.version.clone(),
        title: summary.title.clone(),
        license: summary.license.clone(),
        checksum: summary.checksum.clone(),
    };
    let mut stage = None;
    let diff = load.finish(&info, dry_run, |step| {
        if stage.replace(step.stage) != Some(step.stage) {
            progress.end(&step.stage.to_string());
        }
        progress.step(&format!("{}: {}", step.stage, step.table), step.done, step.all);
    });
    Ok(diff.await?)
}

/// Loads the rows that no file lists: the units in use, and the country.
async fn load_known(load: &mut Load, table: Table, checked: &Checked) -> Result<(), Error> {
    let mut copy = load.copy(table).await?;
    if table == Table::Unit {
        for unit in checked.units.iter().map(|code| units::describe(code)) {
            copy.row([unit.code, unit.name_en, unit.name_zh, unit.kind].map(Some)).await?;
        }
    } else {
        let (code, name_en, name_zh) = COUNTRY;
        copy.row([code, name_en, name_zh].map(Some)).await?;
    }
    Ok(copy.finish().await?)
}

async fn load_file(
    load: &mut Load,
    table: Table,
    package: &Package,
    resource: &Resource,
    checksum: &str,
    progress: &Progress,
) -> Result<(), Error> {
    let unreadable = |source| Error::Read { file: resource.file().to_owned(), source };
    let columns: Vec<Cell> = table.columns().iter().map(|name| Cell::of(table, name, resource)).collect();
    let mut rows = Rows::open(package, resource, progress, "loading").map_err(unreadable)?;
    let mut copy = load.copy(table).await?;
    let mut count = 0_u64;
    while rows.next().map_err(unreadable)? {
        count += 1;
        send(&mut copy, &columns, &rows).await?;
    }
    // What was checked is what is loaded, or nothing is.
    if rows.checksum() != checksum {
        return Err(Error::Changed(resource.file().to_owned()));
    }
    copy.finish().await?;
    progress.end(&format!("loaded {}: {}", resource.file(), counted(count, "row")));
    Ok(())
}

async fn send(copy: &mut Copy<'_>, columns: &[Cell], rows: &Rows<'_>) -> Result<(), Error> {
    let cells: Vec<Option<Cow<str>>> = columns.iter().map(|cell| cell.value(rows)).collect();
    Ok(copy.row(cells.iter().map(Option::as_deref)).await?)
}

/// Where the value of a staged column comes from.
enum Cell {
    /// The column of the file, as it stands there.
    Column(Option<usize>),
    /// The unit of an indicator, or none.
    UsualUnit(Option<usize>),
    /// The kind of a subject in the words of the store.
    SubjectKind(Option<usize>),
    /// `true` or `false`, for whatever words the package has for them.
    Boolean(Option<usize>),
    /// The first day of a period.
    Start(Option<usize>),
    /// The last day of a period.
    End(Option<usize>),
}

impl Cell {
    fn of(table: Table, name: &str, resource: &Resource) -> Self {
        let column = resource.column(name);
        let period = || resource.column("period");
        match (table, name) {
            (Table::Indicator, "unit") => Self::UsualUnit(column),
            (Table::Stat | Table::Name, "subject_type") => Self::SubjectKind(column),
            (Table::Source, "seed") => Self::Boolean(column),
            (Table::Stat, "period_start") => Self::Start(period()),
            (Table::Stat, "period_end") => Self::End(period()),
            _ => Self::Column(column),
        }
    }

    fn value<'a>(&self, rows: &'a Rows) -> Option<Cow<'a, str>> {
        let of = |column: &Option<usize>| rows.value((*column)?);
        let period = |column| Period::parse(of(column)?).ok();
        match self {
            Self::Column(column) => of(column).map(Cow::Borrowed),
            Self::UsualUnit(column) => of(column).filter(|unit| *unit != NO_USUAL_UNIT).map(Cow::Borrowed),
            Self::SubjectKind(column) => {
                of(column).map(|kind| Cow::Borrowed(if kind == "contest_round" { "round" } else { kind }))
            }
            Self::Boolean(column) => {
                let yes = rows.resource.columns[(*column)?].kind.is_true(of(column)?);
                Some(Cow::Borrowed(if yes { "true" } else { "false" }))
            }
            Self::Start(column) => period(column).map(|period| Cow::Owned(period.start.to_string())),
            Self::End(column) => period(column).map(|period| Cow::Owned(period.end.to_string())),
        }
    }
}
