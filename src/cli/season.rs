//! `shenping run`, `intake`, `review`: the steps on a season, and the short table at their end.

use std::collections::BTreeMap;

use crate::cli::Ending;
use crate::cli::Failure;
use crate::cli::args::Common;
use crate::cli::args::InitArguments;
use crate::cli::args::SeasonArguments;
use crate::cli::clock::now;
use crate::cli::collect::print_collected;
use crate::cli::progress::Progress;
use crate::cli::render::print_line;
use crate::model::Collected;
use crate::model::Verdict;
use crate::model::china_time;
use crate::pipeline::RunReport;
use crate::pipeline::SeasonFolder;
use crate::pipeline::Settings;
use crate::pipeline::Steps;
use crate::pipeline::init_season;
use crate::pipeline::run_season;
use crate::pipeline::verify_season;

/// Changes from filled books that a run shows one by one.
const SHOWN: usize = 6;

/// Takes the steps of a command.
pub fn run(arguments: &SeasonArguments, steps: Steps, common: &Common) -> Result<Ending, Failure> {
    let settings = Settings::of_season(&arguments.season)?;
    let folder = SeasonFolder::new(&arguments.season, arguments.into.as_deref());
    let progress = Progress::start("收件", common.quiet);
    let (reading, advance) = (common.reading()?, |name: &str| progress.advance(name));
    let report = run_season(&folder, &settings, steps, now(common.as_of)?, &reading, &advance)?;
    progress.finish();
    print_report(&report);
    if report.withheld {
        return Ok(Ending::Failed);
    }
    // Filled books lie there that could not be taken in: the papers are without them.
    let blocked = report.collected.as_ref().is_some_and(Collected::is_blocked);
    Ok(if blocked { Ending::Found } else { Ending::Done })
}

/// Makes a new season's folder.
pub fn init(arguments: &InitArguments, common: &Common) -> Result<Ending, Failure> {
    let settings = Settings::of_policy(arguments.policy.as_deref())?;
    let year = match arguments.year {
        Some(year) => year,
        None => china_time(now(common.as_of)?).year(),
    };
    for name in init_season(&arguments.season, year, &settings)? {
        print_line(&format!("已建立 {}", arguments.season.join(name).display()));
    }
    print_line("下一步：填写 season.toml 中的截止时间、评委和预算，把收到的材料放入“收件”，再运行 shenping run");
    Ok(Ending::Done)
}

/// Says whether all is whole.
pub fn verify(arguments: &SeasonArguments, common: &Common) -> Result<Ending, Failure> {
    let settings = Settings::of_season(&arguments.season)?;
    let folder = SeasonFolder::new(&arguments.season, arguments.into.as_deref());
    let faults = verify_season(&folder, &settings, now(common.as_of)?)?;
    for fault in &faults {
        print_line(fault);
    }
    if faults.is_empty() {
        print_line("登记簿、存档和输出完整一致。");
        return Ok(Ending::Done);
    }
    print_line(&format!("共 {} 处问题", faults.len()));
    Ok(Ending::Found)
}

fn print_report(report: &RunReport) {
    if report.unchanged {
        print_line("收件、回收和设置与上次相同，没有需要更新的内容。");
    }
    if let Some(taken) = &report.taken {
        let parts = [
            ("新登记", taken.new.len()),
            ("补正后更新", taken.corrected.len()),
            ("重新判读", taken.reread.len()),
            ("未变", taken.unchanged),
            ("材料已不在收件文件夹", taken.gone.len()),
        ];
        let told: Vec<String> =
            parts.iter().filter(|(_, count)| *count > 0).map(|(what, count)| format!("{what} {count}")).collect();
        print_line(&format!("收件：{}", if told.is_empty() { "没有申报材料".to_owned() } else { told.join("，") }));
    }
    if let Some(collected) = &report.collected {
        print_collected(collected, report.appended.as_ref(), SHOWN);
    }
    let count = |verdict: Verdict| report.standing.get(&verdict).copied().unwrap_or(0);
    let all: usize = report.standing.values().sum();
    print_line(&format!("申报项目 {all} 项"));
    for verdict in [Verdict::Qualified, Verdict::ToCorrect, Verdict::ToDecide, Verdict::Rejected] {
        print_line(&format!("  {}　{}", verdict.chinese(), count(verdict)));
    }
    let (files, unread, unassigned) = report.files;
    print_line(&format!("文件 {files} 个，其中无法读取 {unread} 个，未归属 {unassigned} 个"));
    for note in &report.notes {
        print_line(&format!("注意：{note}"));
    }
    for (name, kept) in &report.set_aside {
        print_line(&format!(
            "注意：{name} 在上次生成后被人修改过，已改名保留为“{kept}”。如需采用其中填写的内容，请把它放入“回收”文件夹。"
        ));
    }
    if !report.written.is_empty() {
        print_line(&format!("输出 {} 个文件，在 {}", report.written.len(), report.outputs.display()));
        print_line(&format!("  {}", name_outputs(&report.written)));
    }
}

/// The outputs by name; those in a folder of their own counted.
fn name_outputs(written: &[String]) -> String {
    let mut folders: BTreeMap<&str, usize> = BTreeMap::new();
    let mut names: Vec<String> = Vec::new();
    for name in written {
        match name.rsplit_once('/') {
            Some((folder, _)) => *folders.entry(folder).or_default() += 1,
            None => names.push(name.clone()),
        }
    }
    names.extend(folders.into_iter().map(|(folder, count)| format!("{folder}/（{count} 份）")));
    names.join("　")
}
