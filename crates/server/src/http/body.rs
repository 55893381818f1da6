//! The body of a response before compression.

use std::sync::{Arc, OnceLock};

use actix_web::{http::header::HeaderValue, web};
use sha2::{Digest, Sha256};

/// The bytes of a body, with their hash and the headers that belong to them. Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Body {
    bytes: web::Bytes,
    /// Computed on first use.
    hash: Arc<OnceLock<BodyHash>>,
    link: Option<HeaderValue>,
}

/// The first half of the SHA-256 of a body.
pub(crate) type BodyHash = [u8; 16];

impl Body {
    pub(crate) fn new(bytes: impl Into<web::Bytes>) -> Self {
        Self { bytes: bytes.into(), hash: Arc::default(), link: None }
    }

    /// A body whose SHA-256 is known.
    pub(crate) fn with_sha256(bytes: web::Bytes, sha256: [u8; 32]) -> Self {
        Self { hash: Arc::new(first_half(&sha256).into()), ..Self::new(bytes) }
    }

    /// Adds the header `Link`, as a page of a list has it that is not the last.
    pub(crate) fn with_link(self, link: HeaderValue) -> Self {
        Self { link: Some(link), ..self }
    }

    pub(crate) fn bytes(&self) -> &web::Bytes {
        &self.bytes
    }

    pub(crate) fn hash(&self) -> BodyHash {
        *self.hash.get_or_init(|| first_half(&Sha256::digest(&self.bytes).into()))
    }

    /// The header `Link`, if it has one.
    pub(crate) fn link(&self) -> Option<&HeaderValue> {
        self.link.as_ref()
    }
}

fn first_half(sha256: &[u8; 32]) -> BodyHash {
    let mut half = [0; 16];
    half.copy_from_slice(&sha256[..16]);
    half
}
