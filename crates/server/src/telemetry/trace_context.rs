//! The trace context of the W3C: the headers `traceparent` and `tracestate`.

use actix_web::http::header::HeaderMap;
use uuid::Uuid;

const TRACEPARENT: &str = "traceparent";
/// The length of a `traceparent` of version 00: `00-<32 digits>-<16 digits>-<2 digits>`.
const TRACEPARENT_LENGTH: usize = 55;

/// A header of the trace context. A header that is malformed, or given twice, counts as none.
pub(super) fn header<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let mut values = headers.get_all(name);
    let value = values.next()?.to_str().ok()?;
    let single = values.next().is_none();
    (single && (name != TRACEPARENT || is_well_formed(value))).then_some(value)
}

/// The trace id of the `traceparent`, if there is a valid one.
#[cfg(not(feature = "otlp"))]
pub(super) fn trace_id(headers: &HeaderMap) -> Option<&str> {
    let traceparent = header(headers, TRACEPARENT)?;
    let [version, trace_id, parent_id] = [traceparent.get(..2)?, traceparent.get(3..35)?, traceparent.get(36..52)?];
    let is_zero = |id: &str| id.bytes().all(|byte| byte == b'0');
    (version != "ff" && !is_zero(trace_id) && !is_zero(parent_id)).then_some(trace_id)
}

/// A trace id for a request that belongs to no trace.
pub(super) fn new_trace_id() -> String {
    Uuid::now_v7().simple().to_string()
}

/// Stricter than the propagator of OpenTelemetry, which accepts shorter ids.
fn is_well_formed(traceparent: &str) -> bool {
    let parts: Vec<&str> = traceparent.split('-').collect();
    let hexadecimal = |text: &str| text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    let lengths: Vec<usize> = parts.iter().take(4).map(|part| part.len()).collect();
    // Later versions may be longer.
    lengths == [2, 32, 16, 2]
        && parts.iter().take(4).all(|part| hexadecimal(part))
        && (parts[0] != "00" || traceparent.len() == TRACEPARENT_LENGTH)
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    const GOOD: &str = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    #[test]
    fn only_well_formed_contexts_count() {
        assert!(is_well_formed(GOOD));
        assert!(is_well_formed(&GOOD.replacen("00", "cc", 1)));
        assert!(is_well_formed(&format!("{}-more", GOOD.replacen("00", "cc", 1))));
        for bad in [
            "",
            "00",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-1",
            "00-0af7651916cd43dd8448eb211c80319-b7ad6b7169203331-01",
            "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
            "00-+af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
            " 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        ] {
            assert!(!is_well_formed(bad), "{bad}");
        }
    }

    #[cfg(not(feature = "otlp"))]
    #[test]
    fn the_trace_id_of_a_valid_context() {
        let trace_id = |lines: &[&str]| {
            let request =
                lines.iter().fold(TestRequest::get(), |request, line| request.append_header((TRACEPARENT, *line)));
            trace_id(request.to_http_request().headers()).map(str::to_owned)
        };
        assert_eq!(trace_id(&[GOOD]).as_deref(), Some("0af7651916cd43dd8448eb211c80319c"));
        for bad in [
            GOOD.replacen("00", "ff", 1),
            GOOD.replace("0af7651916cd43dd8448eb211c80319c", &"0".repeat(32)),
            GOOD.replace("b7ad6b7169203331", &"0".repeat(16)),
        ] {
            assert_eq!(trace_id(&[&bad]), None, "{bad}");
        }
        assert_eq!(trace_id(&[GOOD, GOOD]), None);
        assert_eq!(trace_id(&[]), None);
    }

    #[test]
    fn a_header_given_twice_counts_as_none() {
        let once = TestRequest::get().append_header((TRACEPARENT, GOOD)).to_http_request();
        assert_eq!(header(once.headers(), TRACEPARENT), Some(GOOD));
        let twice = TestRequest::get().append_header((TRACEPARENT, GOOD)).append_header((TRACEPARENT, GOOD));
        assert_eq!(header(twice.to_http_request().headers(), TRACEPARENT), None);
    }
}
