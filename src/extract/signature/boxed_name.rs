//! A name typed in a text box that floats over the signature line, where the line itself holds no name.

use crate::extract::candidate::Candidate;
use crate::extract::candidate::text_box::free_lines;
use crate::extract::page::Page;
use crate::extract::signature::mark_nearness::Home;
use crate::extract::signature::mark_nearness::Nearness;
use crate::extract::signature::mark_nearness::nearness_of;
use crate::extract::signature::typed_name::typed_name;
use crate::extract::signature::unread_words::short_words;
use crate::extract::values::people::is_likely_name;
use crate::model::Mark;
use crate::model::MarkKind;
use crate::model::Spot;
use crate::model::Story;
use crate::model::StoryKind;

/// A name in a box.
pub struct BoxedName {
    /// The name.
    pub name: String,
    /// Where it stands.
    pub spot: Spot,
    /// The box's lines.
    pub pieces: Vec<usize>,
}

/// The name in a box on this line whose text nothing has claimed.
pub fn boxed_name(page: &Page<'_>, line: &Candidate<'_>, home: Option<&Home<'_, '_>>) -> Option<BoxedName> {
    boxes_on(page, line, home).find_map(|(text, pieces)| {
        let name = typed_name(&text).filter(|name| is_likely_name(&name.replace([' ', '\u{3000}'], "")))?;
        let spot = page.pieces.get(*pieces.first()?)?.spot.clone();
        Some(BoxedName { name, spot, pieces })
    })
}

/// Other words in such a box: 已手签.
pub fn boxed_words(page: &Page<'_>, line: &Candidate<'_>, home: Option<&Home<'_, '_>>) -> Option<String> {
    boxes_on(page, line, home).find_map(|(text, _)| short_words(&text))
}

/// The boxes on a line whose text nothing has claimed: the text and its pieces.
fn boxes_on<'p>(
    page: &'p Page<'_>,
    line: &'p Candidate<'_>,
    home: Option<&'p Home<'_, '_>>,
) -> impl Iterator<Item = (String, Vec<usize>)> + 'p {
    let boxes = page.document.stories.iter().filter(|story| matches!(story.kind, StoryKind::TextBox(_)));
    boxes.filter(move |story| lies_on(page, line, home, story)).filter_map(|story| {
        let pieces = free_lines(page, story.kind)?;
        let texts: Vec<&str> = pieces.iter().filter_map(|&at| page.pieces.get(at)).map(|piece| piece.text).collect();
        Some((texts.join(" "), pieces))
    })
}

fn lies_on(page: &Page<'_>, line: &Candidate<'_>, home: Option<&Home<'_, '_>>, story: &Story) -> bool {
    let anchor = story.anchor.clone();
    let area =
        Mark { kind: MarkKind::Drawing, anchor, in_header: false, picture: None, name: String::new(), extent: None };
    nearness_of(page, line, home, &area) == Nearness::On
}
