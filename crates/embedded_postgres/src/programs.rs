//! Finds the PostgreSQL programs of this system.

use std::{
    cmp::Reverse,
    env,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::Error;

/// The oldest major version of PostgreSQL that is tested.
pub const OLDEST_MAJOR: u32 = 15;

/// Where distributions install the programs; one `*` matches any text within a name.
const USUAL_PLACES: [&str; 8] = [
    "/usr/lib/postgresql/*/bin",                          // Debian, Ubuntu
    "/usr/pgsql-*/bin",                                   // packages of postgresql.org for Fedora, RHEL
    "/usr/lib/postgresql*/bin",                           // openSUSE
    "/usr/libexec/postgresql*",                           // Alpine
    "/usr/lib64/postgresql-*/bin",                        // Gentoo
    "/opt/homebrew/opt/postgresql*/bin",                  // Homebrew on Apple silicon
    "/usr/local/opt/postgresql*/bin",                     // Homebrew on Intel
    "/Applications/Postgres.app/Contents/Versions/*/bin", // Postgres.app
];

/// The PostgreSQL programs of one version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Programs {
    /// Their directory, with symlinks resolved.
    pub bin: PathBuf,
    /// The major version, such as 15.
    pub major: u32,
    /// The version as PostgreSQL prints it: `15.13 (Debian 15.13-0+deb12u1)`.
    pub version: String,
}

/// Finds every PostgreSQL of this system, too old ones included: the one in `pg_bin` first, then the newest.
#[must_use]
pub fn find_programs(pg_bin: Option<&Path>) -> Vec<Programs> {
    Search::of_this_system(pg_bin).find()
}

/// Chooses the programs for a data directory: of the major version that created it, else the first that is new enough.
pub(crate) fn choose(pg_bin: Option<&Path>, made_by: Option<u32>, data_dir: &Path) -> Result<Programs, Error> {
    Search::of_this_system(pg_bin).choose(made_by, data_dir)
}

impl Programs {
    pub(crate) fn postgres(&self) -> PathBuf {
        self.bin.join("postgres")
    }

    pub(crate) fn initdb(&self) -> PathBuf {
        self.bin.join("initdb")
    }

    /// The programs in a directory, which may hold symlinks; `None` unless all of them are there and run.
    fn in_dir(dir: &Path) -> Option<Self> {
        let postgres = dir.join("postgres").canonicalize().ok()?;
        let bin = postgres.parent()?.to_owned();
        if !bin.join("initdb").is_file() {
            return None;
        }
        let (major, version) = parse_version(&output(Command::new(&postgres).arg("--version"))?)?;
        Some(Self { bin, major, version })
    }
}

/// The places to search.
struct Search {
    pg_bin: Option<PathBuf>,
    path: Option<OsString>,
    usual_places: Vec<PathBuf>,
    install: String,
}

impl Search {
    fn of_this_system(pg_bin: Option<&Path>) -> Self {
        let os_release = fs::read_to_string("/etc/os-release").unwrap_or_default();
        Self {
            pg_bin: pg_bin.map(Path::to_owned),
            path: env::var_os("PATH"),
            usual_places: USUAL_PLACES.iter().map(PathBuf::from).collect(),
            install: how_to_install(&os_release, cfg!(target_os = "macos")),
        }
    }

    fn find(&self) -> Vec<Programs> {
        let preferred = self.pg_bin.as_deref().and_then(Programs::in_dir);
        if let (Some(pg_bin), None) = (&self.pg_bin, &preferred) {
            tracing::warn!("no PostgreSQL programs are in {} (ATLAS_PG_BIN): searching elsewhere", pg_bin.display());
        }
        let mut others: Vec<_> = self.elsewhere().iter().filter_map(|dir| Programs::in_dir(dir)).collect();
        // Stable, so that the first one found of a version stays first.
        others.sort_by_key(|programs| Reverse(programs.major));
        let mut found: Vec<Programs> = Vec::new();
        for programs in preferred.into_iter().chain(others) {
            if !found.contains(&programs) {
                found.push(programs);
            }
        }
        found
    }

    fn elsewhere(&self) -> Vec<PathBuf> {
        let path: Vec<_> = self.path.iter().flat_map(env::split_paths).filter(|dir| dir.is_absolute()).collect();
        let pg_config = path.iter().find_map(|dir| output(Command::new(dir.join("pg_config")).arg("--bindir")));
        let usual = self.usual_places.iter().flat_map(|pattern| expand(pattern));
        path.into_iter().chain(pg_config.map(PathBuf::from)).chain(usual).collect()
    }

