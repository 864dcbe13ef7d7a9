//! `shenping check`: look at files or folders, keep nothing.

use std::io;

use crate::cli::Ending;
use crate::cli::Failure;
use crate::cli::args::CheckArguments;
use crate::cli::args::Common;
use crate::cli::args::OutputFormat;
use crate::cli::clock::now;
use crate::cli::json::Printed;
use crate::cli::progress::Progress;
use crate::cli::render::print_checked;
use crate::cli::render::print_json;
use crate::pipeline::CheckRequest;
use crate::pipeline::PipelineError;
use crate::pipeline::Settings;
use crate::pipeline::check;

/// Runs it.
pub fn run(arguments: &CheckArguments, common: &Common) -> Result<Ending, Failure> {
    let settings = match &arguments.season {
        Some(folder) => Settings::of_season(folder)?,
        None => Settings::of_policy(arguments.policy.as_deref())?,
    };
    let request = CheckRequest {
        paths: &arguments.paths,
        policy: &settings.policy,
        season: settings.season.as_ref(),
        roster: &settings.roster,
        as_of: now(common.as_of)?,
        reading: &common.reading()?,
    };
    let progress = Progress::start("检查", common.quiet);
    let checked = check(&request, &|name| progress.advance(name))?;
    progress.finish();
    match arguments.format {
        OutputFormat::Json => print_json(&Printed(&checked)).map_err(io::Error::other),
        OutputFormat::Text => print_checked(&checked),
    }
    .map_err(PipelineError::Reading)?;
    Ok(if checked.found_something() { Ending::Found } else { Ending::Done })
}
