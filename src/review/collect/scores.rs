//! A judge's list: whose it is, then a line for each project with every criterion, 回避 and 评语. Totals are recomputed; the
//! one that stands there is only compared.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::model::BookIssue;
use crate::model::BookReading;
use crate::model::ConflictStanding;
use crate::model::IssueKind;
use crate::model::ListSubject;
use crate::model::ReadList;
use crate::model::ScoreSheet;
use crate::policy::Criterion;
use crate::policy::Policy;
use crate::policy::Season;
use crate::policy::fold_text;
use crate::review::collect::answer::ScoreAnswer;
use crate::review::collect::answer::number_in;
use crate::review::collect::answer::read_score;
use crate::review::collect::answer::read_yes;
use crate::review::collect::compare_scores::WITHDRAWN;
use crate::review::collect::filled_list::FilledList;
use crate::review::collect::filled_list::FilledRow;
use crate::review::collect::filled_list::ListRows;
use crate::review::collect::filled_list::PROJECT;
use crate::review::collect::filled_list::UNIT;
use crate::review::collect::settled::note_rows;
use crate::review::collect::sorted_alone::note_sorted_columns;
use crate::review::collect::strays::note_headings;
use crate::review::collect::strays::note_strays;
use crate::review::settings_mark::mark_score_book;
use crate::review::settings_mark::marks_in;
use crate::review::view::judge_label;
use crate::review::workbook::COMMENT;
use crate::review::workbook::CONFLICT;
use crate::review::workbook::NUMBER;
use crate::review::workbook::RECUSED;
use crate::review::workbook::SHEET_TITLE;
use crate::review::workbook::TOTAL;
use crate::review::workbook::YES;

/// Before a judge's number in a heading.
const JUDGE: &str = "评委";
/// In notes above the list, which say 评委 and name none.
const FILLERS: [&str; 2] = ["填写", "回避"];

/// Reads a judge's list into the reading; other lists are left alone.
pub fn read_scores(list: &FilledList<'_>, policy: &Policy, season: &Season, reading: &mut BookReading) {
    if !policy.criteria.iter().any(|criterion| list.column(&criterion.label).is_some()) {
        return;
    }
    let Some(judge) = find_judge(list, season, reading) else { return };
    if let Some(doubt) = doubt_judge(list, judge, policy, season) {
        reading.issues.push(unknown_judge(list, doubt));
    }
    let ListRows { projects: rows, remarks } = list.rows(policy);
    let missing = note_columns(list, policy, judge, &rows, reading);
    let filled = |row: &FilledRow<'_>| has_answer(list, policy, row);
    let numbers = note_rows(list, &judge_label(judge), &rows, filled, reading);
    let mut named = Vec::new();
    let begun = reading.scores.len();
    for row in rows.iter().filter(|row| !row.number.is_empty() && !missing) {
        let sheet = read_line(list, policy, judge, row, reading);
        if sheet.recused || !sheet.comment.is_empty() || sheet.scores.iter().any(Option::is_some) {
            named.push(list.names_of(row, policy));
            reading.scores.push(sheet);
        }
    }
    let sheets = reading.scores.get(begun..).unwrap_or_default().to_vec();
    note_sorted_columns(judge, &sheets, list.place(), policy, reading);
    let (own, hints) = (own_columns(list, policy), list.columns(CONFLICT));
    let is_own = |column: u32, text: &str| own.contains(&column) || (hints.contains(&column) && is_hint(text));
    let hinted =
        rows.iter().filter(|row| is_hint(&row.text(list.column(CONFLICT)))).map(|row| row.number.clone()).collect();
    note_strays(list, &rows, is_own, reading);
    note_strays(list, &remarks, |_, _| false, reading);
    note_headings(list, reading);
    reading.lists.push(ReadList { subject: ListSubject::Scores(judge), place: list.place(), numbers, named, hinted });
}

