//! Values separated by commas, tabs, semicolons, bars and what else programs put between fields (RFC 4180 and what Excel makes of
//! it), in UTF-8, UTF-16 or GB 18030.

use crate::model::Block;
use crate::model::CellContent;
use crate::model::Document;
use crate::readers::Limits;
use crate::readers::package::incomplete;
use crate::readers::plain_text::take_text;
use crate::readers::sheets::budget::Budget;
use crate::readers::sheets::grid::HiddenParts;
use crate::readers::sheets::grid::assemble_grid;
use crate::readers::sheets::grid::single_cell;
use crate::readers::sheets::reference::COLUMNS;
use crate::readers::sheets::reference::ROWS;
use crate::readers::sheets::value::shortest_decimal;

/// What stands between fields.
const SEPARATORS: [char; 6] = [',', '\t', ';', '|', '^', '~'];

/// How much of a file is looked at to tell its separator.
const SAMPLE: usize = 16_384;

/// Reads a table into a Document that is still empty. Its one sheet goes by the file's name, as Excel has it.
pub fn read_csv(document: &mut Document, bytes: &[u8], limits: &Limits) {
    let Some(text) = take_text(document, bytes, limits) else { return };
    let file = document.file.rsplit('/').next().unwrap_or_default();
    let name = file.rsplit_once('.').map_or(file, |(stem, _)| stem).to_owned();
    let text = with_line_ends(text);
    let text = unquoted_lines(&text).unwrap_or(text);
    let (separator, text) = tell_separator(&text);
    let mut budget = Budget::new(limits);
    let mut cells = Vec::new();
    let mut fields = Fields::of(text, separator);
    if (Fields { quote: '\'', ..fields }).all_quoted() {
        fields.quote = '\'';
    }
    let mut widths = Widths::default();
    while let Some((row, column, text)) = fields.next_field() {
        widths.take(row, column);
        if text.is_empty() {
            continue;
        }
        if row >= ROWS || column >= COLUMNS {
            budget.leave_off_sheet();
            continue;
        }
        if !budget.take(text.len()) {
            break;
        }
        cells.push((row, column, text));
    }
    while unquote_again(&mut cells) {}
    let cells = cells.into_iter().map(|(row, column, text)| {
        let content = content_of(&text);
        single_cell(row, column, text, content)
    });
    let grid = assemble_grid(&mut document.troubles, &name, cells.collect(), Vec::new(), HiddenParts::default());
    document.body.push(Block::Grid(grid));
    if fields.faulty_quotes {
        let detail = "表格里有引号没有成对，从那里起几格的内容可能混在了一格里";
        document.troubles.push(incomplete(detail.to_owned()));
    } else if !text.ends_with(['\n', '\r', separator]) && widths.ends_short() {
        document
            .troubles
            .push(incomplete("表格的最后一行不完整（复制或下载没有完成？），后面的内容可能丢失".to_owned()));
    } else if widths.is_broken() {
        document.troubles.push(incomplete("表格中间有一行断成了两行，断处的那一栏可能没有读全".to_owned()));
    }
    document.troubles.extend(budget.trouble());
}

/// How many fields the rows have.
#[derive(Default)]
struct Widths {
    /// Of the first row.
    first: u32,
    /// Whether all rows but the last have as many.
    even: bool,
    row: u32,
    width: u32,
    /// Of the row before, and how many rows are as wide as the first.
    before: u32,
    full: u32,
    /// How many times two short rows made up a whole one between them.
    broken: u32,
}

impl Widths {
    fn take(&mut self, row: u32, column: u32) {
        if row > self.row {
            let is_short = |width: u32| width > 0 && width < self.first;
            self.full += u32::from(self.row == 0 || self.width == self.first);
            self.broken +=
                u32::from(is_short(self.before) && is_short(self.width) && self.before + self.width == self.first + 1);
            self.before = self.width;
            self.even = if self.row == 0 { true } else { self.even && self.width == self.first };
            self.first = if self.row == 0 { self.width } else { self.first };
            self.row = row;
        }
        self.width = column.saturating_add(1);
    }

    /// Whether one row was broken in two where all others are of one width.
    fn is_broken(&self) -> bool {
        const ROWS: u32 = 3;
        self.broken == 1 && self.full >= ROWS && self.full + 2 >= self.row
    }

    /// Whether the last of several rows is shorter than all others, which are of one width: programs write the separators of empty
    /// fields as well.
    fn ends_short(&self) -> bool {
        const ROWS: u32 = 2;
        self.row >= ROWS && self.even && self.width < self.first
    }
}

