//! Which release is current, as it changes.

use std::time::Duration;

use entity::ReleaseId;
use tokio::sync::watch;

use crate::Store;

/// What is known of the releases at present.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Watched {
    /// The newest release; `None` while there is none, or while none was read yet.
    pub release: Option<ReleaseId>,
    /// Whether new releases are heard of at present.
    pub live: bool,
}

impl Store {
    /// Tells of each new release.
    pub fn watch(&self) -> watch::Receiver<Watched> {
        let (sender, receiver) = watch::channel(Watched { release: None, live: true });
        let pool = self.pool.clone();
        tokio::spawn(async move {
            loop {
                let read: Result<Option<i64>, _> = sqlx::query_scalar("select max(id) from release").fetch_one(&pool).await;
                sender.send_if_modified(|watched| {
                    let now = match read {
                        Ok(id) => Watched { release: id.map(ReleaseId), live: true },
                        Err(_) => Watched { live: false, ..*watched },
                    };
                    std::mem::replace(watched, now) != now
                });
                tokio::select! {
                    () = sender.closed() => return,
                    () = tokio::time::sleep(Duration::from_millis(200)) => {}
                }
            }
        });
        receiver
    }
}
