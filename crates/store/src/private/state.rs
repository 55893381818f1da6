//! The state directory: where it is, what lies in it, and who may enter.

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

use super::{
    Error,
    account::{self, Account},
    connection::SOCKET_NAME,
    error::cannot,
};

/// Longest path of a Unix socket, in bytes.
const LONGEST_SOCKET_PATH: usize = if cfg!(target_os = "linux") { 107 } else { 103 };
/// Where state directories go that PostgreSQL's user could not enter where they were asked for.
const OPEN_TO_ALL: &str = "/var/lib/atlas";

/// A state directory that exists and that PostgreSQL can use.
#[derive(Clone, Debug)]
pub(super) struct State {
    dir: PathBuf,
    account: Option<Account>,
}

impl State {
    /// Makes the state directory. Run as root, it moves to where PostgreSQL's user can enter if need be.
    pub(super) async fn prepare(asked: &Path) -> Result<Self, Error> {
        let asked = Self::make(asked)?;
        if asked.is_enterable().await? {
            return Ok(asked);
        }
        let moved = Self::make(&Path::new(OPEN_TO_ALL).join(short_name(&asked.dir)))?;
        if !moved.is_enterable().await? {
            return Err(asked.closed());
        }
        tracing::info!(
            "the state directory is {}, because user {}, whom PostgreSQL runs as, cannot enter {}",
            moved.dir.display(),
            asked.account_name(),
            asked.dir.display()
        );
        Ok(moved)
    }

    /// Where the data of a state directory is, if there is any: there, or where the state directory moved to.
    pub(super) fn find_data(asked: &Path) -> Option<PathBuf> {
        let asked = absolute(asked).and_then(|dir| dir.canonicalize()).ok()?;
        let moved = Path::new(OPEN_TO_ALL).join(short_name(&asked));
        [asked, moved].into_iter().map(|dir| dir.join("postgres")).find(|data| data.exists())
    }

    fn make(dir: &Path) -> Result<Self, Error> {
        let dir = absolute(dir)
            .and_then(|dir| make_enterable(&dir).and_then(|()| dir.canonicalize()))
            .map_err(cannot("make the state directory", dir))?;
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

    pub(super) fn account(&self) -> Option<&Account> {
        self.account.as_ref()
    }

    pub(super) fn dir(&self) -> &Path {
        &self.dir
    }

    pub(super) fn data_dir(&self) -> PathBuf {
        self.dir.join("postgres")
    }

    pub(super) fn lock(&self) -> PathBuf {
        self.dir.join("lock")
    }

    pub(super) fn log(&self) -> PathBuf {
        self.dir.join("postgres.log")
    }

    /// Makes the directory of the socket: `run`, or one in `/tmp` when the path would be too long for a socket.
    pub(super) fn socket_dir(&self) -> Result<PathBuf, Error> {
        let mut dir = self.dir.join("run");
        if dir.join(SOCKET_NAME).as_os_str().len() > LONGEST_SOCKET_PATH {
            let uid = account::uid(self.account());
            dir = PathBuf::from(format!("/tmp/atlas-{uid}-{:016x}", hash(self.dir.as_os_str())));
        }
        self.make_private(&dir)?;
        Ok(dir)
    }

    /// Makes a directory that only PostgreSQL's user can enter. One that exists may have been put there by somebody
    /// else to get at our socket, so it must be ours, and no symlink.
    fn make_private(&self, dir: &Path) -> Result<(), Error> {
        match fs::DirBuilder::new().mode(0o700).create(dir) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                return Err(cannot("make the socket's directory", dir)(error));
            }
            _ => {}
        }
        let found = fs::symlink_metadata(dir).map_err(cannot("read", dir))?;
        let ours = [account::uid(self.account()), geteuid().as_raw()].contains(&found.uid());
        if !found.is_dir() || !ours {
            return Err(Error::SocketDirectory(dir.to_owned()));
        }
        fs::set_permissions(dir, Permissions::from_mode(0o700))
            .and_then(|()| account::hand_over(dir, self.account()))
            .map_err(cannot("make private", dir))
    }
}

/// Makes a directory and those above it, each open for others to pass through, whatever the umask.
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

/// The same short name for the same directory, always.
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
