//! How the papers put things: amounts in figures and capitals, projects by name and number, the measure's scoring in words.

use regex::Captures;
use regex::Regex;

use crate::award::record::AwardRecord;
use crate::model::Award;
use crate::model::Money;
use crate::policy::Aggregate;
use crate::policy::FigureSource;
use crate::policy::Policy;
use crate::policy::TieBreak;
use crate::writers::money_words::amount_in_words;

/// 170000元（大写：人民币壹拾柒万元整）
pub(super) fn amount_both_ways(amount: Money) -> String {
    format!("{amount}元（大写：人民币{}）", amount_in_words(amount.fen()))
}

/// 《职工之家》（2026-003）; the number alone where the entry is not known.
pub(super) fn name_project(record: &AwardRecord<'_>, number: &str) -> String {
    match record.candidate(number) {
        Some(candidate) if candidate.project.is_empty() => format!("未填写名称的项目（{number}）"),
        Some(candidate) => format!("《{}》（{number}）", candidate.project),
        None => number.to_owned(),
    }
}

/// Several projects, joined by 、.
pub(super) fn name_projects<'a>(record: &AwardRecord<'_>, numbers: impl IntoIterator<Item = &'a String>) -> String {
    let names: Vec<String> = numbers.into_iter().map(|number| name_project(record, number)).collect();
    names.join("、")
}

/// The unit with its joint units: 海港区总工会（联合单位：甲公司工会、乙局工会）.
pub(super) fn unit_with_partners(award: &Award) -> String {
    if award.partners.is_empty() {
        return award.unit.clone();
    }
    format!("{}（联合单位：{}）", award.unit, award.partners.join("、"))
}

/// 一等奖, or 未获奖.
pub(super) fn tier_or_none(tier: Option<&str>) -> &str {
    tier.unwrap_or("不授奖")
}

/// The project that is next by rank, and what it would have and cost.
pub(super) fn tell_next(record: &AwardRecord<'_>) -> Option<String> {
    let next = record.proposal.next.as_ref().filter(|next| !record.is_awarded(&next.number))?;
    let (project, tier) = (name_project(record, &next.number), &next.tier);
    Some(match next.amount {
        Money::ZERO => format!("按名次下一个项目是{project}，可列{tier}。"),
        amount => format!("按名次下一个项目是{project}，如授予{tier}，需补助{amount}元。"),
    })
}

/// What the places that are not settled may still cost, and by how much that is more than what is left.
pub(super) fn tell_reserved(record: &AwardRecord<'_>) -> Option<String> {
    let reserved = record.reserved()?;
    let spent = record.total() + reserved;
    let short = record.season().budget.filter(|budget| spent > *budget).map(|budget| spent - budget);
    let short = short.map(|short| format!("，比预算还差{short}元")).unwrap_or_default();
    Some(format!("另有待决定的名额，最多还需{reserved}元，尚未计入{short}"))
}

/// The category that money goes by, or that there is none.
pub(super) fn category_or_none(category: Option<&str>) -> &str {
    category.unwrap_or("未填类别")
}

/// The measure as papers cite it: 《…办法（试行）》（秦工字〔2020〕28号）.
pub(super) fn cite_measure(policy: &Policy) -> String {
    let number =
        if policy.document_number.is_empty() { String::new() } else { format!("（{}）", policy.document_number) };
    format!("《{}》{number}", policy.title)
}

/// How scores become the official figure, in one sentence.
pub(super) fn explain_scoring(policy: &Policy) -> String {
    let scoring = &policy.scoring;
    let figure = match scoring.aggregate {
        Aggregate::Mean => "项目得分为各评委总分的平均数".to_owned(),
        Aggregate::Median => "项目得分为各评委总分的中位数".to_owned(),
        Aggregate::TrimmedMean => format!(
            "有效评分达到{0}个的，{1}后取平均数为项目得分；不足{0}个的，取平均数",
            scoring.fewest_trimmed(),
            scoring.describe_trim()
        ),
    };
    let ties = if policy.scoring.ties.is_empty() {
        "得分相同的，提交评审委员会决定".to_owned()
    } else {
        let steps: Vec<String> = (0..scoring.ties.len()).map(|step| name_step(policy, step)).collect();
        format!("得分相同的，依次比较{}，仍相同的提交评审委员会决定", steps.join("、"))
    };
    let rounded = match scoring.decimals {
        0 => "取整数".to_owned(),
        decimals => format!("保留{decimals}位小数"),
    };
    format!("{figure}；得分{rounded}，四舍五入；{ties}。")
}

