//! What is wrong with a settings file: every problem at once, each with its line, and the nearest right word where there
//! is one. Rendered by miette at a terminal, or as plain `file:line: message`.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use miette::Diagnostic;
use miette::LabeledSpan;
use miette::NamedSource;
use miette::Report;
use miette::Severity;
use miette::SourceCode;

/// One thing that is wrong, or worth a second look, in a settings file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Bytes of the file that it is about.
    pub span: Range<usize>,
    /// Line of its first byte, from 1.
    pub line: usize,
    /// What is wrong, in Chinese.
    pub message: String,
    /// What to write instead, where that is known.
    pub help: Option<String>,
    /// A warning does not keep the file from being used.
    pub warning: bool,
}

/// A settings file that cannot be used as it stands, with all its problems in the order of its lines.
#[derive(Clone, Debug)]
pub struct SettingsError {
    name: String,
    source: Arc<NamedSource<String>>,
    problems: Vec<Problem>,
}

impl SettingsError {
    /// From the file's name and text.
    pub(super) fn new(name: &str, text: &str, mut problems: Vec<Problem>) -> Self {
        problems.sort_by_key(|problem| (problem.span.start, problem.span.end));
        let source = Arc::new(NamedSource::new(name, text.to_owned()).with_language("toml"));
        Self { name: name.to_owned(), source, problems }
    }

    /// In the order of the file.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// One report for each problem, which miette renders with the line it is about.
    pub fn reports(&self) -> Vec<Report> {
        let shown = |problem: &Problem| Shown { problem: problem.clone(), source: Arc::clone(&self.source) };
        self.problems.iter().map(|problem| Report::new(shown(problem))).collect()
    }

    /// Whether anything in it keeps the file from being used; otherwise there are warnings alone.
    pub fn is_fatal(&self) -> bool {
        self.problems.iter().any(|problem| !problem.warning)
    }
}

impl fmt::Display for Problem {
    /// `第 12 行：…（…）`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let warning = if self.warning { "提醒：" } else { "" };
        write!(f, "第 {} 行：{warning}{}", self.line, self.message)?;
        self.help.as_ref().map_or(Ok(()), |help| write!(f, "（{help}）"))
    }
}

impl fmt::Display for SettingsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verdict = if self.is_fatal() { "不能使用" } else { "可以使用，但请留意" };
        write!(f, "{}：{verdict}，共 {} 处", self.name, self.problems.len())?;
        self.problems.iter().try_for_each(|problem| write!(f, "\n{} {problem}", self.name))
    }
}

impl std::error::Error for SettingsError {}

/// A problem with the file's text at hand, so that miette can show its line.
#[derive(Debug)]
struct Shown {
    problem: Problem,
    source: Arc<NamedSource<String>>,
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.problem.message)
    }
}

impl std::error::Error for Shown {}

impl Diagnostic for Shown {
    fn severity(&self) -> Option<Severity> {
        Some(if self.problem.warning { Severity::Warning } else { Severity::Error })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.problem.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self.source.as_ref())
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let label = LabeledSpan::underline(self.problem.span.clone());
        Some(Box::new(std::iter::once(label)))
    }
}
