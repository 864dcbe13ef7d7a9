//! Where a written paper stands beside the form in one text document: behind it from a title on that names the paper (附件2 文字说明) or
//! repeats the project's name, with the paper's sections below, or ahead of it.

use std::collections::HashMap;
use std::collections::HashSet;

use crate::extract::candidate::inline::find_segments;
use crate::extract::description::KnownNames;
use crate::extract::description::read_narrative;
use crate::extract::label::form_words::is_note;
use crate::extract::label::lexicon::Label;
use crate::extract::label::lexicon::Lexicon;
use crate::extract::label::numbering::read_number;
use crate::extract::paper_names::PaperNames;
use crate::extract::parts::written_tail::is_paper;
use crate::extract::values::date::parse_date;
use crate::model::Block;
use crate::model::Document;
use crate::model::Paragraph;
use crate::model::Spot;
use crate::model::Story;
use crate::model::project_key;
use crate::policy::DocumentSpec;
use crate::policy::Policy;

/// A title that repeats the project's name has so many characters, from and up to.
const REPEATED: (usize, usize) = (6, 40);
/// Blanks between a label and a name that was written on a line, at most.
const BLANKS: usize = 40;
/// The title of a paper stands in so many lines at its head.
const HEAD_LINES: usize = 4;
/// Running text without a heading is a paper from so many characters on.
const LONG_TEXT: usize = 300;
const TITLED_TEXT: usize = 100;

/// The block of `body`, the document's or the first of it, where a written paper begins: the first of these paragraphs that is its title
/// and has its sections below it. `told`: the names in the document with these blocks, or with more behind them.
pub fn find_paper_title<'d>(
    document: &'d Document,
    body: &'d [Block],
    told: &ToldNames<'d>,
    paragraphs: impl Iterator<Item = &'d Paragraph>,
    policy: &Policy,
    lexicon: &Lexicon,
) -> Option<usize> {
    let mut above = NamesAbove { told, behind: HashSet::new() };
    paragraphs.into_iter().find_map(|paragraph| {
        let text = paragraph.text.trim();
        let at = told.places.get(&std::ptr::from_ref(paragraph)).copied();
        let repeats = above.repeats(text, at.unwrap_or(body.len()));
        text.lines().for_each(|line| above.behind.extend(names_behind(line)));
        let named = written_papers(policy).any(|spec| is_title(text, spec, lexicon));
        let at = at.filter(|_| repeats || named)?;
        reads_as_paper(document, body.get(at..)?, policy, lexicon).then_some(at)
    })
}

/// Whether blocks at a document's head are a written paper as a whole.
pub fn is_written_paper(document: &Document, blocks: &[Block], policy: &Policy, lexicon: &Lexicon) -> bool {
    let mut head = lines_of(blocks).filter(|line| !line.is_empty()).take(HEAD_LINES);
    let titled = head.any(|line| written_papers(policy).any(|spec| is_title(line, spec, lexicon)));
    let parted = || {
        written_papers(policy).any(|spec| {
            let read = read_narrative(&paper_of(document, blocks), spec, policy, lexicon, KnownNames::default());
            is_paper(&read, false)
        })
    };
    !blocks.is_empty()
        && (titled && reads_as_paper(document, blocks, policy, lexicon)
            || parted()
            || is_running_text(blocks, None, policy, lexicon))
}

/// Blocks of a document as a paper of its own, with the text boxes and notes that are anchored in them.
pub fn paper_of(document: &Document, blocks: &[Block]) -> Document {
    let stories = document.stories.iter().filter(|story| is_anchored_in(story, blocks)).cloned().collect();
    Document { body: blocks.to_vec(), stories, ..Document::empty(&document.file, document.format) }
}

/// Whether a text box or a note is anchored in one of these blocks.
pub fn is_anchored_in(story: &Story, blocks: &[Block]) -> bool {
    let Some(anchor) = &story.anchor else { return false };
    blocks.iter().any(|block| match block {
        Block::Paragraph(paragraph) => paragraph.spot == anchor.from,
        Block::Grid(grid) => table_of(&anchor.from).is_some_and(|table| table_of(&grid.origin) == Some(table)),
    })
}