/// Says which columns are missing or there twice, and whether one of them must be there. Where every project has all its scores
/// nobody can have been marked in the column of recusals that a judge left out.
fn note_columns(
    list: &FilledList<'_>,
    policy: &Policy,
    judge: u32,
    rows: &[FilledRow<'_>],
    reading: &mut BookReading,
) -> bool {
    let scored = |row: &FilledRow<'_>| {
        policy.criteria.iter().all(|criterion| !row.text(list.column(&criterion.label)).is_empty())
    };
    let all_scored = rows.iter().all(scored);
    let words = policy.criteria.iter().map(|criterion| criterion.label.as_str()).chain([RECUSED, COMMENT]);
    let mut missing = false;
    for word in words.filter(|word| list.columns(word).len() != 1) {
        let count = list.columns(word).len();
        let blocks = word != COMMENT && !(word == RECUSED && count == 0 && all_scored);
        missing |= blocks;
        reading.issues.push(BookIssue {
            kind: IssueKind::ColumnMissing,
            blocks,
            message: format!(
                "{} 的“{}”表有 {count} 列“{word}”，应有 1 列{}",
                list.file(),
                judge_label(judge),
                if blocks || word != RECUSED { "" } else { "；各项目都已打分，按没有回避采用" }
            ),
            number: None,
            place: Some(list.place()),
        });
    }
    missing
}

/// Whether a text in 回避提示 is the program's own.
fn is_hint(text: &str) -> bool {
    let standings = [ConflictStanding::Proposed, ConflictStanding::Dismissed, ConflictStanding::Added];
    standings.iter().any(|standing| text.starts_with(standing.chinese()))
}

/// The columns with which the list was issued, but for 回避提示.
fn own_columns(list: &FilledList<'_>, policy: &Policy) -> BTreeSet<u32> {
    let roles = [&policy.roles.applicant, &policy.roles.title].into_iter().flatten();
    let names = roles.map(|key| policy.label_of(key));
    let criteria = policy.criteria.iter().map(|criterion| criterion.label.as_str());
    let own = [NUMBER, UNIT, PROJECT, TOTAL, RECUSED, COMMENT].into_iter().chain(names).chain(criteria);
    own.flat_map(|word| list.columns(word)).copied().collect()
}

/// Whether anything of a judge's stands in a row.
fn has_answer(list: &FilledList<'_>, policy: &Policy, row: &FilledRow<'_>) -> bool {
    let words = policy.criteria.iter().map(|criterion| criterion.label.as_str()).chain([RECUSED, COMMENT]);
    words.into_iter().any(|word| !row.text(list.column(word)).is_empty())
}

/// The judge by the number in the heading, else by the name alone; said where it is not this season's.
fn find_judge(list: &FilledList<'_>, season: &Season, reading: &mut BookReading) -> Option<u32> {
    let heading = fold_text(&format!("{}\n{}", list.heading, list.file()));
    let judges = || (1_u32..).zip(&season.judges);
    let named = |name: &str| !name.trim().is_empty() && heading.contains(&fold_text(name));
    let numbered = numbers_after(&heading, JUDGE).find_map(|number| judges().find(|(judge, _)| *judge == number));
    let by_name: Vec<u32> = judges().filter(|(_, judge)| named(&judge.name)).map(|(number, _)| number).collect();
    let why = match (numbered, by_name.as_slice()) {
        (Some((number, judge)), _) if named(&judge.name) => return Some(number),
        (None, [number]) => return Some(*number),
        (Some((number, judge)), _) => {
            format!("写的是{}，但没有写本年度该评委的姓名“{}”", judge_label(number), judge.name)
        }
        (None, [_, _, ..]) => "写了不止一位评委".to_owned(),
        (None, _) => tell_heading(list).unwrap_or_else(|| "没有写是哪位评委".to_owned()),
    };
    reading.issues.push(unknown_judge(list, format!("{why}；请与评委核对，用印发给本人的表")));
    None
}

