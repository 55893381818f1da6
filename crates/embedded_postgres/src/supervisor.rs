//! Restarts PostgreSQL when it dies.

use std::time::Duration;

use tokio::{
    select,
    sync::oneshot::{self, Receiver, Sender},
    task::JoinHandle,
    time::{Instant, sleep},
};

use crate::postmaster::{Launch, Postmaster};

const SHORTEST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// The task that supervises PostgreSQL. Dropping it makes the task stop PostgreSQL, without waiting.
#[derive(Debug)]
pub(crate) struct Supervisor {
    stop: Sender<()>,
    task: JoinHandle<()>,
}

impl Supervisor {
    pub(crate) fn spawn(launch: Launch, postmaster: Postmaster) -> Self {
        let (stop, stopped) = oneshot::channel();
        Self { stop, task: tokio::spawn(supervise(launch, postmaster, stopped)) }
    }

    /// Stops PostgreSQL and waits until it has ended.
    pub(crate) async fn stop(self) {
        drop(self.stop);
        if let Err(error) = self.task.await {
            tracing::error!("the supervisor of PostgreSQL failed: {error}");
        }
    }
}

/// Runs until the sender of `stopped` is dropped.
async fn supervise(launch: Launch, mut postmaster: Postmaster, mut stopped: Receiver<()>) {
    let mut pause = SHORTEST_PAUSE;
    loop {
        let started = Instant::now();
        select! {
            _ = &mut stopped => return postmaster.shut_down().await,
            how = postmaster.ended() => {
                tracing::error!("PostgreSQL has ended ({how}; see {}): restarting it", launch.log.display());
            }
        }
        if started.elapsed() > LONGEST_PAUSE {
            pause = SHORTEST_PAUSE;
        }
        postmaster = loop {
            select! {
                _ = &mut stopped => return,
                () = sleep(pause) => {}
            }
            pause = LONGEST_PAUSE.min(pause * 2);
            match launch.spawn() {
                Ok(postmaster) => break postmaster,
                Err(error) => tracing::error!("cannot restart PostgreSQL: {error}"),
            }
        };
        let ready = select! {
            _ = &mut stopped => return postmaster.shut_down().await,
            ready = launch.wait_until_ready(&mut postmaster) => ready,
        };
        match ready {
            Ok(()) => tracing::info!("PostgreSQL is running again"),
            Err(error) => {
                tracing::error!("cannot restart PostgreSQL: {error}");
                postmaster.shut_down().await;
            }
        }
    }
}
