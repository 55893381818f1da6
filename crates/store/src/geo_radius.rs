//! Radius filters: rows within a distance of a point.

use entity::Decimal;

use crate::sql::Sql;

/// A circle on the surface of the earth.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct GeoRadius {
    /// Degrees north of the centre, WGS 84.
    pub latitude: Decimal,
    /// Degrees east of the centre, WGS 84.
    pub longitude: Decimal,
    /// The radius in kilometres.
    pub km: Decimal,
}

impl GeoRadius {
    /// Adds a query for the ids of the rows of `table` within the circle.
    ///
    /// Great-circle distance by the haversine formula (R. W. Sinnott, Virtues of the Haversine, Sky and Telescope 68,
    /// 1984, p. 159), which needs no special case at the poles or where longitudes jump, on a sphere of 6371.0088 km,
    /// the mean radius R1 of the IUGG (H. Moritz, Geodetic Reference System 1980). A distance is not a figure of a
    /// source, so floating point is good enough. A degree of latitude is 111.195 km: the index selects a slightly wider
    /// band of latitudes around the circle.
    pub(crate) fn push_ids(&self, sql: &mut Sql, table: &str) {
        let [latitude, longitude] = ["latitude", "longitude"].map(|column| format!("{table}.{column}"));
        sql.push("select ").push(table).push(".id from (select ").bind(self.latitude.0.clone());
        sql.push("::numeric as latitude, ").bind(self.longitude.0.clone());
        sql.push("::numeric as longitude, ").bind(self.km.0.clone()).push("::numeric as km) as center join ");
        sql.push(table).push(" on ").push(&latitude);
        sql.push(" between center.latitude - center.km / 111.19 and center.latitude + center.km / 111.19");
        // `least` passes over null.
        sql.push(" where ").push(&longitude).push(" is not null");
        sql.push(" and 2 * 6371.0088 * asin(least(1, sqrt(sind((").push(&latitude);
        sql.push(" - center.latitude)::double precision / 2) ^ 2 + cosd(center.latitude::double precision) * cosd(");
        sql.push(&latitude).push("::double precision) * sind((").push(&longitude);
        sql.push(" - center.longitude)::double precision / 2) ^ 2))) <= center.km::double precision");
    }
}
