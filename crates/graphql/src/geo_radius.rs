//! Circles on the earth, as filters take them.

use async_graphql::{InputObject, Result};
use store::geo_radius::GeoRadius;

use crate::{
    argument_path::ArgumentPath,
    scalars::{Decimal, Given},
};

/// A circle on the earth: what lies no farther from a point than a distance. Distances run along great circles of a
/// sphere with the earth's mean radius, 6371.0088 km (IUGG), by the haversine formula; they differ from those on the
/// ellipsoid by less than 0.6 percent.
#[derive(Debug, InputObject)]
pub(crate) struct NearFilter {
    /// Degrees north of the centre, WGS 84: from -90 to 90.
    pub latitude: Given<Decimal>,
    /// Degrees east of the centre, WGS 84: from -180 to 180.
    pub longitude: Given<Decimal>,
    /// The radius in kilometres: more than 0, and at most 20016, which is half way round the earth.
    pub km: Given<Decimal>,
}

impl NearFilter {
    /// The circle, if it is one.
    pub(crate) fn read(self, path: ArgumentPath<'_>) -> Result<GeoRadius> {
        let degrees = |name, given: &Given<Decimal>, limit| {
            let path = path.member(name);
            let Decimal(text) = path.read(given)?;
            if !is_within(&text, limit) {
                return Err(path.refuse(format!("must be from -{limit} to {limit} degrees, not {text}.")));
            }
            Ok(entity::Decimal(text))
        };
        let latitude = degrees("latitude", &self.latitude, 90)?;
        let longitude = degrees("longitude", &self.longitude, 180)?;
        let path = path.member("km");
        let Decimal(km) = path.read(&self.km)?;
        let is_positive = !km.starts_with('-') && km.contains(|digit| matches!(digit, '1'..='9'));
        if !is_positive || !is_within(&km, MAX_KM) {
            return Err(path.refuse(format!("must be more than 0 and at most {MAX_KM} kilometres, not {km}.")));
        }
        Ok(GeoRadius { latitude, longitude, km: entity::Decimal(km) })
    }
}

/// Half the circumference of the sphere, rounded up: nothing is farther away.
const MAX_KM: u128 = 20_016;

/// Whether a decimal is from `-limit` to `limit`.
fn is_within(decimal: &str, limit: u128) -> bool {
    let digits = decimal.strip_prefix('-').unwrap_or(decimal);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    // The digits of an argument are few enough for 128 bits.
    whole
        .parse::<u128>()
        .is_ok_and(|whole| whole < limit || whole == limit && fraction.bytes().all(|digit| digit == b'0'))
}
