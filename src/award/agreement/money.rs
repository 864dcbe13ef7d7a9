//! Money in a paper's text: totals in figures and capitals, and what the next project would cost.

use regex::Regex;

use crate::award::agreement::Comparison;
use crate::award::agreement::all_text;
use crate::award::agreement::expected::Passage;
use crate::award::agreement::read_table::parse_money;
use crate::award::record::AwardRecord;
use crate::award::wording::name_project;
use crate::model::Document;
use crate::model::Money;
use crate::writers::money_words::parse_amount_in_words;

/// Every amount in figures and capitals in the text: both say the decision's total, and it is said at least once.
pub(super) fn compare_amounts(comparison: &mut Comparison, document: &Document, record: &AwardRecord<'_>) {
    let pattern = Regex::new("([0-9.,]+)元（大写：人民币([^）]*)）").expect("a constant pattern of this room");
    let total = record.total();
    let text = all_text(document);
    let mut said = 0;
    for captures in pattern.captures_iter(&text) {
        said += 1;
        let (figures, words) = (captures.get(1).map_or("", |m| m.as_str()), captures.get(2).map_or("", |m| m.as_str()));
        if parse_money(figures) != Some(total) {
            comparison.report("补助合计", &total.to_string(), figures, None);
        }
        if parse_amount_in_words(words) != Some(total.fen()) {
            comparison.report("补助合计大写", &total.to_string(), words, None);
        }
    }
    if said == 0 && record.pays_money() {
        comparison.report("补助合计", &total.to_string(), "", None);
    }
}

/// The project that is next by rank, the tier it would have and what that costs; `must` says whether the paper has to tell it.
pub(super) fn compare_next(comparison: &mut Comparison, document: &Document, record: &AwardRecord<'_>, must: bool) {
    let Some(next) = record.proposal.next.as_ref().filter(|next| !record.is_awarded(&next.number)) else { return };
    let start = "按名次下一个项目是";
    let (project, tier) = (name_project(record, &next.number), &next.tier);
    let expected = match next.amount {
        Money::ZERO => format!("{start}{project}，可列{tier}。"),
        amount => format!("{start}{project}，如授予{tier}，需补助{amount}元。"),
    };
    Passage { what: "下一个项目", start, expected, must }.compare(comparison, document);
}
