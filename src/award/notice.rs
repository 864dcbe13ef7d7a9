//! 公示: which projects are to have which prize, for how long this is open, where objections go. It names units and projects; of
//! people it names only whom season.toml gives as the contact.

use crate::award::calendar::CalendarError;
use crate::award::calendar::NoticePeriod;
use crate::award::prize_list::tabulate_prizes;
use crate::award::record::AwardRecord;
use crate::award::wording::cite_measure;
use crate::writers::official::Paper;
use crate::writers::official::chinese_date;

/// Writes 公示.docx; the same record gives the same bytes. Fails only where the notice's days cannot be counted.
pub fn write_notice(record: &AwardRecord<'_>) -> Result<Vec<u8>, CalendarError> {
    let notice = record.notice?;
    let policy = record.policy();
    let year = record.season().year;
    let title = format!("{}\n关于{year}年度{}\n拟奖项目的公示", policy.organiser, policy.award);
    let mut paper = Paper::new(&title, &policy.organiser, record.inputs.as_of);
    let unsettled = record.settlement.unsettled.len();
    let count = record.decision().awards.len();
    if count == 0 {
        paper.subtitle("（拟稿，尚无拟奖项目，不得发布）");
    } else if unsettled > 0 {
        paper.subtitle(&format!("（拟稿，尚有{unsettled}件事项待评审委员会决定）"));
    }
    if count == 0 {
        paper.body(&format!(
            "根据{}，经单位申报、形式审查和评审委员会评审，拟确定　　个项目为{year}年度{}获奖项目，现予公示，接受社会监督。",
            cite_measure(policy),
            policy.award
        ));
    } else {
        paper.body(&format!(
            "根据{}，经单位申报、形式审查和评审委员会评审，拟确定{}个项目为{year}年度{}获奖项目，现予公示，接受社会监督。",
            cite_measure(policy),
            count,
            policy.award
        ));
    }
    paper.body(&describe_period(record, notice.as_ref()));
    paper.body(
        "公示期间，如对公示的项目有异议，可通过来电、来信、来访等方式向我单位反映。以单位名义反映的须加盖公章，\
         以个人名义反映的须署真实姓名和联系方式，并提供必要的证明材料。",
    );
    write_contact(&mut paper, record);
    let annex = format!("{year}年度{}拟奖项目名单", policy.award);
    paper.annex_list(&[&annex]);
    paper.closing(&policy.organiser, notice.filter(|_| count > 0).map(|notice| notice.starts));
    if count > 0 {
        paper.annex("附件", &annex);
        paper.table(tabulate_prizes(record, "拟奖等次", false));
    }
    Ok(paper.to_docx())
}

fn describe_period(record: &AwardRecord<'_>, notice: Option<&NoticePeriod>) -> String {
    match notice {
        Some(notice) if notice.working_days > 0 => format!(
            "公示时间：{}至{}（{}个工作日）。",
            chinese_date(notice.starts),
            chinese_date(notice.last_day),
            notice.working_days
        ),
        Some(notice) => format!("公示时间：自{}起。", chinese_date(notice.starts)),
        None => format!(
            "公示时间：　　　　年　　月　　日至　　　　年　　月　　日（{}个工作日）。",
            record.policy().publicity.working_days
        ),
    }
}

/// The contact as far as season.toml gives it; blanks to be filled in where it gives none.
fn write_contact(paper: &mut Paper, record: &AwardRecord<'_>) {
    let contact = record.season().publicity.as_ref().map(|publicity| &publicity.contact);
    let contact = contact.filter(|contact| !contact.is_empty());
    for line in [[("person", "联系人"), ("phone", "联系电话")], [("email", "电子邮箱"), ("address", "通讯地址")]]
    {
        let parts = line.iter().filter_map(|(key, label)| match contact {
            None => Some(format!("{label}：　　　　　")),
            Some(contact) => contact.get(*key).map(|value| format!("{label}：{value}")),
        });
        let parts: Vec<String> = parts.collect();
        if !parts.is_empty() {
            paper.body(&parts.join("　　"));
        }
    }
}
