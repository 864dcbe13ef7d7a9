//! The three written papers: their prize list row by row, counts and amounts in the running text, totals in capitals.

use regex::Regex;

use crate::award::agreement::Comparison;
use crate::award::agreement::bare;
use crate::award::agreement::read_table::ReadTable;
use crate::award::agreement::read_table::parse_money;
use crate::award::agreement::read_table::read_money;
use crate::award::record::AwardRecord;
use crate::award::wording::unit_with_partners;
use crate::model::Award;
use crate::model::Block;
use crate::model::Document;
use crate::model::Money;
use crate::writers::money_words::parse_amount_in_words;

/// Prize list with money and total, tiers with their counts, amounts in the text.
pub(super) fn compare_report(comparison: &mut Comparison, document: &Document, record: &AwardRecord<'_>) {
    if record.decision().awards.is_empty() {
        return;
    }
    let table = compare_prizes(comparison, document, record, "等次", Some("补助（元）"));
    if let Some(table) = table {
        match table.beside("合计", true) {
            Some(cell) => {
                let found = read_money(cell).map(|money| money.to_string()).unwrap_or_else(|| cell.text.clone());
                let place = Some(table.place_of(cell));
                comparison.compare("名单合计", &record.total().to_string(), &found, place);
            }
            None => comparison.report("名单合计", &record.total().to_string(), "", None),
        }
    }
    compare_tiers(comparison, document, record);
    compare_counts(comparison, document, record, "获奖项目([0-9]+)项");
    compare_amounts(comparison, document, record);
}

/// Prize list and its number.
pub(super) fn compare_notice(comparison: &mut Comparison, document: &Document, record: &AwardRecord<'_>) {
    if !record.decision().awards.is_empty() {
        compare_prizes(comparison, document, record, "拟奖等次", None);
        compare_counts(comparison, document, record, "拟确定([0-9]+)个项目");
    }
}

/// Prize list, number, amounts, and what the text says of each tier.
pub(super) fn compare_commendation(comparison: &mut Comparison, document: &Document, record: &AwardRecord<'_>) {
    if record.decision().awards.is_empty() {
        return;
    }
    let money = record.pays_money().then_some("补助资金（元）");
    compare_prizes(comparison, document, record, "等次", money);
    compare_counts(comparison, document, record, "获奖项目([0-9]+)项");
    compare_amounts(comparison, document, record);
    let paragraphs = paragraphs(document);
    for tier in &record.policy().tiers {
        let count = record.awards_of(&tier.label).count();
        let expected = format!("{}{count}项", tier.label);
        let line = paragraphs.iter().find(|text| text.starts_with(&bare(&tier.label)) && text.contains('项'));
        match line {
            None if count > 0 => comparison.report("等次", &expected, "", None),
            Some(text) if count == 0 || !text.starts_with(&bare(&expected)) => {
                comparison.report("等次", &expected, text, None);
            }
            _ => {}
        }
    }
}

/// The prize list row by row. None where it is not there, which is reported.
fn compare_prizes<'paper>(
    comparison: &mut Comparison,
    document: &'paper Document,
    record: &AwardRecord<'_>,
    tier: &str,
    money: Option<&str>,
) -> Option<ReadTable<'paper>> {
    let mut headings = vec!["序号", "申报单位", "项目名称", tier];
    headings.extend(money);
    let Some(table) = ReadTable::find(document, None, &headings) else {
        comparison.report("获奖名单", "有名单", "没有找到", None);
        return None;
    };
    let (rows, awards) = (table.rows(), &record.decision().awards);
    comparison.compare("名单项数", &awards.len().to_string(), &rows.len().to_string(), None);
    for (index, (row, award)) in rows.iter().zip(awards).enumerate() {
        let what = |part: &str| format!("名单第{}行{part}", index + 1);
        let place = Some(row.place.clone());
        let expected = expected_texts(index, award);
        for (column, (heading, expected)) in expected.iter().enumerate() {
            comparison.compare(&what(heading), expected, &row.text(column), place.clone());
        }
        if money.is_some() {
            let found = row.money(4).map(|money| money.to_string()).unwrap_or_else(|| row.text(4));
            comparison.compare(&what("金额"), &award.amount.to_string(), &found, place);
        }
    }
    Some(table)
}

fn expected_texts(index: usize, award: &Award) -> [(&'static str, String); 4] {
    [
        ("序号", (index + 1).to_string()),
        ("申报单位", bare(&unit_with_partners(award))),
        ("项目名称", bare(&award.project)),
        ("等次", bare(&award.tier)),
    ]
}

/// The report's table of tiers: how many, how much.
fn compare_tiers(comparison: &mut Comparison, document: &Document, record: &AwardRecord<'_>) {
    let Some(table) = ReadTable::find(document, None, &["等次", "项数", "小计（元）"]) else {
        comparison.report("等次统计表", "有统计表", "没有找到", None);
        return;
    };
    let rows = table.rows();
    for tier in &record.policy().tiers {
        let awards: Vec<&Award> = record.awards_of(&tier.label).collect();
        let cost: Money = awards.iter().map(|award| award.amount).sum();
        let expected = format!("{}项{cost}元", awards.len());
        let row = rows.iter().find(|row| row.text(0) == bare(&tier.label));
        let found = row.map(|row| format!("{}项{}元", row.text(1), row.money(2).unwrap_or_default()));
        let place = row.map(|row| row.place.clone());
        comparison.compare(&tier.label, &expected, &found.unwrap_or_default(), place);
    }
}

/// Every place in the text that says how many prizes there are, and that there is one.
fn compare_counts(comparison: &mut Comparison, document: &Document, record: &AwardRecord<'_>, pattern: &str) {
    let pattern = Regex::new(pattern).expect("a constant pattern of this room");
    let expected = record.decision().awards.len().to_string();
    let text = paragraphs(document).join("\n");
    let mut said = pattern.captures_iter(&text).filter_map(|captures| captures.get(1)).peekable();
    if said.peek().is_none() {
        comparison.report("正文项数", &expected, "", None);
    }
    for found in said {
        comparison.compare("正文项数", &expected, found.as_str(), None);
    }
}

/// Every amount in figures and capitals in the text: both say the decision's total.
fn compare_amounts(comparison: &mut Comparison, document: &Document, record: &AwardRecord<'_>) {
    let pattern = Regex::new("([0-9.,]+)元（大写：人民币([^）]*)）").expect("a constant pattern of this room");
    let total = record.total();
    let text = paragraphs(document).join("\n");
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
    if said == 0 && record.pays_money() && !record.decision().awards.is_empty() {
        comparison.report("补助合计", &total.to_string(), "", None);
    }
}

/// Paragraphs of the main text, bare.
fn paragraphs(document: &Document) -> Vec<String> {
    let paragraphs = document.body.iter().filter_map(|block| match block {
        Block::Paragraph(paragraph) => Some(bare(&paragraph.text)),
        Block::Grid(_) => None,
    });
    paragraphs.collect()
}