/// The outermost table that a cell lies in.
pub fn table_of(spot: &Spot) -> Option<u32> {
    match spot {
        Spot::TableCell { path, .. } => path.first().map(|(table, ..)| *table),
        _ => None,
    }
}

/// Whether blocks are long running text in which nothing is asked but the project's and the unit's names, and no note of the form
/// stands: a paper without headings. Under the name of the project, where that is known, a short one will do.
pub fn is_running_text(blocks: &[Block], project: Option<&str>, policy: &Policy, lexicon: &Lexicon) -> bool {
    let names = [&policy.roles.title, &policy.roles.applicant];
    let is_name =
        |&field: &usize| policy.fields.get(field).is_some_and(|spec| names.contains(&&Some(spec.key.clone())));
    let asks = |label: &Label| matches!(label, Label::Fields { fields, .. } if !fields.iter().all(is_name));
    let begins = |line: &str, at: usize| line.get(..at).is_some_and(|before| before.trim().is_empty());
    let asks_in = |line: &str| {
        let mut led = find_segments(line, lexicon).into_iter().filter(|segment| begins(line, segment.label_at.0));
        lexicon.label(line).is_some_and(|label| asks(&label)) || led.any(|segment| asks(&segment.label))
    };
    let mut characters = 0;
    for line in lines_of(blocks).flat_map(str::lines).filter(|line| !line.trim().is_empty()) {
        characters += line.chars().filter(|c| !c.is_whitespace()).count();
        if is_note(line) || asks_in(line) {
            return false;
        }
    }
    let head = lines_of(blocks).find(|line| !line.is_empty());
    let titled = project.zip(head).is_some_and(|(project, head)| project_key(head) == project_key(project));
    characters >= if titled { TITLED_TEXT } else { LONG_TEXT }
}

fn written_papers(policy: &Policy) -> impl Iterator<Item = &DocumentSpec> {
    policy.documents.iter().filter(|spec| spec.key != "form" && !spec.sections.is_empty())
}

/// Whether a line is the title of a written paper (附件2 文字说明), not a note that asks for it (请另附文字说明), nor the heading of a
/// section or of a part of the form (★项目简介, 二、情况说明).
pub fn is_title(text: &str, spec: &DocumentSpec, lexicon: &Lexicon) -> bool {
    const ASKING: [&str; 5] = ["另附", "请", "附后", "详见", "须"];
    // 数字工会（文字说明）
    let plain = || text.trim_end().trim_end_matches(['）', ')']).replace(['（', '('], "");
    let words = text.trim_matches(|c: char| !c.is_alphanumeric());
    let called = |names: &PaperNames| {
        (names.end(text) || names.end(&plain())) && names.sections.named_by(words, false).is_empty()
    };
    lexicon.paper(&spec.key).is_some_and(called)
        && read_number(text).is_none()
        && !ASKING.iter().any(|word| text.contains(word))
}

fn lines_of(blocks: &[Block]) -> impl Iterator<Item = &str> {
    blocks.iter().filter_map(|block| match block {
        Block::Paragraph(paragraph) => Some(paragraph.text.trim()),
        Block::Grid(_) => None,
    })
}

/// What a document tells in a way a project's name is told, wherever it stands. A text may have a hundred thousand lines and as
/// many forms, so it is gone through once, not once for every form in it.
pub struct ToldNames<'d> {
    /// Behind labels in text boxes and other stories, which stand above any line.
    in_stories: HashSet<&'d str>,
    /// What a cell says, with the block of its table, 0 for one in a text box.
    cells: HashMap<&'d str, usize>,
    /// The block that each paragraph is.
    places: HashMap<*const Paragraph, usize>,
}

impl<'d> ToldNames<'d> {
    /// The names in a document with these blocks as its body.
    pub fn of(document: &'d Document, body: &'d [Block]) -> Self {
        let in_stories =
            document.stories.iter().flat_map(|story| lines_of(&story.blocks)).flat_map(names_behind).collect();
        let mut told = Self { in_stories, cells: HashMap::new(), places: HashMap::new() };
        for block in document.stories.iter().flat_map(|story| &story.blocks) {
            told.take_cells(block, 0);
        }
        for (at, block) in body.iter().enumerate() {
            told.take_cells(block, at);
            if let Block::Paragraph(paragraph) = block {
                told.places.insert(std::ptr::from_ref(paragraph), at);
            }
        }
        told
    }

