//! Where a written paper begins behind the form in one text document: at a title that names the paper (附件2 文字说明) or repeats the
//! project's name, with the paper's sections below.

use crate::extract::description::KnownNames;
use crate::extract::description::read_narrative;
use crate::extract::lexicon::Lexicon;
use crate::extract::numbering::read_number;
use crate::extract::paper_names::PaperNames;
use crate::extract::written_sheet::is_paper;
use crate::model::Block;
use crate::model::Document;
use crate::model::Paragraph;
use crate::policy::DocumentSpec;
use crate::policy::Policy;

/// A title that repeats the project's name has so many characters, from and up to.
const REPEATED: (usize, usize) = (6, 40);

/// The first of these paragraphs that is the title of a written paper with its sections below it in the body.
pub fn find_paper_title<'d>(
    document: &'d Document,
    paragraphs: impl Iterator<Item = &'d Paragraph>,
    policy: &Policy,
    lexicon: &Lexicon,
) -> Option<&'d Paragraph> {
    let mut before: Vec<&str> = document.stories.iter().flat_map(|story| lines_of(&story.blocks)).collect();
    paragraphs.into_iter().find(|paragraph| {
        let text = paragraph.text.trim();
        let repeats = !text.is_empty() && repeats_project(text, &before);
        before.extend(text.lines());
        let mut written = policy.documents.iter().filter(|spec| spec.key != "form" && !spec.sections.is_empty());
        written.any(|spec| {
            (repeats || is_title(text, spec, lexicon)) && heads_paper(document, paragraph, spec, policy, lexicon)
        })
    })
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

/// 项目名称：数字工会 above, or the name behind a tab or in a text box, and 数字工会 alone in this line.
fn repeats_project(text: &str, before: &[&str]) -> bool {
    let length = text.chars().count();
    let parts = |c: char| matches!(c, '：' | ':' | '\t' | '　' | '】' | '—' | '…');
    let labelled =
        |line: &&str| line.strip_suffix(text).is_some_and(|label| label.trim_end_matches(' ').ends_with(parts));
    (REPEATED.0..=REPEATED.1).contains(&length) && before.iter().any(labelled)
}

fn heads_paper(
    document: &Document,
    title: &Paragraph,
    spec: &DocumentSpec,
    policy: &Policy,
    lexicon: &Lexicon,
) -> bool {
    let own = |block: &Block| matches!(block, Block::Paragraph(paragraph) if std::ptr::eq(paragraph, title));
    let Some(rest) = document.body.iter().position(own).and_then(|at| document.body.get(at..)) else { return false };
    let paper = Document { body: rest.to_vec(), ..Document::empty(&document.file, document.format) };
    is_paper(&read_narrative(&paper, spec, policy, lexicon, KnownNames::default()), true)
}
