//! The figure of each subject by which subjects are ordered or ranked.

use async_graphql::{Context, InputObject, Result};
use store::stat_selector::{ScopeSelector, SelectedPeriod};

use crate::{
    filter::{Path, check_text, named},
    loaders::{indicator::IndicatorCode, unit::UnitCode},
    scalars::{Given, PeriodSelector},
};

/// Chooses one stat of each subject: that of an indicator, for a period, in a unit. Of several sources the preferred
/// one counts (see `Stat.preferred`). Without scope and product it is the headline one (see `Stat.headline`).
#[derive(Debug, InputObject)]
pub(crate) struct StatSelector {
    /// What is measured, by code.
    pub indicator: String,
    /// For which time; the newest period of each subject if left out.
    pub period: Option<Given<PeriodSelector>>,
    /// Its unit, by code; the usual one of the indicator if left out. Figures of different units are never compared.
    pub unit: Option<String>,
    /// Only a figure limited to exactly this scope, instead of the headline one.
    pub scope: Option<String>,
    /// Only a figure limited to exactly this product, instead of the headline one.
    pub product: Option<String>,
    /// Only a figure without scope and product, instead of the headline one, which may be limited where no other is known.
    #[graphql(default)]
    pub unscoped: bool,
}

impl StatSelector {
    /// The figure that is meant, with what it names looked up.
    pub(crate) async fn resolve(
        self,
        context: &Context<'_>,
        path: Path<'_>,
    ) -> Result<store::stat_selector::StatSelector> {
        let indicator = named(context, path.member("indicator"), "indicator", IndicatorCode, self.indicator).await?;
        let at = path.member("unit");
        let unit = match (self.unit, &indicator.unit_code) {
            (Some(code), _) => named(context, at, "unit", UnitCode, code).await?.code.clone(),
            (None, Some(usual)) => usual.clone(),
            (None, None) => {
                return Err(at.refuse(format!("must be given: {} is counted in several units.", indicator.code)));
            }
        };
        let period = match self.period {
            Some(period) => path.member("period").read(&period)?.0,
            None => SelectedPeriod::Latest,
        };
        for (name, text) in [("scope", &self.scope), ("product", &self.product)] {
            text.iter().try_for_each(|text| check_text(path.member(name), text))?;
        }
        let limited = self.scope.is_some() || self.product.is_some();
        if limited && self.unscoped {
            return Err(path
                .member("unscoped")
                .refuse("contradicts scope and product: leave it out, or leave them out."));
        }
        let scope = (limited || self.unscoped).then_some(ScopeSelector { scope: self.scope, product: self.product });
        let (indicator, indicator_code) = (indicator.id, indicator.code.clone());
        Ok(store::stat_selector::StatSelector { indicator, indicator_code, unit, period, scope })
    }
}
