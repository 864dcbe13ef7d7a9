//! The text of a paragraph of a page, white space collapsed as browsers do (CSS Text 3, 4.1): a run of it is one blank, none at the ends of
//! lines, and none between Chinese characters where it is only a line's end in the source.

use crate::readers::flow::line::Line;
use crate::readers::flow::look::Seen;

/// A paragraph so far.
#[derive(Debug, Default)]
pub struct PageLine {
    line: Line,
    /// White space that has come and may still be a blank; whether it held a line's end.
    waiting: Option<bool>,
    /// Whether the program that wrote the page ends the lines of its source at blanks alone.
    wraps_at_blanks: bool,
}

/// What stands for a tab that Word wrote out as blanks.
const TAB: &str = "\u{9}tab";

impl PageLine {
    /// Tells who wrote the page: LibreOffice and OpenOffice end a line of the source only where there is a blank, so that the
    /// end is one; Word ends it between any two Chinese characters.
    pub fn note_generator(&mut self, name: &str) {
        self.wraps_at_blanks = ["LibreOffice", "OpenOffice"].iter().any(|office| name.starts_with(office));
    }

    /// The text so far.
    pub fn text(&self) -> &str {
        &self.line.text
    }

    /// Adds a run of text.
    pub fn put(&mut self, text: &str, seen: Seen) {
        if seen.hidden {
            return;
        }
        if text == TAB {
            self.waiting = None;
            return self.line.put("\t", seen);
        }
        let mut run = String::with_capacity(text.len());
        for letter in text.chars() {
            match letter {
                ' ' | '\t' | '\n' | '\r' | '\u{c}' => {
                    let ends_line = matches!(letter, '\n' | '\r');
                    self.waiting = Some(self.waiting.unwrap_or(false) || ends_line);
                }
                '\u{AD}' | '\u{FEFF}' | '\u{200B}' => {}
                letter if letter.is_control() => {}
                _ => {
                    if let Some(ends_line) = self.waiting.take() {
                        self.push_blank(&mut run, ends_line, letter);
                    }
                    run.push(if letter == '\u{A0}' { ' ' } else { letter });
                }
            }
        }
        if !run.is_empty() {
            self.line.put(&run, seen);
        }
    }

    /// Adds a run whose white space and ends of lines are kept; one end of a line before all else is none.
    pub fn put_kept(&mut self, text: &str, seen: Seen) {
        let text = text.replace("\r\n", "\n").replace(' ', "\u{A0}");
        for (number, line) in text.split(['\n', '\r']).enumerate() {
            if number > 0 && !self.line.text.is_empty() && !seen.hidden {
                self.break_line();
            }
            for (tabs, words) in line.split('\t').enumerate() {
                if tabs > 0 {
                    self.put(TAB, seen);
                }
                self.put(words, seen);
            }
        }
    }

    fn push_blank(&self, run: &mut String, ends_line: bool, next: char) {
        let before = run.chars().next_back().or_else(|| self.line.text.chars().next_back());
        let Some(before) = before.filter(|before| !matches!(before, '\n' | '\t')) else { return };
        if !(ends_line && !self.wraps_at_blanks && is_wide(before) && is_wide(next)) {
            run.push(' ');
        }
    }

    /// Breaks the line.
    pub fn break_line(&mut self) {
        self.waiting = None;
        self.line.text.push('\n');
    }

    /// The paragraph, and an empty one in its place. A break at its end is none, nor is a lone blank anything.
    pub fn finish(&mut self) -> Line {
        self.waiting = None;
        let mut line = std::mem::take(&mut self.line);
        if line.text.ends_with('\n') {
            line.text.pop();
        }
        if line.text == " " && !line.underlined_blank {
            line.text.clear();
        }
        line
    }
}

/// Chinese characters and full-width signs.
fn is_wide(letter: char) -> bool {
    matches!(u32::from(letter), 0x2E80..=0x9FFF | 0xF900..=0xFAFF | 0xFE30..=0xFE4F | 0xFF00..=0xFFEF | 0x20000..=0x3FFFF | 0x2018..=0x201D | 0x2026 | 0x2014)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(runs: &[&str]) -> String {
        let mut line = PageLine::default();
        for run in runs {
            line.put(run, Seen::default());
        }
        line.finish().text
    }

    #[test]
    fn white_space_is_collapsed_as_browsers_do() {
        assert_eq!(read(&["\n  工会\n  创新 ", " A\n", "B "]), "工会创新 A B");
        assert_eq!(read(&["甲\u{A0}\u{A0} 乙\u{3000}\n丙"]), "甲   乙\u{3000}丙");
        assert_eq!(read(&["甲", TAB, "  乙"]), "甲\t乙");
        assert_eq!(read(&["\u{A0}"]), "");
        assert_eq!(read(&["甲\u{5}乙"]), "甲乙");
    }

    #[test]
    fn white_space_of_a_preformatted_run_is_kept() {
        let mut line = PageLine::default();
        line.put_kept("\n申报单位：甲  乙\r\n\n电话：1\t2", Seen::default());
        assert_eq!(line.finish().text, "申报单位：甲  乙\n\n电话：1\t2");
    }

    #[test]
    fn where_a_program_wraps_at_blanks_alone_the_end_of_a_line_is_one() {
        let mut line = PageLine::default();
        line.note_generator("LibreOffice 7.4.7.2 (Linux)");
        line.put("张晓东\n\t赵立新", Seen::default());
        assert_eq!(line.finish().text, "张晓东 赵立新");
    }
}