    fn take_cells(&mut self, block: &'d Block, at: usize) {
        if let Block::Grid(grid) = block {
            grid.cells.iter().for_each(|cell| _ = self.cells.entry(cell.text.trim()).or_insert(at));
        }
    }
}

/// What was told above a line in a way a project's name is told. Each line is looked at once, not once for every line below it.
struct NamesAbove<'t, 'd> {
    told: &'t ToldNames<'d>,
    /// Behind labels in the lines so far.
    behind: HashSet<&'d str>,
}

impl NamesAbove<'_, '_> {
    /// Whether a line of a name's length was told in a line above it, or stands in a cell of a table above it and says nothing else.
    fn repeats(&self, text: &str, at: usize) -> bool {
        let name = past_blanks(text);
        (REPEATED.0..=REPEATED.1).contains(&text.chars().take(REPEATED.1 + 1).count())
            && is_no_figure(name)
            && (self.behind.contains(name)
                || self.told.in_stories.contains(name)
                || !text.ends_with(['。', '；', '：', ':'])
                    && self.told.cells.get(text).is_some_and(|table| *table <= at))
    }
}

/// A day, a phone, an amount is no project's name: of letters it has but a few.
fn is_no_figure(name: &str) -> bool {
    parse_date(name).is_none()
        && name.chars().filter(|c| c.is_alphabetic()).count() > name.chars().filter(char::is_ascii_digit).count()
}

/// 项目名称：数字工会: what stands behind a colon, a tab or a dash to the end of a line. A line to write on goes on behind what was
/// written on it.
fn names_behind(line: &str) -> impl Iterator<Item = &str> {
    let parts = |c: char| matches!(c, '：' | ':' | '\t' | '　' | '】' | '—' | '…');
    let line = line.trim_end_matches(['_', '\u{3000}', ' ', '\t']);
    let from = line.char_indices().rev().nth(REPEATED.1 + BLANKS).map_or(0, |(at, _)| at);
    let behind = line.rmatch_indices(parts).take_while(move |(at, _)| *at >= from);
    let names = behind.filter_map(|(at, part)| line.get(at + part.len()..)).map(past_blanks);
    names.filter(|name| !name.is_empty())
}

fn past_blanks(text: &str) -> &str {
    text.trim_start_matches([' ', '_'])
}

/// Whether a written paper reads on from its title: by its sections, or as running text without any.
fn reads_as_paper(document: &Document, blocks: &[Block], policy: &Policy, lexicon: &Lexicon) -> bool {
    let paper = paper_of(document, blocks);
    let by_sections =
        |spec: &DocumentSpec| is_paper(&read_narrative(&paper, spec, policy, lexicon, KnownNames::default()), true);
    written_papers(policy).any(by_sections) || is_running_text(blocks, None, policy, lexicon)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::Format;

    #[test]
    fn a_name_is_told_behind_a_label_and_never_by_blanks() {
        let document = Document::empty(&Arc::from("表.txt"), Format::Text);
        let told = ToldNames::of(&document, &[]);
        let lines = [
            "项目名称：职工心理服务站　__",
            "项目名称：____数字—工会平台",
            "申报单位：",
            "甲乙丙丁戊己庚辛",
            "领导签字：　2026年7月4日",
            "电话：0335-3999999",
        ];
        let above = NamesAbove { told: &told, behind: lines.into_iter().flat_map(names_behind).collect() };
        for name in ["职工心理服务站", "数字—工会平台"] {
            assert!(above.repeats(name, 0), "{name}");
        }
        for other in
            ["2026年7月4日", "0335-3999999", "______", "心理服务站", "甲乙丙丁戊己庚辛", "项目名称：职工心理服务站"]
        {
            assert!(!above.repeats(other, 0), "{other}");
        }
    }
}