    fn choose(&self, made_by: Option<u32>, data_dir: &Path) -> Result<Programs, Error> {
        let found = self.find();
        let fits =
            |programs: &&Programs| made_by.map_or(programs.major >= OLDEST_MAJOR, |made_by| programs.major == made_by);
        if let Some(programs) = found.iter().find(fits) {
            return Ok(programs.clone());
        }
        match made_by {
            Some(made_by) if found.iter().any(|programs| programs.major >= OLDEST_MAJOR) => {
                Err(Error::OtherMajor { data_dir: data_dir.to_owned(), made_by, found: describe(&found) })
            }
            _ => Err(Error::NoPrograms {
                looked_in: self.describe(),
                found: describe(&found),
                install: self.install.clone(),
            }),
        }
    }

    fn describe(&self) -> String {
        let pg_bin = self.pg_bin.iter().map(|dir| format!("{} (ATLAS_PG_BIN)", dir.display()));
        let usual = self.usual_places.iter().map(|dir| dir.display().to_string());
        pg_bin.chain(["PATH".to_owned(), "pg_config".to_owned()]).chain(usual).collect::<Vec<_>>().join(", ")
    }
}

fn describe(found: &[Programs]) -> String {
    if found.is_empty() {
        return "none is there".to_owned();
    }
    let found: Vec<_> = found.iter().map(|p| format!("PostgreSQL {} in {}", p.major, p.bin.display())).collect();
    format!("found {}", found.join(", "))
}

/// The output of a program, without the newline; `None` if it fails.
fn output(command: &mut Command) -> Option<String> {
    let output = command.output().ok().filter(|output| output.status.success())?;
    Some(String::from_utf8(output.stdout).ok()?.trim().to_owned())
}

/// Reads `postgres (PostgreSQL) 15.13 (Debian 15.13-0+deb12u1)`, and `17beta1` or `18devel` for the version.
fn parse_version(text: &str) -> Option<(u32, String)> {
    let version = text.split_once("(PostgreSQL) ")?.1;
    let digits = version.find(|c: char| !c.is_ascii_digit()).unwrap_or(version.len());
    Some((version[..digits].parse().ok()?, version.to_owned()))
}

/// The directories that match a path with one `*`.
fn expand(pattern: &Path) -> Vec<PathBuf> {
    let text = pattern.to_string_lossy();
    let Some((before, after)) = text.split_once('*') else { return vec![pattern.to_owned()] };
    let (parent, prefix) = before.rsplit_once('/').unwrap_or((".", before));
    let (suffix, rest) = after.split_once('/').unwrap_or((after, ""));
    let entries = fs::read_dir(parent).into_iter().flatten().flatten();
    entries
        .filter(|entry| {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            name.starts_with(prefix) && name.ends_with(suffix)
        })
        .map(|entry| entry.path().join(rest))
        .collect()
}

/// The command that installs PostgreSQL on the system that `/etc/os-release` describes.
fn how_to_install(os_release: &str, is_macos: bool) -> String {
    if is_macos {
        return "brew install postgresql@17".to_owned();
    }
    let systems = ["ID=", "ID_LIKE="]
        .iter()
        .filter_map(|key| os_release.lines().find_map(|line| line.strip_prefix(key)))
        .flat_map(|names| names.trim_matches(['"', '\'']).split(' '));
    let command = systems.into_iter().find_map(|system| match system {
        "debian" | "ubuntu" => Some("apt-get install postgresql"),
        "fedora" | "rhel" | "centos" => Some("dnf install postgresql-server"),
        "alpine" => Some("apk add postgresql"),
        "arch" => Some("pacman -S postgresql"),
        "suse" | "opensuse" => Some("zypper install postgresql-server"),
        _ => None,
    });
    command.unwrap_or("see https://www.postgresql.org/download/").to_owned()
}

#[cfg(test)]
mod tests {
    use std::{
        fs,
        os::unix::fs::{PermissionsExt, symlink},
    };

    use tempfile::TempDir;

    use super::*;

    #[test]
    fn reads_versions() {
        let major = |text| parse_version(text).map(|(major, _)| major);
        assert_eq!(major("postgres (PostgreSQL) 15.13 (Debian 15.13-0+deb12u1)"), Some(15));
        assert_eq!(major("postgres (PostgreSQL) 18devel"), Some(18));
        assert_eq!(major("postgres (PostgreSQL) 16"), Some(16));
        assert_eq!(major("something else"), None);
    }

