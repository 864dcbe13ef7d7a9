//! `shenping collect`: how filled books differ from the register, and taking the difference in.

use std::collections::BTreeMap;

use serde_json::Value as Json;
use serde_json::json;

use crate::cli::Ending;
use crate::cli::Failure;
use crate::cli::args::CollectArguments;
use crate::cli::args::Common;
use crate::cli::args::OutputFormat;
use crate::cli::clock::now;
use crate::cli::render::print_line;
use crate::model::BookIssue;
use crate::model::Collected;
use crate::model::IssueKind;
use crate::model::ListSubject;
use crate::model::Place;
use crate::pipeline::Appended;
use crate::pipeline::CollectReport;
use crate::pipeline::SeasonFolder;
use crate::pipeline::Settings;
use crate::pipeline::collect_books;

/// Changes that are shown one by one before the rest is only counted.
const SHOWN: usize = 400;

/// Runs it.
pub fn run(arguments: &CollectArguments, common: &Common) -> Result<Ending, Failure> {
    let settings = Settings::of_season(&arguments.season.season)?;
    let folder = SeasonFolder::new(&arguments.season.season, arguments.season.into.as_deref());
    let report =
        collect_books(&folder, &settings, &arguments.files, arguments.apply, now(common.as_of)?, &common.reading()?)?;
    let blocked = report.collected.is_blocked();
    if arguments.format == OutputFormat::Json {
        print_line(&serde_json::to_string_pretty(&json_of(&report))?);
        return Ok(if blocked { Ending::Found } else { Ending::Done });
    }
    print_collected(&report.collected, report.appended.as_ref(), SHOWN);
    if blocked {
        print_line("有事项须先处理，没有采用任何内容。");
        return Ok(Ending::Found);
    }
    match &report.appended {
        None if report.collected.changes.is_empty() => print_line("与登记簿相同，没有需要采用的内容。"),
        None => print_line("以上内容尚未采用。核对无误后，加上 --apply 再运行一次。"),
        Some(_) => print_line("登记簿已更新。下一步：运行 shenping run，更新评审工作簿和各项文书。"),
    }
    Ok(Ending::Done)
}

/// The difference for programs: issues and changes with their places, and what was taken in (null: nothing).
fn json_of(report: &CollectReport) -> Json {
    let place = |place: &Place| json!({"file": place.file, "at": place.spot_text()});
    let issues = report.collected.issues.iter().map(|issue| {
        let place = issue.place.as_ref().map(place);
        json!({"kind": issue.kind, "blocks": issue.blocks, "number": issue.number, "message": issue.message, "place": place})
    });
    let changes = report.collected.changes.iter().map(|change| {
        let subject = name_subject(change.subject);
        json!({"subject": subject, "number": change.number, "old": change.old, "new": change.new, "place": place(&change.place)})
    });
    let applied = report.appended.as_ref().map(|appended| {
        json!({
            "scores_new": appended.scores_new,
            "scores_changed": appended.scores_changed,
            "rulings": appended.rulings,
            "tiers": appended.tiers,
        })
    });
    json!({
        "schema": 1,
        "issues": issues.collect::<Vec<Json>>(),
        "changes": changes.collect::<Vec<Json>>(),
        "applied": applied,
    })
}

/// What a list is called: 评委01, 人工核定, 最终等次.
fn name_subject(subject: ListSubject) -> String {
    match subject {
        ListSubject::Scores(judge) => format!("评委{judge:02}"),
        ListSubject::Rulings => "人工核定".to_owned(),
        ListSubject::Tiers => "最终等次".to_owned(),
    }
}

/// Of one kind so many issues are printed one by one; a book of another measure would fill the screen with them.
const OF_A_KIND: usize = 10;

fn print_issues(issues: &[BookIssue]) {
    let mut told: BTreeMap<(IssueKind, bool), usize> = BTreeMap::new();
    for issue in issues {
        let count = told.entry((issue.kind, issue.blocks)).or_default();
        *count += 1;
        if *count <= OF_A_KIND {
            let spot = issue.place.as_ref().filter(|place| place.spot.is_some());
            let place = spot.map(|place| format!("（{place}）")).unwrap_or_default();
            print_line(&format!("{}　{}{place}", if issue.blocks { "须先处理" } else { "提醒" }, issue.message));
        }
    }
    for (blocks, name) in [(true, "须先处理"), (false, "提醒")] {
        let counts = told.iter().filter(|((_, other), _)| *other == blocks);
        let rest: usize = counts.map(|(_, count)| count.saturating_sub(OF_A_KIND)).sum();
        if rest > 0 {
            print_line(&format!("{name}　……另有 {rest} 处与以上同类，全部列出请用 shenping collect … --format json"));
        }
    }
}

/// Prints a difference; changes beyond so many are counted.
pub fn print_collected(collected: &Collected, appended: Option<&Appended>, shown: usize) {
    print_issues(&collected.issues);
    for change in collected.changes.iter().take(shown) {
        let subject = name_subject(change.subject);
        match &change.old {
            Some(old) => {
                print_line(&format!("改　{} {subject}：{old} → {}（{}）", change.number, change.new, change.place))
            }
            None => print_line(&format!("新　{} {subject}：{}（{}）", change.number, change.new, change.place)),
        }
    }
    if collected.changes.len() > shown {
        print_line(&format!("……另有 {} 处", collected.changes.len() - shown));
    }
    if let Some(appended) = appended {
        print_line(&format!(
            "回收：新增评分 {}，更改评分 {}，人工核定 {}，最终等次 {}",
            appended.scores_new, appended.scores_changed, appended.rulings, appended.tiers
        ));
    } else if collected.is_blocked() {
        print_line("回收：有事项须先处理，没有采用任何内容");
    }
}
