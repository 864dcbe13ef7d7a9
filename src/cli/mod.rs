//! Commands, progress and rendering: the only room that prints, and the only one that looks at the clock.

mod args;
mod check;
mod clock;
mod collect;
mod history;
mod json;
mod policy;
mod progress;
mod render;
mod season;
mod usage;

use std::process::ExitCode;

use clap::CommandFactory;
use clap::Parser;

use crate::cli::args::Arguments;
use crate::cli::args::Command;
use crate::pipeline::Lifeline;
use crate::pipeline::Steps;
use crate::pipeline::serve_reading;

/// What a command comes to: 0 did its work, 1 found something, 2 could not do its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It did its work.
    Done,
    /// `check` or `verify` found something, or filled books hold what must be settled first.
    Found,
    /// It could not do all its work, and has said why.
    Failed,
}

/// Why a command could not do its work, for a person.
pub type Failure = Box<dyn std::error::Error>;

/// Runs the program with the arguments of the process.
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return usage::answer(&error),
    };
    match run_command(&arguments) {
        Ok(Ending::Done) => ExitCode::SUCCESS,
        Ok(Ending::Found) => ExitCode::from(1),
        Ok(Ending::Failed) => ExitCode::from(2),
        Err(failure) => {
            render::print_failure(failure.as_ref());
            ExitCode::from(2)
        }
    }
}

fn run_command(arguments: &Arguments) -> Result<Ending, Failure> {
    args::set_workers(arguments.common.jobs)?;
    match &arguments.command {
        Command::Run(season) => {
            season::run(season, Steps { intake: true, collect: true, review: true, award: true }, &arguments.common)
        }
        Command::Check(check) => check::run(check, &arguments.common),
        Command::Intake(season) => season::run(season, Steps { intake: true, ..Steps::default() }, &arguments.common),
        Command::Review(season) => season::run(season, Steps { review: true, ..Steps::default() }, &arguments.common),
        Command::Award(season) => season::run(season, Steps { award: true, ..Steps::default() }, &arguments.common),
        Command::Init(init) => season::init(init, &arguments.common),
        Command::Collect(collect) => collect::run(collect, &arguments.common),
        Command::History(history) => history::run(history),
        Command::Verify(season) => season::verify(season, &arguments.common),
        Command::Policy { command } => policy::run(command),
        Command::ReadWorker => {
            let orders = Lifeline::listen(std::io::stdin(), || std::process::exit(0))?;
            serve_reading(orders, std::io::stdout().lock())?;
            Ok(Ending::Done)
        }
        Command::Completions { shell } => {
            clap_complete::generate(*shell, &mut Arguments::command(), "shenping", &mut std::io::stdout());
            Ok(Ending::Done)
        }
    }
}
