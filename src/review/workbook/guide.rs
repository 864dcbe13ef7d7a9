//! 说明: what the workbook is, under which measure, as of when; what each sheet is for and how it is filled in; which figures
//! are the office's own and not the measure's; what only people can judge.

use crate::model::Verdict;
use crate::policy::FigureSource;
use crate::policy::HandCheck;
use crate::review::rule_label::label_rule;
use crate::review::settings_mark::MARK_LABEL;
use crate::review::view::WorkbookView;
use crate::review::view::judge_label;
use crate::review::workbook::DETAILS;
use crate::review::workbook::FINAL_TIER;
use crate::review::workbook::FINDINGS;
use crate::review::workbook::GUIDE;
use crate::review::workbook::LEDGER;
use crate::review::workbook::PRIZES;
use crate::review::workbook::RECUSED;
use crate::review::workbook::RULING;
use crate::review::workbook::SCREENING;
use crate::review::workbook::STATISTICS;
use crate::review::workbook::SUMMARY;
use crate::review::workbook::TOTALS;
use crate::review::workbook::totals::describe_scoring;
use crate::writers::workbook::Book;
use crate::writers::workbook::BookError;
use crate::writers::workbook::Cell;
use crate::writers::workbook::Fill;
use crate::writers::workbook::Page;
use crate::writers::workbook::Paper;
use crate::writers::workbook::Sheet;
use crate::writers::workbook::Style;

const WIDTHS: [f64; 2] = [20.0, 74.0];
const SECTION: Style = Style { fill: Fill::Header, ..Style::TEXT.bold() };
const LABEL: Style = Style { centred: true, ..Style::TEXT.bold() };

