//! The state directory: its location, its contents, and who may enter.

use std::{
    ffi::OsStr,
    fs::{self, Permissions},
    io,
    os::unix::{
        ffi::OsStrExt,
        fs::{DirBuilderExt, MetadataExt, PermissionsExt},
    },
    path::{Path, PathBuf, absolute},
};

use rustix::process::geteuid;

use crate::{
    Error,
    account::{self, Account},
    connection::SOCKET_NAME,
    error::cannot,
};

/// Longest path of a Unix socket, in bytes.
const LONGEST_SOCKET_PATH: usize = if cfg!(target_os = "linux") { 107 } else { 103 };
/// Parent of the state directories that PostgreSQL's user could not enter at their configured place.
const FALLBACK_PARENT: &str = "/var/lib/atlas";

/// A state directory that exists and that PostgreSQL can use.
#[derive(Clone, Debug)]
pub(crate) struct State {
    dir: PathBuf,
    account: Option<Account>,
}

impl State {
    /// Creates the state directory. Under root, it moves to a place that PostgreSQL's user can enter if need be.
    pub(crate) async fn prepare(configured: &Path) -> Result<Self, Error> {
        let configured = Self::make(configured)?;
        if configured.is_enterable().await? {
            return Ok(configured);
        }
        let moved = Self::make(&Path::new(FALLBACK_PARENT).join(short_name(&configured.dir)))?;
        if !moved.is_enterable().await? {
            return Err(configured.closed());
        }
        tracing::info!(
            "the state directory is {}, because user {}, which PostgreSQL runs as, cannot enter {}",
            moved.dir.display(),
            configured.account_name(),
            configured.dir.display()
        );
        Ok(moved)
    }

    /// Finds the data of a state directory, if there is any: there, or where the state directory moved to.
    pub(crate) fn find_data(configured: &Path) -> Option<PathBuf> {
        let configured = absolute(configured).and_then(|dir| dir.canonicalize()).ok()?;
        let moved = Path::new(FALLBACK_PARENT).join(short_name(&configured));
        [configured, moved].into_iter().map(|dir| dir.join("postgres")).find(|data| data.exists())
    }

    fn make(dir: &Path) -> Result<Self, Error> {
        let dir = absolute(dir)
            .and_then(|dir| make_enterable(&dir).and_then(|()| dir.canonicalize()))
            .map_err(cannot("create the state directory", dir))?;
        let account = Account::for_data(&dir.join("postgres"))?;
        Ok(Self { dir, account })
    }

    async fn is_enterable(&self) -> Result<bool, Error> {
        match &self.account {
            Some(account) => account.can_enter(&self.dir).await,
            None => Ok(true),
        }
    }

    fn closed(self) -> Error {
        Error::Closed { user: self.account_name().to_owned(), state_dir: self.dir }
    }

    fn account_name(&self) -> &str {
        self.account.as_ref().map_or("", Account::name)
    }

    pub(crate) fn account(&self) -> Option<&Account> {
        self.account.as_ref()
    }

    pub(crate) fn dir(&self) -> &Path {
        &self.dir
    }

    pub(crate) fn data_dir(&self) -> PathBuf {
        self.dir.join("postgres")
    }

    pub(crate) fn lock(&self) -> PathBuf {
        self.dir.join("lock")
    }

    pub(crate) fn log(&self) -> PathBuf {
        self.dir.join("postgres.log")
    }

    /// Creates the directory of the socket: `run`, or one in `/tmp` if the path would be too long for a socket.
    pub(crate) fn socket_dir(&self) -> Result<PathBuf, Error> {
        let mut dir = self.dir.join("run");
        if dir.join(SOCKET_NAME).as_os_str().len() > LONGEST_SOCKET_PATH {
            let uid = account::uid(self.account());
            dir = PathBuf::from(format!("/tmp/atlas-{uid}-{:016x}", hash(self.dir.as_os_str())));
        }
        self.make_socket_dir(&dir)?;
        Ok(dir)
    }

    /// Creates a directory that only PostgreSQL's user can enter. An attacker may have created it before to reach the
    /// socket, so it must be owned by PostgreSQL's user or this one, and be no symlink.
    fn make_socket_dir(&self, dir: &Path) -> Result<(), Error> {
        match fs::DirBuilder::new().mode(0o700).create(dir) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                return Err(cannot("create the socket's directory", dir)(error));
            }
            _ => {}
        }
        let found = fs::symlink_metadata(dir).map_err(cannot("read", dir))?;
        let is_ours = [account::uid(self.account()), geteuid().as_raw()].contains(&found.uid());
        if !found.is_dir() || !is_ours {
            return Err(Error::SocketDirectory(dir.to_owned()));
        }
        fs::set_permissions(dir, Permissions::from_mode(0o700))
            .and_then(|()| account::change_owner(dir, self.account()))
            .map_err(cannot("restrict access to", dir))
    }
}

/// Creates a directory and its parents, each open for others to pass through, whatever the umask.
fn make_enterable(dir: &Path) -> io::Result<()> {
    if dir.is_dir() {
        return Ok(());
    }
    if let Some(parent) = dir.parent() {
        make_enterable(parent)?;
    }
    match fs::create_dir(dir) {
        Ok(()) => fs::set_permissions(dir, Permissions::from_mode(0o755)),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && dir.is_dir() => Ok(()),
        Err(error) => Err(error),
    }
}

/// A short name for a directory, the same on every start.
fn short_name(dir: &Path) -> String {
    let name = dir.file_name().unwrap_or_default().to_string_lossy();
    format!("{}-{:016x}", name.trim_start_matches('.'), hash(dir.as_os_str()))
}

/// FNV-1a: the hashes of the standard library may change with its version, and this names directories.
fn hash(text: &OsStr) -> u64 {
    text.as_bytes()
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use std::{ffi::OsStr, path::Path};

    use super::{hash, short_name};

    #[test]
    fn names_do_not_change() {
        assert_eq!(hash(OsStr::new("a")), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(short_name(Path::new("/a/.atlas")), short_name(Path::new("/a/.atlas")));
        assert_ne!(short_name(Path::new("/a/.atlas")), short_name(Path::new("/b/.atlas")));
    }
}
