//! The user that PostgreSQL runs as. PostgreSQL refuses to run as root, so root picks another user for it.

use std::{
    ffi::OsStr,
    fs, io,
    os::unix::fs::{MetadataExt, lchown},
    path::Path,
    process::Stdio,
};

use rustix::process::geteuid;
use tokio::process::Command;

use crate::{Error, error::cannot};

/// An unprivileged user of this system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Account {
    name: String,
    uid: u32,
    gid: u32,
}

impl Account {
    /// Chooses the user for PostgreSQL: `None`, the current user, unless that is root. For root, the owner of the data
    /// directory, else `postgres`, else `nobody`.
    pub(crate) fn for_data(data_dir: &Path) -> Result<Option<Self>, Error> {
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

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Tries to enter for real: access lists and mount options do not show in the mode bits.
    pub(crate) async fn can_enter(&self, dir: &Path) -> Result<bool, Error> {
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

/// The user id that PostgreSQL runs with.
pub(crate) fn uid(account: Option<&Account>) -> u32 {
    account.map_or_else(|| geteuid().as_raw(), |account| account.uid)
}

/// Gives a file or directory to the user that PostgreSQL runs as.
pub(crate) fn change_owner(path: &Path, account: Option<&Account>) -> io::Result<()> {
    match account {
        Some(account) => lchown(path, Some(account.uid), Some(account.gid)),
        None => Ok(()),
    }
}

/// A command that runs as `account`, in its own process group, so that Ctrl-C in a terminal ends only this process, and
/// without the environment variables meant for other PostgreSQL clients and servers.
pub(crate) fn command(account: Option<&Account>, program: impl AsRef<OsStr>) -> Command {
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