/// A number only where writing it again gives the same text: `007` and long numbers of identity stay text.
fn content_of(text: &str) -> CellContent {
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() && shortest_decimal(number) == text => CellContent::Number(text.to_owned()),
        _ => CellContent::Text,
    }
}

/// A text whose lines end as those of a mainframe (U+0085) or of a program of Apple's (U+2028, U+2029) and nowhere otherwise, with the
/// ends that fields are told by.
fn with_line_ends(text: String) -> String {
    let ends = ['\u{85}', '\u{2028}', '\u{2029}'];
    if text.contains(['\n', '\r']) { text } else { text.replace(ends, "\n") }
}

/// The lines of a table that was written as a table of one column once more: each is a field in quotes, and what is within has the
/// same number of separators.
fn unquoted_lines(text: &str) -> Option<String> {
    if !text.starts_with('"') {
        return None;
    }
    let mut fields = Fields::of(text, '\n');
    let mut lines = Vec::new();
    while fields.rest.starts_with(['"', '\r', '\n']) {
        lines.extend(fields.next_field().map(|(_, _, line)| line).filter(|line| !line.is_empty()));
    }
    let separators = |line: &String| {
        let (separator, _) = tell_separator(line);
        line.split('"').step_by(2).map(|outside| outside.matches(separator).count()).sum::<usize>()
    };
    let first = lines.first().map_or(0, separators);
    let is_table = fields.rest.is_empty() && !fields.faulty_quotes && !fields.runs_on && lines.len() > 1 && first > 0;
    (is_table && lines.iter().all(|line| separators(line) == first)).then(|| lines.join("\n"))
}

/// Takes the quotes from fields that were put into quotes once more than the table needs; false where not all were.
fn unquote_again(cells: &mut [(u32, u32, String)]) -> bool {
    const FEW: usize = 4;
    let within = |text: &str| text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).map(str::to_owned);
    let is_quoted = |text: &str| within(text).is_some_and(|inside| !inside.replace("\"\"", "").contains('"'));
    if cells.len() < FEW || !cells.iter().all(|(_, _, text)| is_quoted(text)) {
        return false;
    }
    for (_, _, text) in cells {
        *text = within(text).unwrap_or_default().replace("\"\"", "\"");
    }
    true
}

/// The separator: as `sep=;` says, or the one that stands most often outside quotes in the first lines.
fn tell_separator(text: &str) -> (char, &str) {
    let first = text.lines().next().unwrap_or_default();
    if let Some(separator) = first.strip_prefix("sep=").and_then(|rest| rest.chars().next()) {
        return (separator, text.split_once('\n').map_or("", |(_, rest)| rest));
    }
    let mut counts = SEPARATORS.map(|separator| (separator, 0));
    let mut quoted = false;
    for letter in text.chars().take(SAMPLE) {
        quoted ^= letter == '"';
        if !quoted && let Some((_, count)) = counts.iter_mut().find(|(separator, _)| *separator == letter) {
            *count += 1;
        }
    }
    let mut best = (',', 0);
    for found in counts {
        if found.1 > best.1 {
            best = found;
        }
    }
    (best.0, text)
}

#[derive(Clone, Copy)]
struct Fields<'t> {
    rest: &'t str,
    separator: char,
    /// What stands around fields that hold separators or quotes.
    quote: char,
    row: u32,
    column: u32,
    /// Whether quotes hold more than a field: they are never closed, or text follows where they are.
    faulty_quotes: bool,
    /// Whether text follows closing quotes.
    runs_on: bool,
    /// Whether quotes behind spaces are looked for.
    spaced: bool,
}

impl<'t> Fields<'t> {
    /// Those of a text, from its start.
    const fn of(text: &'t str, separator: char) -> Self {
        Self {
            rest: text,
            separator,
            quote: '"',
            row: 0,
            column: 0,
            faulty_quotes: false,
            runs_on: false,
            spaced: true,
        }
    }

    /// Whether these quotes stand around every field but empty ones, and around nothing else.
    fn all_quoted(mut self) -> bool {
        let mut any = false;
        while !self.rest.is_empty() {
            let quoted = self.rest.starts_with(self.quote);
            any |= quoted;
            if !quoted && !self.rest.starts_with([self.separator, '\r', '\n']) {
                return false;
            }
            self.next_field();
        }
        any && !self.faulty_quotes && !self.runs_on
    }

