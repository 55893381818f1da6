//! Hearing of new releases.

use entity::ReleaseId;

/// The newest release, as far as a store has heard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Watched {
    /// The newest release that was seen.
    pub release: Option<ReleaseId>,
    /// Whether new releases are heard of at present.
    pub live: bool,
}
