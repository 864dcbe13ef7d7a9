//! `shenping run`, `intake`, `review`: the steps on a season, and the short table at their end.

use crate::cli::Ending;
use crate::cli::Failure;
use crate::cli::args::Common;
use crate::cli::args::SeasonArguments;
use crate::cli::clock::now;
use crate::cli::progress::Progress;
use crate::cli::render::print_line;
use crate::model::Verdict;
use crate::pipeline::RunReport;
use crate::pipeline::SeasonFolder;
use crate::pipeline::Settings;
use crate::pipeline::Steps;
use crate::pipeline::run_season;

/// Takes the steps of a command.
pub fn run(arguments: &SeasonArguments, steps: Steps, common: &Common) -> Result<Ending, Failure> {
    let settings = Settings::of_season(&arguments.season)?;
    let folder = SeasonFolder::new(&arguments.season, arguments.into.as_deref());
    let progress = Progress::start("收件", common.quiet);
    let report = run_season(&folder, &settings, steps, now(common.as_of)?, &|name| progress.advance(name))?;
    progress.finish();
    print_report(&report);
    Ok(Ending::Done)
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
    let count = |verdict: Verdict| report.standing.get(&verdict).copied().unwrap_or(0);
    let all: usize = report.standing.values().sum();
    print_line(&format!("申报项目 {all} 项"));
    for verdict in [Verdict::Qualified, Verdict::ToCorrect, Verdict::ToDecide, Verdict::Rejected] {
        print_line(&format!("  {}　{}", verdict.chinese(), count(verdict)));
    }
    let (files, unread, unassigned) = report.files;
    print_line(&format!("文件 {files} 个，其中无法读取 {unread} 个，未归属 {unassigned} 个"));
    for (name, kept) in &report.set_aside {
        print_line(&format!(
            "注意：{name} 在上次生成后被人修改过，已改名保留为“{kept}”。如需采用其中填写的内容，请把它放入“回收”文件夹。"
        ));
    }
    if !report.written.is_empty() {
        print_line(&format!("输出 {} 个文件，在 {}", report.written.len(), report.outputs.display()));
    }
}
