//! The data directory: the version that created it, and its creation on the first run.

use std::{
    fs::{self, File},
    io,
    os::unix::fs::DirBuilderExt,
    path::Path,
};

use uuid::Uuid;

use crate::{
    Error,
    account::{self, command},
    connection::NAME,
    error::cannot,
    programs::Programs,
    state::State,
};

/// Names of data directories that initdb has not finished start with this.
const UNFINISHED: &str = "postgres.new-";
/// Locales that know which characters are letters, as search in Chinese requires. The first one installed is used.
const CHARACTER_TYPES: [&str; 3] = ["C.UTF-8", "en_US.UTF-8", "C"];

/// The major version that created the data directory; `None` if there is none yet.
pub(crate) fn made_by(data_dir: &Path) -> Result<Option<u32>, Error> {
    let is_empty = match fs::read_dir(data_dir) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => true,
        Err(error) => return Err(cannot("read", data_dir)(error)),
    };
    if is_empty {
        return Ok(None);
    }
    let version = fs::read_to_string(data_dir.join("PG_VERSION")).ok();
    let major = version.and_then(|version| version.trim().parse().ok());
    major.map(Some).ok_or_else(|| Error::NotADataDirectory(data_dir.to_owned()))
}

/// Creates the data directory beside its final place and renames it when it is complete, so that a data directory that
/// exists always works.
pub(crate) async fn create(state: &State, programs: &Programs, durable: bool) -> Result<(), Error> {
    let data_dir = state.data_dir();
    tracing::info!("creating {} with PostgreSQL {}", data_dir.display(), programs.version);
    remove_unfinished(state.dir());
    let unfinished = state.dir().join(format!("{UNFINISHED}{}", Uuid::now_v7().simple()));
    let made = initialize(&unfinished, state, programs, durable).await;
    if made.is_ok() {
        return put_in_place(&unfinished, &data_dir, durable).map_err(cannot("put in place", data_dir));
    }
    remove_unfinished(state.dir());
    made
}

async fn initialize(dir: &Path, state: &State, programs: &Programs, durable: bool) -> Result<(), Error> {
    fs::DirBuilder::new().mode(0o700).create(dir).map_err(cannot("create", dir))?;
    account::change_owner(dir, state.account()).map_err(cannot("hand over", dir))?;
    let mut reason = String::new();
    for character_type in CHARACTER_TYPES {
        let mut initdb = command(state.account(), programs.initdb());
        initdb
            .arg("-D")
            .arg(dir)
            .args(["--username", NAME, "--auth-local=trust", "--auth-host=reject", "--data-checksums"])
            .args(["--encoding=UTF8", "--locale=C", "--lc-ctype", character_type, "--text-search-config=simple"])
            .arg("--no-instructions")
            .args((!durable).then_some("--no-sync"))
            .current_dir(state.dir())
            .kill_on_drop(true);
        let output = initdb.output().await.map_err(cannot("run", programs.initdb()))?;
        if output.status.success() {
            return Ok(());
        }
        reason = last_lines(&String::from_utf8_lossy(&output.stderr));
        if !reason.contains("locale") {
            break;
        }
    }
    Err(Error::Initdb { data_dir: state.data_dir(), reason })
}

fn put_in_place(unfinished: &Path, data_dir: &Path, durable: bool) -> io::Result<()> {
    fs::rename(unfinished, data_dir)?;
    match data_dir.parent() {
        Some(dir) if durable => File::open(dir)?.sync_all(),
        _ => Ok(()),
    }
}

/// Removes the remains of interrupted runs of initdb. Nothing depends on it, so errors are only logged.
fn remove_unfinished(state_dir: &Path) {
    for entry in fs::read_dir(state_dir).into_iter().flatten().flatten() {
        if entry.file_name().as_encoded_bytes().starts_with(UNFINISHED.as_bytes())
            && let Err(error) = fs::remove_dir_all(entry.path())
        {
            tracing::warn!("cannot remove {}: {error}", entry.path().display());
        }
    }
}

/// The last messages of a program, to be part of a sentence.
pub(crate) fn last_lines(text: &str) -> String {
    let lines: Vec<_> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let last = &lines[lines.len().saturating_sub(3)..];
    if last.is_empty() { "it printed nothing".to_owned() } else { last.join("; ") }
}
