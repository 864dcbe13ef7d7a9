//! 表彰通报: the prizes by tier and their money, once the decision is confirmed; before that a draft that says so.

use crate::award::prize_list::tabulate_prizes;
use crate::award::record::AwardRecord;
use crate::award::wording::amount_both_ways;
use crate::award::wording::cite_measure;
use crate::model::Award;
use crate::model::Money;
use crate::policy::Tier;
use crate::policy::TierAmount;
use crate::writers::official::Paper;

/// Up to so many projects are named in the text as well as in the annex.
pub(super) const NAMED_IN_TEXT: usize = 12;

/// Writes 表彰通报.docx; the same record gives the same bytes.
pub fn write_commendation(record: &AwardRecord<'_>) -> Vec<u8> {
    let policy = record.policy();
    let (year, confirmation) = (record.season().year, record.season().confirmation.as_ref());
    let title = format!("{}\n关于表彰{year}年度{}的通报", policy.organiser, policy.award);
    let mut paper = Paper::new(&title, &policy.organiser, record.inputs.as_of);
    if record.decision().awards.is_empty() {
        paper.subtitle("（草稿，尚无获奖项目，不得印发）");
    } else if confirmation.is_none() {
        paper.subtitle("（草稿，评审结果尚未确认，不得印发）");
    } else if !record.is_final() {
        paper.subtitle("（草稿，尚有待决定的事项，不得印发）");
    }
    paper.addressee("各有关单位：");
    paper.body(&open_commendation(record));
    let awards = &record.decision().awards;
    if !awards.is_empty() {
        for line in list_tiers(record) {
            paper.body(&line);
        }
        if record.pays_money() {
            paper.body(&format!("以上项目补助资金合计{}。", amount_both_ways(record.total())));
        }
        paper.body("希望获奖单位珍惜荣誉、再接再厉，进一步总结推广创新经验；各级工会组织要学习借鉴，不断推动工会工作创新发展。");
    }
    let annex = format!("{year}年度{}获奖项目名单", policy.award);
    if !awards.is_empty() {
        paper.annex_list(&[&annex]);
    }
    let date = confirmation.filter(|_| record.is_final()).map(|confirmation| confirmation.on);
    paper.closing(&policy.organiser, date);
    if !awards.is_empty() {
        paper.annex("附件", &annex);
        paper.table(tabulate_prizes(record, "等次", record.pays_money()));
    }
    paper.to_docx()
}

/// That there was a notice is said only where its last day is known to have passed.
fn open_commendation(record: &AwardRecord<'_>) -> String {
    let policy = record.policy();
    let received = record.candidates.len();
    let confirmed = record.season().confirmation.as_ref().map(|confirmation| confirmation.on);
    let notice = record.notice.as_ref().ok().and_then(Option::as_ref);
    let noticed = confirmed.zip(notice).is_some_and(|(on, notice)| on > notice.last_day);
    let noticed = if noticed { "并经公示，" } else { "" };
    let result = match record.decision().awards.len() {
        0 => "评出获奖项目　　项，决定对获奖单位予以通报表彰。".to_owned(),
        count => format!("评出获奖项目{count}项，决定对获奖单位予以通报表彰。"),
    };
    format!(
        "根据{}，{}年度共有{received}个项目申报{}。经形式审查、评审委员会评审，{noticed}{}",
        cite_measure(policy),
        record.season().year,
        policy.award,
        result
    )
}

/// 一等奖2项，每项补助资金30000元: a line for each tier that was given.
fn list_tiers(record: &AwardRecord<'_>) -> Vec<String> {
    let tiers = record.policy().tiers.iter().map(|tier| (tier, record.awards_of(&tier.label).collect::<Vec<&Award>>()));
    let named = record.decision().awards.len() <= NAMED_IN_TEXT;
    tiers.filter(|(_, awards)| !awards.is_empty()).map(|(tier, awards)| describe_tier(tier, &awards, named)).collect()
}

fn describe_tier(tier: &Tier, awards: &[&Award], named: bool) -> String {
    let cost: Money = awards.iter().map(|award| award.amount).sum();
    let money = match &tier.amount {
        _ if cost == Money::ZERO => String::new(),
        TierAmount::Fixed(amount) => format!("，每项补助资金{amount}元"),
        TierAmount::ByCategory(_) => format!("，补助资金共{cost}元"),
    };
    if !named {
        return format!("{}{}项{money}。", tier.label, awards.len());
    }
    let projects: Vec<String> = awards.iter().map(|award| format!("{}《{}》", award.unit, award.project)).collect();
    format!("{}{}项{money}：{}。", tier.label, awards.len(), projects.join("；"))
}