/// What stands behind the title where a judge's name should be, who is none of this season's.
fn tell_heading(list: &FilledList<'_>) -> Option<String> {
    let title = list.cells_above().map(|cell| cell.text.as_str()).chain([list.sheet()]).find_map(|text| {
        let name = text.split_once(SHEET_TITLE).map_or(text, |(_, name)| name).trim_matches(['：', ':', ' ', '　']);
        let judge = text.contains(SHEET_TITLE) || text.contains(JUDGE);
        (judge && !name.is_empty() && !FILLERS.iter().any(|word| name.contains(word))).then_some(name)
    })?;
    Some(format!("写的是“{title}”，不是本年度的评委"))
}

fn unknown_judge(list: &FilledList<'_>, what: String) -> BookIssue {
    BookIssue {
        kind: IssueKind::UnknownJudge,
        blocks: true,
        message: format!("{} 的评分表{what}", list.file()),
        number: None,
        place: Some(list.place()),
    }
}

/// Why the sheet may be another judge's all the same: it was issued to another, or the file bears another's name.
fn doubt_judge(list: &FilledList<'_>, judge: u32, policy: &Policy, season: &Season) -> Option<String> {
    let name = |judge: u32| {
        let index = usize::try_from(judge).ok()?.checked_sub(1)?;
        Some(format!("{}{}", judge_label(judge), season.judges.get(index)?.name))
    };
    let (own, others) = (name(judge)?, (1..).take(season.judges.len()).filter(|other| *other != judge));
    let marks: Vec<String> = marks_in(&list.heading).collect();
    let issued = others.clone().find(|other| marks.contains(&mark_score_book(policy, season, *other)));
    if let Some(issued) = issued.and_then(name) {
        return Some(format!("是印发给{issued}的，表头却写着{own}；请核对是谁评的，用印发给本人的表"));
    }
    let file = fold_text(list.file().rsplit('/').next().unwrap_or_default());
    let names = |judge: u32| {
        let index = usize::try_from(judge).unwrap_or(usize::MAX);
        let name = index.checked_sub(1).and_then(|index| season.judges.get(index)).map(|judge| fold_text(&judge.name));
        name.is_some_and(|name| !name.is_empty() && file.contains(&name))
    };
    let other = others.clone().find(|other| names(*other)).filter(|_| !names(judge)).and_then(name)?;
    Some(format!("写的是{own}，文件名却是{other}的；请核对是谁评的，按实际改正文件名或换成本人的表"))
}

/// Numbers that stand right after a word.
fn numbers_after<'text>(text: &'text str, word: &'text str) -> impl Iterator<Item = u32> + 'text {
    text.split(word).skip(1).filter_map(|rest| {
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        rest.get(..end)?.parse().ok()
    })
}

fn read_line(
    list: &FilledList<'_>,
    policy: &Policy,
    judge: u32,
    row: &FilledRow<'_>,
    reading: &mut BookReading,
) -> ScoreSheet {
    let mut scores = Vec::with_capacity(policy.criteria.len());
    let mut faulty = false;
    for criterion in &policy.criteria {
        let column = list.column(&criterion.label);
        let answer = read_score(row.cell(column), criterion);
        if let Some((kind, what)) = describe_fault(&answer, criterion) {
            faulty = true;
            reading.issues.push(BookIssue {
                kind,
                blocks: true,
                message: format!("{} {} 的“{}”{what}", judge_label(judge), row.number, criterion.label),
                number: Some(row.number.clone()),
                place: Some(list.place_of(row, column)),
            });
        }
        scores.push(if let ScoreAnswer::Score(score) = answer { Some(score) } else { None });
    }
    let recused = read_recusal(list, judge, row, reading);
    let comment = row.text(list.column(COMMENT));
    let number = row.number.clone();
    let sheet = ScoreSheet { judge, number, scores, recused, comment, place: list.place_of(row, None) };
    note_state(list, &sheet, faulty, row, reading);
    sheet
}

