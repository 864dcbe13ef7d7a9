//! Plain text whatever its encoding; see [`TextEncoding`] for how it is told.

mod drawn_table;
mod flat_list;
mod wrapped;

use crate::model::DecodedText;
use crate::model::Document;
use crate::model::TextEncoding;
use crate::model::Trouble;
use crate::readers::Limits;
use crate::readers::flow::Flow;
use crate::readers::flow::FlowBlock;
use crate::readers::flow::FlowParagraph;
use crate::readers::flow::line::Line;
use crate::readers::flow::settle::settle;
use crate::readers::package::incomplete;
use crate::readers::package::unreadable;
use crate::readers::package::unsafe_because;
use crate::readers::plain_text::drawn_table::begin;
use crate::readers::plain_text::flat_list::begin_list;
use crate::readers::sheets::budget::Budget;

/// Reads a text file into a Document that is still empty: each line is a paragraph, a drawn table or a list in lines a table.
pub fn read_text(document: &mut Document, bytes: &[u8], limits: &Limits) {
    let Some(text) = take_text(document, bytes, limits) else { return };
    let mut budget = Budget::new(limits);
    let mut flow = Flow::default();
    let lines: Vec<&str> = text.lines().take_while(|line| budget.take(line.len())).collect();
    if lines.iter().rev().find(|line| !line.trim().is_empty()).is_some_and(|line| ends_page(line)) {
        document.troubles.push(incomplete("文件末尾夹带了网页代码，不是这份文件的内容".to_owned()));
    }
    let lines = without_spacing(without_quote_marks(lines));
    let (mut guessed, mut marks) = (false, ForeignMarks::default());
    let mut rest = lines.as_slice();
    while !rest.is_empty() {
        if let Some((list, taken)) = begin_list(rest) {
            flow.body.push(list);
            rest = rest.get(taken..).unwrap_or_default();
            continue;
        }
        let beginning = begin(rest);
        let (own, below) = rest.split_at(beginning.lines.min(rest.len()));
        match beginning.table {
            Some(table) => flow.body.push(table),
            None => {
                own.iter().for_each(|line| marks.note(line));
                flow.body.extend(own.iter().map(|line| paragraph(line)));
            }
        }
        if beginning.unclear {
            let detail = "文件里用线条字符画的表格，有的横线只画了一半，没能按格读".to_owned();
            document.troubles.push(incomplete(detail));
        }
        guessed |= beginning.guessed;
        rest = below;
    }
    if guessed || marks.are_there() {
        let detail = "文字里有其他程序的排版标记，或表格里的字被折成多行，是按行宽接回的，可能与原文不同".to_owned();
        document.troubles.push(incomplete(detail));
    }
    if document.file.to_ascii_lowercase().ends_with(".prn") {
        document.troubles.push(incomplete("这是按列宽打印出来的文本（.prn），列里放不下的字可能被截掉了".to_owned()));
    }
    settle(document, flow);
    document.troubles.extend(budget.trouble());
}

/// What the lines of a text that are in no table hold of other programs' marks.
#[derive(Default)]
struct ForeignMarks {
    /// Lines between bars that make no table.
    barred: usize,
    /// Attributes of Pandoc's Markdown, properties of Org, tables of wikis: their signs stand among the words.
    marked: bool,
}

impl ForeignMarks {
    fn note(&mut self, line: &str) {
        let line = line.trim();
        self.barred += usize::from(line.len() > 1 && line.starts_with('|') && line.ends_with('|'));
        let is_markdown = || line.starts_with("**") && line.matches("**").count() > 1 || line.contains("</u>");
        self.marked |= line.contains("]{.") || matches!(line, ":PROPERTIES:" | "|-") || is_markdown();
    }

    fn are_there(&self) -> bool {
        const LINES: usize = 3;
        self.marked || self.barred >= LINES
    }
}

/// Whether a line ends a page or a script, behind a text that is none.
fn ends_page(line: &str) -> bool {
    ["</html>", "</body>", "</script>"].iter().any(|end| line.trim_end().to_ascii_lowercase().ends_with(end))
}

/// The lines without the mark that mail programs put before each line of what is answered or handed on.
fn without_quote_marks(lines: Vec<&str>) -> Vec<&str> {
    const FEW: usize = 4;
    let written = || lines.iter().filter(|line| !line.trim().is_empty());
    let quoted = written().filter(|line| line.starts_with('>')).count();
    if quoted < FEW || quoted * 10 < written().count() * 9 {
        return lines;
    }
    let bare = |line: &'_ str| line.len() - line.trim_start_matches(['>', ' ']).len();
    lines.into_iter().map(|line| line.get(bare(line)..).unwrap_or_default()).collect()
}

/// The lines of a text in which an empty line stands behind nearly each (AbiWord, pandoc) without those: they part paragraphs, and tell of
/// nothing else.
fn without_spacing(lines: Vec<&str>) -> Vec<&str> {
    const FEW: usize = 8;
    let is_empty = |line: &&str| line.trim().is_empty();
    let written = lines.iter().filter(|line| !is_empty(line)).count();
    let followed =
        lines.windows(2).filter(|pair| matches!(pair, [one, next] if !is_empty(one) && is_empty(next))).count();
    if written < FEW || followed * 10 < written * 9 {
        return lines;
    }
    let mut before = true;
    let is_kept = |line: &&str| {
        let spacing = is_empty(line) && !before;
        before = is_empty(line);
        !spacing
    };
    lines.into_iter().filter(is_kept).collect()
}

/// A line is drawn, not written, where it is one sign all along: a heading is underlined so, or parts are set off.
fn is_drawn(line: &str) -> bool {
    const SHORTEST: usize = 4;
    let first = line.chars().next().filter(|first| "=-—─━═*~".contains(*first));
    first.is_some_and(|first| line.chars().all(|c| c == first)) && line.chars().count() >= SHORTEST
}

fn paragraph(line: &str) -> FlowBlock {
    let text = line.trim_end();
    let text = if is_drawn(text.trim_start()) { "" } else { text };
    let line = Line { text: text.to_owned(), ..Line::default() };
    FlowBlock::Paragraph(FlowParagraph { line, ..FlowParagraph::default() })
}

/// The text of a file, and what is wrong with it; None where the file is over the limit.
pub fn take_text(document: &mut Document, bytes: &[u8], limits: &Limits) -> Option<String> {
    if bytes.len() as u64 > limits.file_bytes {
        document.troubles.push(unsafe_because(format!("文件超过大小上限（{} 字节）", limits.file_bytes)));
        return None;
    }
    let decoded = TextEncoding::tell(bytes).decode(bytes);
    document.troubles.extend(judge_decoded(&decoded));
    // Nobody ends lines so in letters of two bytes: 上 and 不 differ in just that byte.
    let is_wide = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    if is_wide && decoded.text.contains('\r') && !decoded.text.contains('\n') {
        document
            .troubles
            .push(incomplete("文件的换行在传送时被改动过，有的字可能跟着变了（如“上”成了“不”）".to_owned()));
    }
    Some(decoded.text)
}

/// What is to be said of a text as it was decoded.
pub fn judge_decoded(decoded: &DecodedText) -> Option<Trouble> {
    if decoded.garbled {
        return Some(incomplete("文字像是乱码（认不出是哪种编码）".to_owned()));
    }
    (decoded.lost > 0).then(|| unreadable("文件中有无法解码的字节".to_owned()))
}
