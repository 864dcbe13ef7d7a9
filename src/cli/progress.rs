//! A progress bar on stderr, where that is a terminal.

use std::io::IsTerminal;
use std::io::stderr;

use indicatif::ProgressBar;
use indicatif::ProgressStyle;

/// A spinner that counts what is done; silent where nobody watches or nobody wants it.
pub struct Progress {
    bar: Option<ProgressBar>,
}

impl Progress {
    /// Starts one.
    pub fn start(what: &str, quiet: bool) -> Self {
        if quiet || !stderr().is_terminal() {
            return Self { bar: None };
        }
        let bar = ProgressBar::new_spinner();
        if let Ok(style) = ProgressStyle::with_template("{spinner} {prefix} 已处理 {pos} 份 {wide_msg}") {
            bar.set_style(style);
        }
        bar.set_prefix(what.to_owned());
        Self { bar: Some(bar) }
    }

    /// One more is done.
    pub fn advance(&self, name: &str) {
        if let Some(bar) = &self.bar {
            bar.set_message(name.to_owned());
            bar.inc(1);
        }
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