    /// The next field with its place; None at the end.
    fn next_field(&mut self) -> Option<(u32, u32, String)> {
        if self.rest.is_empty() {
            return None;
        }
        let place = (self.row, self.column);
        let mut text = String::new();
        let quoted = self.rest.strip_prefix(self.quote).or_else(|| self.quoted_behind_space());
        if let Some(quoted) = quoted {
            self.rest = quoted;
            self.take_quoted(&mut text);
        }
        let end = self.rest.find([self.separator, '\n', '\r']).unwrap_or(self.rest.len());
        let (plain, after) = self.rest.split_at(end);
        let runs_on = quoted.is_some() && !plain.trim().is_empty();
        self.runs_on |= runs_on;
        self.faulty_quotes |= runs_on && text.contains('\n');
        text.push_str(plain);
        self.pass_over_end(after);
        Some((place.0, place.1, text.replace("\r\n", "\n").replace('\r', "\n")))
    }

    /// What follows a quote that stands behind spaces, as some programs write it, where the quotes hold the whole field.
    fn quoted_behind_space(&mut self) -> Option<&'t str> {
        let quoted =
            self.rest.strip_prefix(' ').filter(|_| self.spaced)?.trim_start_matches(' ').strip_prefix(self.quote)?;
        let mut ahead = Self { rest: quoted, ..*self };
        ahead.take_quoted(&mut String::new());
        // One that is never closed is not looked for again.
        self.spaced = !ahead.rest.is_empty() || quoted.ends_with(self.quote);
        let behind = ahead.rest.trim_start_matches(' ');
        (self.spaced && (behind.is_empty() || behind.starts_with([self.separator, '\r', '\n']))).then_some(quoted)
    }

    /// Text up to the closing quote; two quotes stand for one.
    fn take_quoted(&mut self, text: &mut String) {
        while let Some(at) = self.rest.find(self.quote) {
            let (inside, after) = self.rest.split_at(at);
            text.push_str(inside);
            self.rest = after.get(1..).unwrap_or_default();
            match self.rest.strip_prefix(self.quote) {
                Some(further) => {
                    text.push(self.quote);
                    self.rest = further;
                }
                None => return,
            }
        }
        self.faulty_quotes |= self.rest.contains('\n');
        text.push_str(self.rest);
        self.rest = "";
    }

    fn pass_over_end(&mut self, after: &str) {
        let mut letters = after.chars();
        match letters.next() {
            Some(letter) if letter == self.separator => self.column = self.column.saturating_add(1),
            Some(letter) => {
                if letter == '\r' && letters.as_str().starts_with('\n') {
                    letters.next();
                }
                self.row = self.row.saturating_add(1);
                self.column = 0;
            }
            None => {}
        }
        let length = self.rest.len() - letters.as_str().len();
        self.rest = self.rest.get(length..).unwrap_or_default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(text: &str) -> Vec<(u32, u32, String)> {
        let (separator, text) = tell_separator(text);
        let mut fields = Fields::of(text, separator);
        std::iter::from_fn(|| fields.next_field()).filter(|field| !field.2.is_empty()).collect()
    }

    fn texts(text: &str) -> Vec<String> {
        fields(text).into_iter().map(|(row, column, text)| format!("{row}.{column}={text}")).collect()
    }

    #[test]
    fn quotes_separators_and_line_ends() {
        assert_eq!(texts("甲,乙\r\n丙,\"丁,\n\"\"戊\"\"\"\n"), ["0.0=甲", "0.1=乙", "1.0=丙", "1.1=丁,\n\"戊\""]);
        assert_eq!(texts("甲\t乙,丙\t丁"), ["0.0=甲", "0.1=乙,丙", "0.2=丁"]);
        assert_eq!(texts("sep=;\n甲;乙"), ["0.0=甲", "0.1=乙"]);
        assert_eq!(texts("甲,\"未完"), ["0.0=甲", "0.1=未完"]);
        assert_eq!(texts("\n\n,,甲\"乙"), ["2.2=甲\"乙"]);
        assert!(texts("").is_empty());
    }

    fn doubts(text: &str) -> usize {
        let mut document = Document::empty(&std::sync::Arc::from("表.csv"), crate::model::Format::Csv);
        read_csv(&mut document, text.as_bytes(), &Limits::default());
        document.troubles.len()
    }

    #[test]
    fn lines_that_end_otherwise_and_fields_in_single_quotes() {
        let read = |text: &str| {
            let mut document = Document::empty(&std::sync::Arc::from("表.csv"), crate::model::Format::Csv);
            read_csv(&mut document, text.as_bytes(), &Limits::default());
            let Some(Block::Grid(grid)) = document.body.pop() else { return Vec::new() };
            let cells = grid.cells.into_iter();
            cells.map(|cell| format!("{}.{}={}", cell.row, cell.column, cell.text)).collect::<Vec<_>>()
        };
        for end in ['\u{85}', '\u{2028}', '\u{2029}'] {
            let text = ["申报单位,甲", "项目名称,\"乙,丙\"", ""].join(&end.to_string());
            assert_eq!(read(&text), ["0.0=申报单位", "0.1=甲", "1.0=项目名称", "1.1=乙,丙"]);
        }
        assert_eq!(read("甲,乙\u{2028}丙\n"), ["0.0=甲", "0.1=乙\u{2028}丙"]);
        assert_eq!(read("'甲','乙,''丙'''\r\n'丁',,\r\n"), ["0.0=甲", "0.1=乙,'丙'", "1.0=丁"]);
        assert_eq!(read("'甲','乙'\r\n丁,'戊'\r\n"), ["0.0='甲'", "0.1='乙'", "1.0=丁", "1.1='戊'"]);
        assert_eq!(read("'甲'乙,'丙'\n"), ["0.0='甲'乙", "0.1='丙'"]);
    }

    #[test]
    fn quotes_that_do_not_pair_over_a_lines_end_are_doubted() {
        for lost in ["申报单位,\"甲,\n项目名称,乙,\n电话,丙,\n", "申报单位,\"甲,\n项目名称,\"乙\",\n电话,丙,\n"]
        {
            assert_eq!(doubts(lost), 1, "{lost}");
        }
        for whole in
            ["申报单位,\"甲\n乙\",\n电话,丙,\n", "申报单位,甲\"乙\"丙,\n电话,丁,\n", "申报单位,\"甲\" ,\n电话,丁,\n"]
        {
            assert_eq!(doubts(whole), 0, "{whole}");
        }
        let wide = |fields: usize| format!("{}丙\n", "甲,".repeat(fields - 1));
        assert_eq!((doubts(&wide(16_384)), doubts(&wide(16_385))), (0, 1));
        assert_eq!(texts("甲|乙\n丙|丁,戊"), ["0.0=甲", "0.1=乙", "1.0=丙", "1.1=丁,戊"]);
    }

    #[test]
    fn a_last_row_that_was_cut_is_doubted() {
        let whole = "申报表,,\n申报单位,甲,\n项目名称,乙,\n联系电话,丙,\n";
        assert_eq!((doubts(&format!("{whole}申报")), doubts(&format!("{whole}申报理由,丁"))), (1, 1));
        assert_eq!((doubts("申报表,,\n申报单位,甲,\n项目"), doubts("申报表,,\n项目")), (1, 0));
        for end in ["", "申报理由,丁,", "申报理由,丁\n", "申报理由,丁,戊"] {
            assert_eq!(doubts(&format!("{whole}{end}")), 0, "{end}");
        }
        assert_eq!(doubts("申报单位,甲\n项目名称,乙,丙\n联系电话\n申报,a\n末"), 0);
        assert_eq!(doubts(&format!("{whole}申报理由,固定场\n所的服务够不着,\n签字,己,\n")), 1);
        assert_eq!(doubts(&format!("{whole}一、基本情况\n二、其他\n签字,己,\n")), 0);
    }

    #[test]
    fn a_table_that_was_quoted_once_more_is_read_as_it_was() {
        assert_eq!(texts("甲, \"乙,\"\"丙\", \"丁\"戊\n"), ["0.0=甲", "0.1=乙,\"丙", "0.2= \"丁\"戊"]);
        let lines = "\"甲,\"\"乙,丙\"\"\"\n\"丁,戊\"\n";
        assert_eq!(unquoted_lines(lines).as_deref(), Some("甲,\"乙,丙\"\n丁,戊"));
        for plain in ["\"甲,乙\"\n\"丙\"\n", "\"甲\",乙\n\"丙\",丁\n", "\"甲\"\n\"乙\"\n"] {
            assert_eq!(unquoted_lines(plain), None, "{plain}");
        }
        let mut cells = ["\"甲\"", "\"乙\"\"丙\"", "\"丁\"", "\"戊\""].map(|text| (0, 0, text.to_owned()));
        assert!(unquote_again(&mut cells) && !unquote_again(&mut cells));
        assert_eq!(cells.map(|(_, _, text)| text), ["甲", "乙\"丙", "丁", "戊"]);
    }

    #[test]
    fn only_numbers_written_plainly_are_numbers() {
        assert_eq!(content_of("13800001111"), CellContent::Number("13800001111".to_owned()));
        for text in ["007", "130302199001011234", "1,000", "1e5", "inf", "+1", "甲"] {
            assert_eq!(content_of(text), CellContent::Text, "{text}");
        }
    }
}
