//! `shenping history`: what the years say.

use crate::cli::Ending;
use crate::cli::Failure;
use crate::cli::args::HistoryArguments;
use crate::cli::render::print_line;
use crate::pipeline::tell_history;

/// Runs it.
pub fn run(arguments: &HistoryArguments) -> Result<Ending, Failure> {
    let history = tell_history(&arguments.seasons, arguments.years)?;
    print_line("年度　申报　获奖　补助资金（元）");
    for (year, (applications, awards, money)) in &history.years {
        print_line(&format!("{year}　{applications}　{awards}　{money}"));
    }
    print_line(&format!("多年申报的同名项目 {} 个", history.repeats.len()));
    for group in &history.repeats {
        let years: Vec<String> = group
            .iter()
            .map(|project| match &project.award {
                Some((tier, _)) => format!("{}（{tier}）", project.number),
                None => project.number.clone(),
            })
            .collect();
        let first = group.first();
        print_line(&format!(
            "  {}《{}》：{}",
            first.map_or("", |one| &one.unit),
            first.map_or("", |one| &one.project),
            years.join("、")
        ));
    }
    print_line(&format!("连续 {} 年没有申报的单位 {} 个", history.looked_back, history.silent.len()));
    for (unit, last) in &history.silent {
        print_line(&format!(
            "  {unit}：{}",
            last.map_or_else(|| "从未申报".to_owned(), |year| format!("最近一次为 {year} 年"))
        ));
    }
    Ok(Ending::Done)
}