/// A step of the tie chain, counted from 0: 实效性平均分.
pub(super) fn name_step(policy: &Policy, step: usize) -> String {
    match policy.scoring.ties.get(step) {
        Some(TieBreak::Criterion(key)) => {
            let label = policy.criteria.iter().find(|criterion| criterion.key == *key).map(|c| c.label.as_str());
            format!("{}平均分", label.unwrap_or(key))
        }
        Some(TieBreak::Median) => "总分中位数".to_owned(),
        Some(TieBreak::Mean) => "全部评委总分平均数".to_owned(),
        None => String::new(),
    }
}

/// The figures that the measure does not give: each as one clause.
pub(super) fn list_office_figures(record: &AwardRecord<'_>) -> Vec<String> {
    let (policy, season) = (record.policy(), record.season());
    let mut figures = Vec::new();
    let criteria = policy.criteria.iter().filter(|criterion| criterion.source == FigureSource::Office);
    let criteria: Vec<String> = criteria.map(|criterion| format!("{}{}分", criterion.label, criterion.max)).collect();
    if !criteria.is_empty() {
        figures.push(format!("各项标准的分值（{}）", criteria.join("、")));
    }
    if policy.scoring.source == FigureSource::Office {
        figures.push("评分的汇总方法、小数位数和并列时的比较顺序".to_owned());
    }
    if !season.quotas.is_empty() {
        let quotas: Vec<String> = season.quotas.iter().map(|(tier, places)| format!("{tier}{places}项")).collect();
        figures.push(format!("各等次名额（{}）", quotas.join("、")));
    }
    if let Some(budget) = season.budget {
        figures.push(format!("年度补助资金预算（{budget}元）"));
    }
    if let Some(places) = season.provincial_places {
        figures.push(format!("推荐参加上级评选的名额（{places}项）"));
    }
    figures
}

/// Phone and identity numbers lose all but their first three digits, also where blanks or hyphens part them: the report goes from
/// hand to hand. A number of an entry (2026-001) and a day (2026-11-20) stay.
pub(super) fn mask_phones(text: &str) -> String {
    let parted = "1[3-9][0-9][- ]?[0-9]{4}[- ]?[0-9]{4}|0[0-9]{2,3}[- ][0-9]{3,4}[- ]?[0-9]{4}";
    let pattern = Regex::new(&format!("[0-9]{{7,}}[Xx]?|{parted}")).expect("a constant pattern of this room");
    let mask = |found: &Captures<'_>| {
        let number = found.get(0).map_or("", |number| number.as_str());
        let hide = |(place, character): (usize, char)| {
            if place >= 3 && character.is_ascii_alphanumeric() { '*' } else { character }
        };
        number.chars().enumerate().map(hide).collect::<String>()
    };
    pattern.replace_all(text, mask).into_owned()
}

#[cfg(test)]
mod tests {
    use super::mask_phones;

    #[test]
    fn phone_and_identity_numbers_lose_their_digits_and_other_numbers_do_not() {
        for (text, masked) in [
            ("电话13812345678。", "电话138********。"),
            ("138-1234-5678", "138-****-****"),
            ("138 1234 5678", "138 **** ****"),
            ("0335-3012345转8", "033*-*******转8"),
            ("证号130302198001011234", "证号130***************"),
            ("证号13030219800101123X", "证号130***************"),
            ("2026-001、2026-11-20、300000元", "2026-001、2026-11-20、300000元"),
        ] {
            assert_eq!(mask_phones(text), masked);
        }
    }
}