/// A part of the guide: its heading and its lines.
type Part = (&'static str, Vec<(String, String)>);

/// Writes the sheet.
pub fn write_guide(book: &mut Book, view: &WorkbookView<'_>, mark: &str) -> Result<Sheet, BookError> {
    let mut sheet = book.start_sheet(GUIDE)?;
    let title = format!("{}年度{}评审工作簿", view.season.year, view.policy.award);
    let parts = [
        ("基本情况", describe_season(view, mark)),
        ("各表用途", describe_sheets(view)),
        ("怎样填写", describe_filling()),
        ("办公室口径（办法没有规定，由办公室设置，可以改）", describe_office_figures(view)),
        ("办法要求、须由人把关的事项", describe_hand_checks(view)),
        ("准许的例外", describe_exceptions(view)),
    ];
    write_parts(&mut sheet, &title, &parts)?;
    sheet.show_first();
    Ok(sheet)
}

/// Writes a guide's title and parts; parts without lines are left out.
pub fn write_parts(sheet: &mut Sheet, title: &str, parts: &[Part]) -> Result<(), BookError> {
    sheet.set_widths(&WIDTHS)?;
    sheet.write_banner(title, 2, Style::TITLE)?;
    for (heading, lines) in parts.iter().filter(|(_, lines)| !lines.is_empty()) {
        sheet.write_banner(heading, 2, SECTION)?;
        for (label, text) in lines {
            sheet.write_row(&[Cell::text(label.as_str()), Cell::text(text.as_str())], &[LABEL, Style::TEXT])?;
        }
    }
    sheet.set_page(&Page { paper: Paper::A4Upright, heading: title, repeated: None })?;
    sheet.protect(None)
}

fn line(label: impl Into<String>, text: impl Into<String>) -> (String, String) {
    (label.into(), text.into())
}

fn describe_season(view: &WorkbookView<'_>, mark: &str) -> Vec<(String, String)> {
    let standing = |verdict: Verdict| view.entries.iter().filter(|entry| entry.standing() == verdict).count();
    let counts = [Verdict::Qualified, Verdict::ToDecide, Verdict::ToCorrect, Verdict::Rejected]
        .map(|verdict| format!("{} {}", verdict.chinese(), standing(verdict)));
    vec![
        line("依据", format!("《{}》（{}）", view.policy.title, view.policy.document_number)),
        line("主办", format!("{}（{}）", view.policy.organiser, view.policy.office)),
        line("数据时间", view.moment().strftime("%Y年%-m月%-d日 %H:%M").to_string()),
        line("申报项目", format!("{} 个：{}", view.entries.len(), counts.join("，"))),
        line("收到文件", format!("{} 个", view.ledger.len())),
        line("评委", format!("{} 名", view.season.judges.len())),
        line("编制程序", view.program),
        line(MARK_LABEL, format!("{mark}（收回本表时用来核对年度和设置，请不要改动）")),
    ]
}

fn describe_sheets(view: &WorkbookView<'_>) -> Vec<(String, String)> {
    let judges = match view.season.judges.len() {
        0 => "评委表".to_owned(),
        1 => judge_label(1),
        many => format!("{}—{}", judge_label(1), judge_label(u32::try_from(many).unwrap_or(u32::MAX))),
    };
    vec![
        line(SUMMARY, "每个项目一行：单位、名称、负责人、签字、字数、优先推荐线索、结论。A3 横向打印。"),
        line(SCREENING, format!("每个项目一行、每条规则一列；在“{RULING}”列作出核定。A3 横向打印。")),
        line(FINDINGS, "每个问题一行：问题、依据、在原件中的位置、处理建议。A3 横向打印。"),
        line(DETAILS, "每个项目一节：全部栏目、文字说明全文、证明材料、没有归入栏目的文字。A4 打印。"),
        line(TOTALS, "各评委总分、综合得分、名次，全部是公式，随评委表变动。"),
        line(judges, "每位评委一张：逐项打分、回避、评语。评委也可用“输出/评委”里的单独评分表填写后收回。"),
        line(PRIZES, format!("各等次名额、金额、预算；按名次提出的建议；在“{FINAL_TIER}”列确定等次。")),
        line(STATISTICS, "按结论、问题、单位类别、签字、评分进度、文件计数，全部是公式。"),
        line(LEDGER, "收到的每一个文件及其去向。"),
    ]
}

fn describe_filling() -> Vec<(String, String)> {
    vec![
        line("黄色格", "由工作人员、评委填写；其余由程序填写，已锁定（无密码，需要时可在“审阅”中撤销保护）。"),
        line("排序、筛选", "各表可以排序、筛选，列可以调宽窄；程序按“编号”认行，请不要改动编号。"),
        line(
            RECUSED,
            "应当回避的选“是”，不打分，不计入平均。灰色行是须回避的：程序按单位名称提示，或办公室决定；不成立的，由办公室在 season.toml 的 [[recusals]] 里写明理由。",
        ),
        line("收回", "填好后把本表或评分表放进“回收”文件夹，再运行程序；程序先列出差别，确认后才采用。"),
    ]
}

fn describe_office_figures(view: &WorkbookView<'_>) -> Vec<(String, String)> {
    let mut lines = Vec::new();
    let office = view.policy.criteria.iter().filter(|criterion| criterion.source == FigureSource::Office);
    let maxima: Vec<String> =
        office.map(|criterion| format!("{} {} 分", criterion.label, criterion.max.normalize())).collect();
    if !maxima.is_empty() {
        lines.push(line("评分满分", maxima.join("，")));
    }
    if view.policy.scoring.source == FigureSource::Office {
        lines.push(line("综合得分", describe_scoring(&view.policy.scoring)));
    }
    if !view.season.quotas.is_empty() {
        let quotas: Vec<String> = view.season.quotas.iter().map(|(tier, quota)| format!("{tier} {quota} 项")).collect();
        lines.push(line("名额", quotas.join("，")));
    }
    if let Some(budget) = view.season.budget {
        lines.push(line("年度预算", format!("{budget} 元")));
    }
    let rules =
        view.policy.rules.iter().filter(|rule| {
            rule.line.is_some() && rule.basis.as_deref().is_some_and(|basis| basis.contains("办公室口径"))
        });
    let names: Vec<String> = rules.map(|rule| label_rule(view.policy, rule)).collect();
    if !names.is_empty() {
        lines.push(line("审查口径", names.join("、")));
    }
    lines
}

fn describe_hand_checks(view: &WorkbookView<'_>) -> Vec<(String, String)> {
    let check = |check: &HandCheck| {
        let basis = check.basis.as_ref().map(|basis| format!("（{basis}）")).unwrap_or_default();
        line(check.label.as_str(), format!("{}{basis}", check.question))
    };
    view.policy.by_hand.iter().map(check).collect()
}

fn describe_exceptions(view: &WorkbookView<'_>) -> Vec<(String, String)> {
    let exceptions = view.season.exceptions.iter().map(|exception| {
        let rule = view.policy.rules.iter().find(|rule| rule.code == exception.rule);
        let label = rule.map_or(exception.rule.clone(), |rule| label_rule(view.policy, rule));
        line(exception.submission.as_str(), format!("{label}：{}（{}）", exception.reason, exception.by))
    });
    let recusals = view.season.recusals.iter().map(|recusal| {
        let what = if recusal.dismissed { "不回避" } else { "回避" };
        line(recusal.submission.as_str(), format!("{} {what}：{}", recusal.judge, recusal.reason))
    });
    exceptions.chain(recusals).collect()
}
