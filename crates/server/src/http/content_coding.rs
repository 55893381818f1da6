//! Compresses bodies: negotiates the content coding by `Accept-Encoding`, and encodes.

use std::io::{self, Write};

use actix_web::{
    HttpRequest,
    http::header::{AcceptEncoding, Encoding, Header, Preference, Quality},
    web,
};

/// Bodies of fewer bytes are not compressed: it would save no packet.
const MIN_COMPRESSED: usize = 1024;
/// Bodies of more bytes are compressed on another thread, because this one has other requests to serve.
const MAX_COMPRESSED_INLINE: usize = 32 * 1024;

/// A content coding. Brotli and Zstandard need the feature of their name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Coding {
    #[cfg(feature = "brotli")]
    Brotli,
    #[cfg(feature = "zstd")]
    Zstd,
    Gzip,
    Identity,
}

impl Coding {
    /// All codings; at equal weight, the first is preferred.
    const ALL: &[Self] = &[
        #[cfg(feature = "brotli")]
        Self::Brotli,
        #[cfg(feature = "zstd")]
        Self::Zstd,
        Self::Gzip,
        Self::Identity,
    ];

    /// The name in `Content-Encoding`, which does not mention the identity.
    pub(crate) fn name(self) -> Option<&'static str> {
        match self {
            #[cfg(feature = "brotli")]
            Self::Brotli => Some("br"),
            #[cfg(feature = "zstd")]
            Self::Zstd => Some("zstd"),
            Self::Gzip => Some("gzip"),
            Self::Identity => None,
        }
    }

    /// The names of the codings that compress, separated by commas.
    pub(crate) fn names() -> String {
        Self::ALL.iter().filter_map(|coding| coding.name()).collect::<Vec<_>>().join(", ")
    }

    /// The coding for a body of `length` bytes; `None` if the client accepts none.
    ///
    /// `AcceptEncoding::negotiate` of actix-web is not used: it never picks a coding for `*`, so it would send
    /// `br;q=0, *` uncompressed.
    pub(crate) fn negotiate(http: &HttpRequest, length: usize) -> Option<Self> {
        // A header that cannot be read counts as none.
        let accepted = AcceptEncoding::parse(http).map(|AcceptEncoding(accepted)| accepted).unwrap_or_default();
        let given = |name: &str| accepted.iter().find(|item| is_named(&item.item, name)).map(|item| item.quality);
        let weight = |coding: &Self| match coding.name() {
            // Acceptable unless excluded, but less than any coding that the client asks for.
            None => given("identity")
                .or_else(|| given("*").filter(|quality| *quality == Quality::ZERO))
                .unwrap_or(Quality::MIN),
            Some("gzip") => given("gzip").or_else(|| given("x-gzip")).or_else(|| given("*")).unwrap_or(Quality::ZERO),
            Some(name) => given(name).or_else(|| given("*")).unwrap_or(Quality::ZERO),
        };
        if length < MIN_COMPRESSED && weight(&Self::Identity) > Quality::ZERO {
            return Some(Self::Identity);
        }
        // `max_by_key` returns the last of equals.
        let best = Self::ALL.iter().copied().rev().max_by_key(weight)?;
        (weight(&best) > Quality::ZERO).then_some(best)
    }

    /// Encodes a body; `None`, with a line in the log, if that fails.
    pub(crate) async fn encode(self, bytes: &web::Bytes) -> Option<web::Bytes> {
        if self == Self::Identity {
            return Some(bytes.clone());
        }
        let encoded = if bytes.len() > MAX_COMPRESSED_INLINE {
            let bytes = bytes.clone();
            web::block(move || self.encode_now(&bytes)).await.unwrap_or_else(|error| Err(io::Error::other(error)))
        } else {
            self.encode_now(bytes)
        };
        match encoded {
            Ok(encoded) => Some(encoded.into()),
            Err(error) => {
                tracing::error!("a response could not be compressed: {error}");
                None
            }
        }
    }

    fn encode_now(self, bytes: &[u8]) -> io::Result<Vec<u8>> {
        match self {
            #[cfg(feature = "brotli")]
            Self::Brotli => {
                let mut encoder = brotli::CompressorWriter::new(Vec::new(), 4096, 5, 22);
                encoder.write_all(bytes)?;
                Ok(encoder.into_inner())
            }
            #[cfg(feature = "zstd")]
            Self::Zstd => zstd::encode_all(bytes, 6),
            Self::Gzip => {
                let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
                encoder.write_all(bytes)?;
                encoder.finish()
            }
            Self::Identity => Ok(bytes.to_vec()),
        }
    }
}

fn is_named(preference: &Preference<Encoding>, name: &str) -> bool {
    match preference {
        Preference::Any => name == "*",
        Preference::Specific(Encoding::Known(known)) => known.as_str() == name,
        Preference::Specific(Encoding::Unknown(unknown)) => unknown.eq_ignore_ascii_case(name),
    }
}

#[cfg(test)]
mod tests {
    use actix_web::{http::header::ACCEPT_ENCODING, test::TestRequest};

    use super::*;

    fn negotiate(value: Option<&str>, length: usize) -> Option<Coding> {
        let request = value
            .into_iter()
            .fold(TestRequest::get(), |request, value| request.insert_header((ACCEPT_ENCODING, value.to_owned())));
        Coding::negotiate(&request.to_http_request(), length)
    }

    #[test]
    fn negotiates_by_weight() {
        for (value, expected) in [
            (None, Some(Coding::Identity)),
            (Some(""), Some(Coding::Identity)),
            (Some("GZIP"), Some(Coding::Gzip)),
            (Some("x-gzip"), Some(Coding::Gzip)),
            (Some("gzip;q=1.0, br;q=0.999"), Some(Coding::Gzip)),
            (Some("*;q=0"), None),
            (Some("identity;q=0"), None),
            (Some("identity;q=0, gzip;q=0.001"), Some(Coding::Gzip)),
            (Some("identity, br;q=0.5"), Some(Coding::Identity)),
            (Some("identity;q=0.5, *;q=0"), Some(Coding::Identity)),
            (Some("gzip;q=0"), Some(Coding::Identity)),
            (Some("deflate"), Some(Coding::Identity)),
            // Invalid items are ignored.
            (Some("gzip;q=2"), Some(Coding::Identity)),
            (Some("gzip;q=0.1234"), Some(Coding::Identity)),
            (Some("gzip;level=9"), Some(Coding::Identity)),
        ] {
            assert_eq!(negotiate(value, MIN_COMPRESSED), expected, "{value:?}");
        }
        assert_eq!(negotiate(Some("gzip"), MIN_COMPRESSED - 1), Some(Coding::Identity));
        assert_eq!(negotiate(Some("gzip, identity;q=0"), MIN_COMPRESSED - 1), Some(Coding::Gzip));
    }

    #[cfg(all(feature = "brotli", feature = "zstd"))]
    #[test]
    fn prefers_brotli_then_zstd_then_gzip() {
        for (value, expected) in [
            ("gzip, deflate, br, zstd", Coding::Brotli),
            ("gzip, deflate, zstd", Coding::Zstd),
            ("br ; q=0.2 , zstd;Q=0.3", Coding::Zstd),
            ("br;q=0, *", Coding::Zstd),
            ("*", Coding::Brotli),
        ] {
            assert_eq!(negotiate(Some(value), MIN_COMPRESSED), Some(expected), "{value}");
        }
        assert_eq!(Coding::names(), "br, zstd, gzip");
    }
}
