//! The two papers that everybody may see: their prize list row by row, counts, days and money in the running text, and no phone
//! number of an applicant.

use crate::award::agreement::Comparison;
use crate::award::agreement::all_text;
use crate::award::agreement::bare;
use crate::award::agreement::expected::ExpectedTable;
use crate::award::agreement::expected::Passage;
use crate::award::agreement::expected::Sentence;
use crate::award::agreement::expected::Shown;
use crate::award::agreement::money::compare_amounts;
use crate::award::commendation::NAMED_IN_TEXT;
use crate::award::record::AwardRecord;
use crate::award::wording::unit_with_partners;
use crate::model::Award;
use crate::model::Document;
use crate::model::Money;
use crate::model::Value;
use crate::policy::Tier;
use crate::policy::TierAmount;
use crate::writers::official::chinese_date;

/// Prize list and its number, the days.
pub(super) fn compare_notice(comparison: &mut Comparison, document: &Document, record: &AwardRecord<'_>) {
    compare_prizes(comparison, document, record, ("拟奖等次", false));
    let mut sentences = vec![Sentence {
        what: "年度",
        pattern: "^.*?关于([0-9]+)年度",
        expected: vec![record.season().year.to_string()],
        must: true,
    }];
    let count = record.decision().awards.len();
    if count > 0 {
        let expected = vec![count.to_string(), record.season().year.to_string()];
        sentences.push(Sentence {
            what: "正文项数",
            pattern: "^根据.*?，拟确定([0-9]+)个项目为([0-9]+)年度",
            expected,
            must: true,
        });
    }
    if let Ok(Some(notice)) = record.notice.as_ref().map(|notice| notice.filter(|notice| notice.working_days > 0)) {
        let days = [chinese_date(notice.starts), chinese_date(notice.last_day), notice.working_days.to_string()];
        let pattern = "^公示时间：(.*?)至(.*?)（([0-9]+)个工作日）";
        sentences.push(Sentence { what: "公示时间", pattern, expected: days.to_vec(), must: true });
    }
    sentences.iter().for_each(|sentence| sentence.compare(comparison, document));
}

/// Prize list, number, amounts, and what the text says of each tier.
pub(super) fn compare_commendation(comparison: &mut Comparison, document: &Document, record: &AwardRecord<'_>) {
    compare_prizes(comparison, document, record, ("等次", record.pays_money()));
    let (year, count) = (record.season().year.to_string(), record.decision().awards.len());
    let submitted = vec![year.clone(), record.candidates.len().to_string()];
    let mut sentences = vec![
        Sentence { what: "年度", pattern: "^.*?关于表彰([0-9]+)年度", expected: vec![year], must: true },
        Sentence {
            what: "申报项数",
            pattern: "^根据.*?，([0-9]+)年度共有([0-9]+)个项目申报",
            expected: submitted,
            must: true,
        },
    ];
    if count > 0 {
        let expected = vec![count.to_string()];
        sentences.push(Sentence {
            what: "正文项数", pattern: "^根据.*?评出获奖项目([0-9]+)项", expected, must: true
        });
        compare_amounts(comparison, document, record);
    }
    sentences.iter().for_each(|sentence| sentence.compare(comparison, document));
    for tier in &record.policy().tiers {
        compare_tier(comparison, document, tier, &record.awards_of(&tier.label).collect::<Vec<&Award>>(), count);
    }
}

/// The line of a tier: how many, for how much, who for what. `count` is the number of all prizes.
fn compare_tier(comparison: &mut Comparison, document: &Document, tier: &Tier, awards: &[&Award], count: usize) {
    let (label, cost) = (&tier.label, awards.iter().map(|award| award.amount).sum::<Money>());
    let said = Sentence {
        what: &format!("{label}项数"),
        pattern: &format!("^{}([0-9]+)项", regex::escape(&bare(label))),
        expected: vec![awards.len().to_string()],
        must: !awards.is_empty(),
    };
    said.compare(comparison, document);
    if awards.is_empty() {
        return;
    }
    let money = match &tier.amount {
        _ if cost == Money::ZERO => String::new(),
        TierAmount::Fixed(amount) => format!("，每项补助资金{amount}元"),
        TierAmount::ByCategory(_) => format!("，补助资金共{cost}元"),
    };
    let named =
        awards.iter().map(|award| format!("{}《{}》", award.unit, award.project)).collect::<Vec<_>>().join("；");
    let named = if count <= NAMED_IN_TEXT { format!("：{named}") } else { String::new() };
    let start = format!("{}{}项", bare(label), awards.len());
    let expected = format!("{start}{money}{named}。");
    Passage { what: label, start: &start, expected, must: true }.compare(comparison, document);
}

/// The prize list; `money` says whether it tells the amounts.
fn compare_prizes(
    comparison: &mut Comparison,
    document: &Document,
    record: &AwardRecord<'_>,
    (tier, money): (&str, bool),
) {
    let row = |(index, award): (usize, &Award)| {
        let texts = [(index + 1).to_string(), unit_with_partners(award), award.project.clone(), award.tier.clone()];
        let money = money.then_some(Shown::Money(award.amount));
        texts.into_iter().map(Shown::Text).chain(money).collect()
    };
    let headings = ["序号", "申报单位", "项目名称", tier, "补助资金（元）"];
    let headings = if money { &headings[..] } else { &headings[..4] };
    let rows = record.decision().awards.iter().enumerate().map(row).collect();
    ExpectedTable { name: "名单", sheet: None, headings, rows, totals: vec![] }.compare(comparison, document);
}

/// Phone numbers of applicants; the office's own contact is meant to be read.
pub(super) fn find_leaks(comparison: &mut Comparison, document: &Document, record: &AwardRecord<'_>) {
    let text = all_text(document);
    let contact = record.season().publicity.iter().flat_map(|publicity| publicity.contact.values());
    let contact: String = contact.map(|value| bare(value)).collect();
    for entry in record.inputs.entries {
        let phones =
            entry.application.fields.keys().filter_map(|key| match &entry.application.value(key)?.read.value {
                Value::Phones(phones) => Some(phones),
                _ => None,
            });
        for phone in phones.flatten().map(|phone| bare(phone)).filter(|phone| phone.chars().count() >= 7) {
            if text.contains(&phone) && !contact.contains(&phone) {
                comparison.report("公开文件", "不含申报人的联系电话", &format!("含{}的联系电话", entry.number), None);
            }
        }
    }
}
