//! The user that PostgreSQL runs as: PostgreSQL refuses root, so root picks somebody else for it.

use std::{
    ffi::OsStr,
    fs, io,
    os::unix::fs::{MetadataExt, lchown},
    path::Path,
    process::Stdio,
};

use rustix::process::geteuid;
use tokio::process::Command;

use super::{Error, error::cannot};

/// An unprivileged user of this system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Account {
    name: String,
    uid: u32,
    gid: u32,
}

impl Account {
    /// Whom to become for PostgreSQL: `None`, ourselves, unless we are root. Then whoever owns the data directory
    /// already, else `postgres`, else `nobody`.
    pub(super) fn for_data(data_dir: &Path) -> Result<Option<Self>, Error> {
        if !geteuid().is_root() {
            return Ok(None);
        }
        let passwd = fs::read_to_string("/etc/passwd").unwrap_or_default();
        owner(data_dir)
            .or_else(|| named(&passwd, "postgres"))
            .or_else(|| named(&passwd, "nobody"))
            .map(Some)
            .ok_or(Error::NoUnprivilegedUser)
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Tries it for real: that also knows about access lists and mount options, which mode bits do not show.
    pub(super) async fn can_enter(&self, dir: &Path) -> Result<bool, Error> {
        command(Some(self), "/bin/sh")
            .args(["-c", "cd \"$1\"", "sh"])
            .arg(dir)
            .current_dir("/")
            .stderr(Stdio::null())
            .status()
            .await
            .map(|status| status.success())
            .map_err(cannot("run as an unprivileged user", "/bin/sh"))
    }
}

/// The user id that PostgreSQL will have.
pub(super) fn uid(account: Option<&Account>) -> u32 {
    account.map_or_else(|| geteuid().as_raw(), |account| account.uid)
}

/// Gives a file or directory to the user that PostgreSQL runs as.
pub(super) fn hand_over(path: &Path, account: Option<&Account>) -> io::Result<()> {
    match account {
        Some(account) => lchown(path, Some(account.uid), Some(account.gid)),
        None => Ok(()),
    }
}

/// A program that runs as `account`, in its own process group, so that Ctrl-C in a terminal ends only ourselves, and
/// untouched by the settings meant for other PostgreSQL clients and servers.
pub(super) fn command(account: Option<&Account>, program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.stdin(Stdio::null()).process_group(0).env("LC_ALL", "C");
    for (name, _) in std::env::vars_os() {
        if name.as_encoded_bytes().starts_with(b"PG") {
            command.env_remove(name);
        }
    }
    if let Some(account) = account {
        command.uid(account.uid).gid(account.gid);
    }
    command
}

fn owner(data_dir: &Path) -> Option<Account> {
    let metadata = fs::symlink_metadata(data_dir).ok()?;
    let (uid, gid) = (metadata.uid(), metadata.gid());
    (uid != 0).then(|| Account { name: uid.to_string(), uid, gid })
}

fn named(passwd: &str, name: &str) -> Option<Account> {
    let line = passwd.lines().find(|line| line.split(':').next() == Some(name))?;
    let mut ids = line.split(':').skip(2).map(str::parse);
    match (ids.next()?, ids.next()?) {
        (Ok(uid), Ok(gid)) if uid != 0 => Some(Account { name: name.to_owned(), uid, gid }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Account, named};

    #[test]
    fn reads_a_user_from_passwd() {
        let passwd = "root:x:0:0::/root:/bin/sh\npostgres:x:101:104:,,,:/var/lib/postgresql:/bin/bash\nodd:x::\n";
        let postgres = Account { name: "postgres".to_owned(), uid: 101, gid: 104 };
        assert_eq!(named(passwd, "postgres"), Some(postgres));
        for unfit in ["root", "odd", "nobody"] {
            assert_eq!(named(passwd, unfit), None, "{unfit}");
        }
    }
}
