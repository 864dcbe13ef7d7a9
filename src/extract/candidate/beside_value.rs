//! What stands where a value should and is none: crossed-out text, a formula without its result, a comment on an empty cell.

use crate::extract::candidate::Candidate;
use crate::extract::label::lexicon::Lexicon;
use crate::extract::page::Page;
use crate::extract::values::blank::clean;
use crate::extract::values::blank::is_bare_blank;
use crate::extract::values::blank::is_field_error;
use crate::extract::values::plausible::fits_kind;
use crate::extract::values::prompt::is_prompt;
use crate::model::Block;
use crate::model::CellContent;
use crate::model::Document;
use crate::model::Spot;
use crate::model::Story;
use crate::model::StoryKind;
use crate::policy::FieldKind;
use crate::policy::FieldSpec;

/// What is crossed out where a value stands, unless it says nothing of the value: a prompt or a label that does not apply, or text of
/// another kind of field in the same line.
pub fn struck_in<'p>(
    page: &Page<'p>,
    candidate: &Candidate<'_>,
    kind: FieldKind,
    lexicon: &Lexicon,
) -> Option<&'p str> {
    let stands_at = |spot: &Spot| {
        let mut pieces = candidate.pieces.iter().filter_map(|&piece| page.pieces.get(piece));
        *spot == candidate.spot || pieces.any(|piece| piece.spot == *spot)
    };
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).count();
    let concerns = |text: &str| match kind {
        FieldKind::Signature => false,
        FieldKind::Phone => digits(text) >= 3,
        FieldKind::Date | FieldKind::Period => digits(text) >= 1 || text.contains('年'),
        FieldKind::People => digits(text) < 5,
        _ => true,
    };
    let mut struck = page.document.struck.iter().filter(|struck| stands_at(&struck.spot)).map(|struck| &*struck.text);
    struck.find(|text| concerns(text) && !is_bare_blank(text) && !is_prompt(text, &[]) && lexicon.label(text).is_none())
}

/// Whether a formula whose result the file does not hold stands where the value should.
pub fn is_uncalculated(page: &Page<'_>, candidate: &Candidate<'_>) -> bool {
    let lost = |content: &CellContent| matches!(content, CellContent::FormulaWithoutResult(_) | CellContent::Error(_));
    candidate.contents.iter().any(|content| lost(content))
        || is_field_error(&candidate.raw)
        || page.cell_at(&candidate.spot).is_some_and(|cell| lost(&cell.content))
}

/// What a comment says on the cell where the value should stand, where that may be the value: neither a request nor a remark.
pub fn comment_on(document: &Document, candidate: &Candidate<'_>, spec: &FieldSpec) -> Option<String> {
    const REMARKS: &[&str] = &["填", "请", "须", "应", "修改", "核", "补"];
    let prompts = &spec.prompts;
    let is_here = |story: &&Story| {
        matches!(story.kind, StoryKind::Comment(_))
            && story.anchor.as_ref().is_some_and(|anchor| anchor.from == candidate.spot)
    };
    let story = document.stories.iter().find(is_here)?;
    let lines = story.blocks.iter().filter_map(|block| match block {
        Block::Paragraph(paragraph) => Some(paragraph.text.as_str()),
        Block::Grid(_) => None,
    });
    let text = clean(&lines.collect::<Vec<_>>().join("\n"), prompts).text;
    // 张三:, above what he noted.
    let said =
        text.split_once('\n').filter(|(author, _)| author.trim_end().ends_with([':', '：'])).map(|(_, said)| said);
    let said = said.unwrap_or(&text).trim();
    let fits = match spec.kind {
        FieldKind::Text => !REMARKS.iter().any(|word| said.chars().take(20).collect::<String>().contains(word)),
        kind => fits_kind(kind, said),
    };
    (fits && !said.is_empty() && !said.ends_with([':', '：']) && !is_prompt(said, prompts)).then(|| said.to_owned())
}
