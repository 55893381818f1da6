//! Whether, and when, to ask once more.

use std::time::{Duration, SystemTime};

use reqwest::{
    StatusCode,
    header::{HeaderMap, RETRY_AFTER},
};

/// How often a request is repeated that was turned away (429, 503) or did not reach the server, and how long to wait
/// before. All requests only read, so none does harm if it is repeated.
///
/// `Retry-After` is honoured. Without it the wait doubles each time, less up to half of it by chance, so that many clients
/// do not come back at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retry {
    /// The most requests for one answer, the first included.
    pub attempts: u32,
    /// The wait before the second of them.
    pub first_wait: Duration,
    /// The longest wait. Is more asked for by `Retry-After`, the client gives up at once.
    pub longest_wait: Duration,
}

impl Retry {
    /// Asks once.
    pub const NEVER: Self = Self { attempts: 1, first_wait: Duration::ZERO, longest_wait: Duration::ZERO };

    /// How long to wait after so many attempts; `None` to give up.
    pub(crate) fn wait(&self, attempts: u32, asked: Option<Duration>) -> Option<Duration> {
        if attempts >= self.attempts {
            return None;
        }
        if let Some(asked) = asked {
            return (asked <= self.longest_wait).then_some(asked);
        }
        let doubled = self.first_wait.saturating_mul(2_u32.saturating_pow(attempts.saturating_sub(1)));
        let most = u64::try_from(doubled.min(self.longest_wait).as_millis()).unwrap_or(u64::MAX);
        Some(Duration::from_millis(most - fastrand::u64(0..=most / 2)))
    }
}

impl Default for Retry {
    /// Five attempts, from 200 milliseconds to a minute apart.
    fn default() -> Self {
        Self { attempts: 5, first_wait: Duration::from_millis(200), longest_wait: Duration::from_mins(1) }
    }
}

/// Whether a later request may do better.
pub(crate) fn is_passing(status: StatusCode) -> bool {
    matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE)
}

/// What `Retry-After` says, in seconds or as a date.
pub(crate) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?;
    match text.parse() {
        Ok(seconds) => Some(Duration::from_secs(seconds)),
        Err(_) => Some(httpdate::parse_http_date(text).ok()?.duration_since(now).unwrap_or_default()),
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use reqwest::header::{HeaderMap, HeaderValue, RETRY_AFTER};

    use super::{Retry, retry_after};

    #[test]
    fn waits_double_up_to_the_longest_and_end() {
        let second = Duration::from_secs(1);
        let retry = Retry { attempts: 5, first_wait: second, longest_wait: 3 * second };
        for (attempts, most) in [(1, 1), (2, 2), (3, 3), (4, 3)] {
            for _ in 0..100 {
                let wait = retry.wait(attempts, None).expect("once more");
                assert!(wait <= most * second && wait >= most * second / 2, "{attempts}: {wait:?}");
            }
        }
        assert_eq!(retry.wait(5, None), None);
        assert_eq!(Retry::NEVER.wait(1, None), None);
    }

    #[test]
    fn what_the_server_asks_is_done_or_given_up() {
        let (retry, second) = (Retry::default(), Duration::from_secs(1));
        assert_eq!(retry.wait(1, Some(60 * second)), Some(60 * second));
        assert_eq!(retry.wait(1, Some(61 * second)), None);
        assert_eq!(retry.wait(5, Some(second)), None);
    }

    #[test]
    fn seconds_and_dates_are_read() {
        let now = SystemTime::UNIX_EPOCH;
        for (text, seconds) in [
            ("7", Some(7)),
            ("Thu, 01 Jan 1970 00:00:09 GMT", Some(9)),
            ("Wed, 31 Dec 1969 23:59:59 GMT", None),
            ("soon", None),
        ] {
            let headers = HeaderMap::from_iter([(RETRY_AFTER, HeaderValue::from_static(text))]);
            assert_eq!(retry_after(&headers, now), seconds.map(Duration::from_secs), "{text}");
        }
        let past = HeaderMap::from_iter([(RETRY_AFTER, HeaderValue::from_static("Thu, 01 Jan 1970 00:00:09 GMT"))]);
        assert_eq!(retry_after(&past, now + Duration::from_mins(1)), Some(Duration::ZERO));
    }
}
