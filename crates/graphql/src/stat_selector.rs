//! The figure of each subject by which subjects are ordered or ranked.

use async_graphql::{Context, InputObject, Result};
use store::stat_selector::{self, ScopeSelector, SelectedPeriod};

use crate::{
    argument_path::ArgumentPath,
    filter::check_text,
    noun::Noun,
    scalars::{Given, PeriodSelector},
    types::{indicator::Indicator, unit::Unit},
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
    /// The selector for the store: codes are looked up, and the unit is that of the indicator if none is given.
    pub(crate) async fn resolve(
        self,
        context: &Context<'_>,
        path: ArgumentPath<'_>,
    ) -> Result<stat_selector::StatSelector> {
        let indicator = Indicator::named(context, path.member("indicator"), self.indicator).await?;
        let at = path.member("unit");
        let unit = match (self.unit, &indicator.unit_code) {
            (Some(code), _) => Unit::named(context, at, code).await?.code.clone(),
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
        let scoped = self.scope.is_some() || self.product.is_some();
        if scoped && self.unscoped {
            return Err(path
                .member("unscoped")
                .refuse("contradicts scope and product: leave it out, or leave them out."));
        }
        let scope = (scoped || self.unscoped).then_some(ScopeSelector { scope: self.scope, product: self.product });
        let (indicator, indicator_code) = (indicator.id, indicator.code.clone());
        Ok(stat_selector::StatSelector { indicator, indicator_code, unit, period, scope })
    }
}
