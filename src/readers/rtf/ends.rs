//! What becomes of a group of an RTF at its end: a story, a picture, a shape, a word goes where it belongs.

use crate::model::InText;
use crate::readers::drawing::embedded::holds_words;
use crate::readers::drawing::embedded::words_in_object;
use crate::readers::flow::Aside;
use crate::readers::flow::FlowBlock;
use crate::readers::flow::FlowMark;
use crate::readers::flow::field::FieldChange;
use crate::readers::flow::text_of;
use crate::readers::package::unsafe_because;
use crate::readers::rtf::group::StoryKind;
use crate::readers::rtf::reader::AtEnd;
use crate::readers::rtf::reader::FormDraft;
use crate::readers::rtf::reader::Group;
use crate::readers::rtf::reader::Reader;
use crate::readers::rtf::shape::ShapeDraft;
use crate::readers::rtf::shape::kind_of_picture;
use crate::readers::rtf::state::Destination;

impl Reader<'_> {
    /// Gives back what the group inherited, and keeps what it made.
    pub(super) fn end_group(&mut self, group: Group) {
        let inside = std::mem::replace(&mut self.state, group.outer);
        match group.at_end {
            AtEnd::Nothing => {}
            AtEnd::Word => self.end_word(inside.destination),
            AtEnd::Field => self.change_field(FieldChange::End),
            AtEnd::FormField => self.end_form(),
            AtEnd::Picture => self.end_picture(),
            AtEnd::Shape => {
                let asides = self.shapes.pop().map(ShapeDraft::into_asides).unwrap_or_default();
                if let Some(story) = self.stories.last_mut() {
                    story.fields.note_result();
                }
                asides.into_iter().for_each(|aside| self.hang(aside));
            }
            AtEnd::Object => {
                let program = self.objects.pop().unwrap_or_default();
                if holds_words(&program) && !self.troubles.contains(&words_in_object()) {
                    self.troubles.push(words_in_object());
                }
            }
            AtEnd::NestedRow(outer) => self.row = outer,
            AtEnd::Story(kind) => self.end_story(kind),
        }
    }

    fn end_story(&mut self, kind: StoryKind) {
        let Some(story) = self.stories.pop() else { return };
        self.dangling |= story.fields.dangle();
        let blocks = story.finish();
        match kind {
            StoryKind::Header => keep_once(&mut self.flow.headers, blocks),
            StoryKind::Footer => keep_once(&mut self.flow.footers, blocks),
            StoryKind::Note(kind) => self.hang(Aside::Note { kind, blocks }),
            StoryKind::Box => match self.shapes.last_mut() {
                Some(shape) => shape.boxes.push(blocks),
                None => self.hang(Aside::TextBox { inline: false, blocks }),
            },
        }
    }

    fn end_picture(&mut self) {
        let Some(draft) = self.pictures.pop() else { return };
        self.pictures_seen += 1;
        self.picture_bytes = self.picture_bytes.saturating_add(draft.len());
        if draft.is_over() {
            let limit = self.limits.picture_bytes;
            self.troubles.push(unsafe_because(format!("图片总量超过上限（{limit} 字节），部分图片未读取")));
        }
        let picture = draft.picture(self.pictures_seen);
        match self.state.destination {
            Destination::ShapeValue => {
                if let Some(shape) = self.shapes.last_mut() {
                    shape.picture = Some(picture);
                }
            }
            Destination::Story if !self.state.characters.hidden && !self.state.characters.deleted => {
                let kind = kind_of_picture(self.objects.last().map(String::as_str));
                let (name, extent) = (String::new(), draft.extent());
                self.hang(Aside::Mark(Box::new(FlowMark {
                    kind,
                    picture: Some(picture),
                    inline: true,
                    name,
                    extent,
                    in_text: InText::default(),
                })));
            }
            _ => {}
        }
    }

    fn end_form(&mut self) {
        let shown = std::mem::take(&mut self.form).shown();
        if let Some(story) = self.stories.last_mut() {
            story.fields.set_form(shown);
        }
    }

    /// Keeps the text of a destination that is a word or a name.
    fn end_word(&mut self, destination: Destination) {
        let word = std::mem::take(&mut self.word);
        if word.is_empty() {
            return;
        }
        match destination {
            Destination::Property(name) => {
                self.properties.retain(|(known, _)| known != name);
                self.properties.push((name.to_owned(), word.trim().trim_end_matches(';').to_owned()));
            }
            Destination::ShapeName => self.with_shape(|shape| shape.property = word),
            Destination::ShapeValue => self.with_shape(|shape| shape.set_property(&word)),
            Destination::ObjectClass => {
                if let Some(object) = self.objects.last_mut() {
                    *object = word;
                }
            }
            Destination::FormText => self.form.texts.push(word),
            _ => {}
        }
    }
}

/// The same header is written for first, left and right pages.
fn keep_once(kept: &mut Vec<Vec<FlowBlock>>, blocks: Vec<FlowBlock>) {
    let text = text_of(&blocks);
    if !kept.iter().any(|known| text_of(known) == text) {
        kept.push(blocks);
    }
}

impl FormDraft {
    /// What the form field shows without a result.
    fn shown(self) -> Option<String> {
        /// The usual state holds.
        const AS_USUAL: i32 = 25;
        let state = self.result.filter(|result| *result != AS_USUAL).or(self.usual);
        match self.kind {
            0 => self.texts.into_iter().next(),
            1 => Some(if state.unwrap_or(0) != 0 { "☑" } else { "☐" }.to_owned()),
            _ => usize::try_from(state.unwrap_or(0)).ok().and_then(|at| self.texts.get(at).cloned()),
        }
    }
}