    #[test]
    fn says_how_to_install() {
        for (os_release, command) in [
            ("NAME=x\nID=debian\n", "apt-get install postgresql"),
            ("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n", "apt-get install postgresql"),
            ("ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\n", "dnf install postgresql-server"),
            ("ID=fedora\n", "dnf install postgresql-server"),
            ("ID=alpine\n", "apk add postgresql"),
            ("ID=arch\n", "pacman -S postgresql"),
            ("ID=plan9\n", "see https://www.postgresql.org/download/"),
            ("", "see https://www.postgresql.org/download/"),
        ] {
            assert_eq!(how_to_install(os_release, false), command, "{os_release}");
        }
        assert_eq!(how_to_install("", true), "brew install postgresql@17");
    }

    /// The newest comes first, except that `pg_bin` is preferred; a symlink counts as what it leads to; what is no
    /// PostgreSQL does not count.
    #[test]
    fn finds_the_newest_first() {
        let root = TempDir::new().expect("a directory");
        for major in [14, 16, 15, 17] {
            fake_postgres(&root, &format!("lib/{major}/bin"), major);
        }
        fs::create_dir_all(root.path().join("lib/broken/bin")).expect("a directory");
        fs::create_dir(root.path().join("links")).expect("a directory");
        symlink(root.path().join("lib/15/bin/postgres"), root.path().join("links/postgres")).expect("a symlink");
        let majors = |search: &Search| search.find().iter().map(|programs| programs.major).collect::<Vec<_>>();

        let mut search = search_in(&root);
        search.path = Some(root.path().join("links").into());
        assert_eq!(majors(&search), [17, 16, 15, 14]);
        search.pg_bin = Some(root.path().join("lib/16/bin"));
        assert_eq!(majors(&search), [16, 17, 15, 14]);

        let chosen = |made_by| search.choose(made_by, Path::new("/data")).map(|programs| programs.major);
        assert_eq!(chosen(None).expect("found"), 16);
        assert_eq!(chosen(Some(15)).expect("found"), 15);
        assert!(matches!(chosen(Some(18)), Err(Error::OtherMajor { made_by: 18, .. })));
    }

    #[test]
    fn asks_pg_config() {
        let root = TempDir::new().expect("a directory");
        fake_postgres(&root, "elsewhere", 16);
        fs::create_dir(root.path().join("path")).expect("a directory");
        script(&root.path().join("path/pg_config"), &format!("echo {}/elsewhere", root.path().display()));
        let search = Search { path: Some(root.path().join("path").into()), ..search_in(&root) };
        assert_eq!(search.find().len(), 1);
    }

    #[test]
    fn without_postgres_says_where_it_looked_and_what_to_do() {
        let root = TempDir::new().expect("a directory");
        let search = Search { pg_bin: Some("/nowhere".into()), ..search_in(&root) };
        let error = search.choose(None, Path::new("/data")).expect_err("nothing is there").to_string();
        for part in [
            "/nowhere (ATLAS_PG_BIN)",
            "PATH",
            "pg_config",
            "/lib/*/bin",
            "none is there",
            "apt-get install",
            "DATABASE_URL",
        ] {
            assert!(error.contains(part), "{part} is missing: {error}");
        }

        fake_postgres(&root, "lib/14/bin", 14);
        let error = search.choose(None, Path::new("/data")).expect_err("too old").to_string();
        assert!(error.contains("no PostgreSQL 15 or newer") && error.contains("found PostgreSQL 14 in"), "{error}");
    }

    fn search_in(root: &TempDir) -> Search {
        Search {
            pg_bin: None,
            path: None,
            usual_places: vec![root.path().join("lib/*/bin")],
            install: how_to_install("ID=debian", false),
        }
    }

    fn fake_postgres(root: &TempDir, dir: &str, major: u32) {
        let dir = root.path().join(dir);
        fs::create_dir_all(&dir).expect("a directory");
        script(&dir.join("postgres"), &format!("echo 'postgres (PostgreSQL) {major}.1'"));
        script(&dir.join("initdb"), "");
    }

    fn script(path: &Path, text: &str) {
        fs::write(path, format!("#!/bin/sh\n{text}\n")).expect("a script");
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).expect("executable");
    }
}
