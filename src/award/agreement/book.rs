//! The budget book: distribution and payout row by row, totals in figures and capitals, sums by tier, unit and category.

use std::collections::BTreeMap;

use crate::award::agreement::Comparison;
use crate::award::agreement::bare;
use crate::award::agreement::read_table::ReadTable;
use crate::award::agreement::read_table::read_money;
use crate::award::record::AwardRecord;
use crate::award::wording::category_or_none;
use crate::model::Award;
use crate::model::Document;
use crate::model::Money;
use crate::writers::money_words::parse_amount_in_words;

/// What a cut text ends in; the cell then shows only its beginning.
const CUT: &str = "……（未完，全文见原件）";

/// A column that is compared: its heading and what the decision has there.
type Column = (&'static str, fn(&Award) -> String);

const DISTRIBUTION: [Column; 6] = [
    ("编号", |award| award.number.clone()),
    ("申报单位", |award| award.unit.clone()),
    ("联合单位", |award| award.partners.join("、")),
    ("项目名称", |award| award.project.clone()),
    ("类别", |award| category_or_none(award.category.as_deref()).to_owned()),
    ("等次", |award| award.tier.clone()),
];

const PAYOUT: [Column; 4] = [
    ("编号", |award| award.number.clone()),
    ("领款单位", |award| award.unit.clone()),
    ("项目名称", |award| award.project.clone()),
    ("等次", |award| award.tier.clone()),
];

pub(super) fn compare_book(comparison: &mut Comparison, document: &Document, record: &AwardRecord<'_>) {
    let (all, paid) = (record.decision().awards.iter().collect::<Vec<_>>(), record.payments().collect::<Vec<_>>());
    let distribution =
        ExpectedList { sheet: "补助分配", columns: &DISTRIBUTION, amounts: "补助金额", awards: &all };
    let payout = ExpectedList { sheet: "发放表", columns: &PAYOUT, amounts: "金额", awards: &paid };
    for list in [distribution, payout] {
        compare_list(comparison, document, record, &list);
    }
    let awards = &record.decision().awards;
    let tiers = record.policy().tiers.iter().map(|tier| tier.label.as_str());
    let sums = sum_by(awards, |award| &award.tier, tiers);
    compare_sums(comparison, document, "预算对照", ["等次", "项数", "小计"], &sums);
    let sums = sum_by(awards, |award| &award.unit, []);
    compare_sums(comparison, document, "按单位", ["申报单位", "项数", "补助金额"], &sums);
    let sums = sum_by(awards, |award| category_or_none(award.category.as_deref()), []);
    compare_sums(comparison, document, "按类别", ["类别", "项数", "补助金额"], &sums);
}

/// A sheet with a line for each of these prizes.
struct ExpectedList<'record> {
    sheet: &'static str,
    columns: &'static [Column],
    amounts: &'static str,
    awards: &'record [&'record Award],
}

fn compare_list(
    comparison: &mut Comparison,
    document: &Document,
    record: &AwardRecord<'_>,
    expected: &ExpectedList<'_>,
) {
    let ExpectedList { sheet, columns, amounts, awards } = *expected;
    let headings: Vec<&str> = columns.iter().map(|(heading, _)| *heading).chain([amounts]).collect();
    let Some(table) = ReadTable::find(document, Some(sheet), &headings) else {
        comparison.report(sheet, "有表", "没有找到", None);
        return;
    };
    let rows = table.rows();
    comparison.compare(&format!("{sheet}项数"), &awards.len().to_string(), &rows.len().to_string(), None);
    for (index, (row, award)) in rows.iter().zip(awards).enumerate() {
        let what = |part: &str| format!("{sheet}第{}行{part}", index + 1);
        for (column, (heading, expected)) in columns.iter().enumerate() {
            let (expected, found) = (bare(&expected(award)), row.text(column));
            let cut = found.strip_suffix(CUT).is_some_and(|beginning| expected.starts_with(beginning));
            if !cut {
                comparison.compare(&what(heading), &expected, &found, Some(row.place.clone()));
            }
        }
        let found = row.money(columns.len()).map(|money| money.to_string()).unwrap_or_default();
        comparison.compare(&what(amounts), &award.amount.to_string(), &found, Some(row.place.clone()));
    }
    compare_totals(comparison, &table, record, sheet);
}

fn compare_totals(comparison: &mut Comparison, table: &ReadTable<'_>, record: &AwardRecord<'_>, sheet: &str) {
    let total = record.total();
    let cell = table.beside("合计", false);
    let found = cell.and_then(read_money).map(|money| money.to_string()).unwrap_or_default();
    let place = cell.map(|cell| table.place_of(cell));
    comparison.compare(&format!("{sheet}合计"), &total.to_string(), &found, place);
    let cell = table.beside("合计（大写）", false);
    if cell.and_then(|cell| parse_amount_in_words(&bare(&cell.text))) != Some(total.fen()) {
        let found = cell.map(|cell| cell.text.clone()).unwrap_or_default();
        let place = cell.map(|cell| table.place_of(cell));
        comparison.report(&format!("{sheet}合计大写"), &total.to_string(), &found, place);
    }
}

/// Number and money by a key; `always` are keys that stand there also without a prize.
fn sum_by<'record>(
    awards: &'record [Award],
    key: impl Fn(&'record Award) -> &'record str,
    always: impl IntoIterator<Item = &'record str>,
) -> BTreeMap<String, (usize, Money)> {
    let mut sums: BTreeMap<String, (usize, Money)> =
        always.into_iter().map(|name| (bare(name), (0, Money::ZERO))).collect();
    for award in awards {
        let sum = sums.entry(bare(key(award))).or_default();
        *sum = (sum.0 + 1, sum.1 + award.amount);
    }
    sums
}

fn compare_sums(
    comparison: &mut Comparison,
    document: &Document,
    sheet: &str,
    headings: [&str; 3],
    expected: &BTreeMap<String, (usize, Money)>,
) {
    let Some(table) = ReadTable::find(document, Some(sheet), &headings) else {
        comparison.report(sheet, "有表", "没有找到", None);
        return;
    };
    let describe = |count: &str, money: Money| format!("{count}项{money}元");
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    for row in table.rows() {
        found.insert(row.text(0), describe(&row.text(1), row.money(2).unwrap_or_default()));
    }
    let wanted: BTreeMap<String, String> =
        expected.iter().map(|(name, (count, money))| (name.clone(), describe(&count.to_string(), *money))).collect();
    for name in wanted.keys().chain(found.keys().filter(|name| !wanted.contains_key(*name))) {
        let text = |map: &BTreeMap<String, String>| map.get(name).cloned().unwrap_or_default();
        comparison.compare(&format!("{sheet}“{name}”"), &text(&wanted), &text(&found), None);
    }
}