fn describe_fault(answer: &ScoreAnswer, criterion: &Criterion) -> Option<(IssueKind, String)> {
    let (label, most) = (&criterion.label, criterion.max.normalize());
    match answer {
        ScoreAnswer::Blank | ScoreAnswer::Score(_) => None,
        ScoreAnswer::OutOfRange(number) => {
            Some((IssueKind::OutOfRange, format!("填了 {number}，应在 0 至 {most} 之间；请与评委核对")))
        }
        ScoreAnswer::WrongStep(number) => {
            let step = criterion.step.unwrap_or(Decimal::ONE).normalize();
            Some((IssueKind::WrongStep, format!("填了 {number}，{label}每档 {step} 分；请与评委核对")))
        }
        ScoreAnswer::NoNumber(text) => Some((
            IssueKind::NotANumber,
            format!("填了“{text}”，不是分数；没有评的请留空，要回避的在“{RECUSED}”列选“{YES}”，其余请与评委核对"),
        )),
        ScoreAnswer::Merged(text) => Some((
            IssueKind::NotANumber,
            format!("填了“{text}”而与别的格合并在一起，不知道是给哪几格的；请取消合并，逐格填写"),
        )),
        ScoreAnswer::NoResult => {
            Some((IssueKind::NotANumber, "是公式，文件里没有结果；请用 Excel 或 WPS 打开保存一次".to_owned()))
        }
    }
}

fn read_recusal(list: &FilledList<'_>, judge: u32, row: &FilledRow<'_>, reading: &mut BookReading) -> bool {
    let column = list.column(RECUSED);
    let text = row.text(column);
    let yes = read_yes(&text);
    if yes.is_none() {
        reading.issues.push(BookIssue {
            kind: IssueKind::WrongWord,
            blocks: true,
            message: format!(
                "{} {} 的“{RECUSED}”填了“{text}”，应为“是”或留空；请与评委核对",
                judge_label(judge),
                row.number
            ),
            number: Some(row.number.clone()),
            place: Some(list.place_of(row, column)),
        });
    }
    yes.unwrap_or(false)
}

/// Says where a line is half scored, recused and yet scored, or has another total than its sum. A line with a fault is not
/// called half scored: what it lacks was said.
fn note_state(list: &FilledList<'_>, sheet: &ScoreSheet, faulty: bool, row: &FilledRow<'_>, reading: &mut BookReading) {
    let given = sheet.scores.iter().flatten().count();
    let mut note = |kind: IssueKind, what: String| {
        reading.issues.push(BookIssue {
            kind,
            blocks: false,
            message: format!("{} {} {what}", judge_label(sheet.judge), sheet.number),
            number: Some(sheet.number.clone()),
            place: Some(sheet.place.clone()),
        });
    };
    if sheet.recused && given > 0 {
        note(IssueKind::RecusedYetScored, "选了回避又打了分；按回避处理，分数不计".to_owned());
    } else if given > 0 && sheet.comment.starts_with(WITHDRAWN) {
        let what = format!("的“{COMMENT}”写了“{WITHDRAWN}”而分数还在；分数照计，如确需撤回请把分数清空");
        note(IssueKind::WithdrawnYetScored, what);
    } else if given > 0 && given < sheet.scores.len() && !faulty {
        note(
            IssueKind::HalfScored,
            format!("只评了 {given} 项，还缺 {} 项；未评全的不计入", sheet.scores.len() - given),
        );
    }
    let typed = row.cell(list.column(TOTAL)).and_then(number_in);
    let alone = match typed {
        Some(typed) => Some(typed.to_string()).filter(|_| !typed.is_zero()),
        None => {
            let text = row.text(list.column(TOTAL));
            (!text.is_empty() && text != RECUSED && !text.starts_with('#')).then(|| format!("“{text}”"))
        }
    };
    if let Some(alone) = alone.filter(|_| given == 0 && !sheet.recused && !faulty) {
        note(IssueKind::TotalOnly, format!("只写了合计 {alone}，各项都没有分；合计不采用，请补上各项得分"));
    }
    if let (Some(typed), Some(total)) = (typed, sheet.total())
        && typed != total.normalize()
    {
        note(IssueKind::TotalDiffers, format!("的合计写着 {typed}，按各项重算是 {}；以重算为准", total.normalize()));
    }
}
