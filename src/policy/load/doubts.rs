//! What a season may mean and yet is more likely a slip: warnings that keep nothing from being used.

use crate::model::Money;
use crate::model::china_time;
use crate::policy::Policy;
use crate::policy::Season;
use crate::policy::TierAmount;
use crate::policy::load::raw::Section;
use crate::policy::load::raw::Span;

/// Warns of dates that do not fit each other, and of quotas that the budget cannot pay.
pub(super) fn warn_of_doubts(file: &Section<'_>, policy: &Policy, season: &Season) {
    let deadline = season.deadline.map(|deadline| china_time(deadline).date());
    let years = season.year..=season.year + 1;
    if let Some(day) = deadline.filter(|day| season.year != 0 && !years.contains(&day.year())) {
        let span = file.instant("deadline").map_or_else(|| file.span.clone(), |at| at.span());
        let message = format!("截止时间在 {} 年，而 year 是 {}", day.year(), season.year);
        file.reading.warn(&span, message, "请核对年份");
    }
    let starts = season.publicity.as_ref().map(|publicity| publicity.starts);
    if let Some((starts, deadline)) = starts.zip(deadline).filter(|(starts, deadline)| starts < deadline) {
        let message = format!("公示从 {starts} 开始，早于截止日 {deadline}");
        file.reading.warn(&span_of(file, "publicity"), message, "请核对日期");
    }
    let cost = cost_of_quotas(policy, season);
    if let Some((cost, budget)) = cost.zip(season.budget).filter(|(cost, budget)| cost > budget) {
        let message = format!("各等次名额全部用满要 {cost} 元，超过预算 {budget} 元");
        file.reading.warn(&span_of(file, "quotas"), message, "请核对名额或预算");
    }
}

fn span_of(file: &Section<'_>, name: &str) -> Span {
    file.section(name).map_or_else(|| file.span.clone(), |section| section.span)
}

/// What all quotas cost together; None where money goes by category.
fn cost_of_quotas(policy: &Policy, season: &Season) -> Option<Money> {
    let costs = policy.tiers.iter().map(|tier| match tier.amount {
        TierAmount::Fixed(amount) => {
            let places = season.quotas.get(&tier.label).copied().unwrap_or(0);
            Some(amount.times(i64::from(places)))
        }
        TierAmount::ByCategory(_) => None,
    });
    costs.sum::<Option<Money>>()
}
