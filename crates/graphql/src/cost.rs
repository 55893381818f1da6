//! The costs of our types: where they differ from one point per object.

use async_graphql::registry::Registry;
use engine::{cost::CostRules, schema_transform::SchemaTransform};

/// The costs of the schema.
pub(crate) const COST_RULES: CostRules = CostRules {
    own: &[
        ("ClusterGroupConnection", 50, "every cluster that satisfies the filter is read"),
        ("StatGroupConnection", 50, "every stat that satisfies the filter is read"),
        ("ConflictConnection", 20, "figures are compared with each other"),
        ("RankedStatConnection", 20, "all figures of the ranking are put in order"),
        ("SearchHitConnection", 20, "all names are searched"),
        ("Rank", 10, "all figures of the ranking are counted"),
        ("Series", 20, "its periods are put in order and its changes computed"),
        ("SeriesColumns", 20, "it has all points of the series"),
    ],
    lists: &[("Series", 2)],
    keys: &["ids", "representations", "subjects"],
};

/// Appends the cost of each type to its description.
pub(crate) struct DescribeCosts;

impl SchemaTransform for DescribeCosts {
    fn transform(registry: &mut Registry) {
        COST_RULES.describe(registry);
    }
}
