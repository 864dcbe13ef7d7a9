//! Walks over the tokens of an RTF: groups inherit and give back, text goes into the story that is open.

use crate::model::Trouble;
use crate::readers::Limits;
use crate::readers::flow::Aside;
use crate::readers::flow::Flow;
use crate::readers::flow::NoteKind;
use crate::readers::flow::field::FieldChange;
use crate::readers::flow::story_draft::StoryDraft;
use crate::readers::package::incomplete;
use crate::readers::package::unsafe_because;
use crate::readers::rtf::charset::Charsets;
use crate::readers::rtf::colour::is_coloured;
use crate::readers::rtf::colour::white_colours;
use crate::readers::rtf::group::Entry;
use crate::readers::rtf::group::StoryKind;
use crate::readers::rtf::group::entry_of;
use crate::readers::rtf::picture::PictureDraft;
use crate::readers::rtf::shape::ShapeDraft;
use crate::readers::rtf::state::Characters;
use crate::readers::rtf::state::Destination;
use crate::readers::rtf::state::Paragraphs;
use crate::readers::rtf::state::RowDraft;
use crate::readers::rtf::state::State;
use crate::readers::rtf::styles::FontDraft;
use crate::readers::rtf::styles::Styles;
use crate::readers::rtf::token::Token;
use crate::readers::rtf::token::Tokens;

/// Groups within each other deeper than this are no document.
const DEEPEST: usize = 2_000;

/// Letters behind the end of the document that are no leavings of a program.
const MUCH_BEHIND: usize = 200;

/// What is to be done at a group's end.
#[derive(Debug)]
pub(super) enum AtEnd {
    Nothing,
    Word,
    Field,
    FormField,
    Story(StoryKind),
    Picture,
    Shape,
    Object,
    NestedRow(RowDraft),
}

/// A group that is open.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) outer: State,
    pub(super) at_end: AtEnd,
    /// No control word has been seen in it.
    pub(super) fresh: bool,
    starred: bool,
}

/// A form field while its data are read.
#[derive(Debug, Default)]
pub struct FormDraft {
    pub(super) kind: i32,
    pub(super) result: Option<i32>,
    pub(super) usual: Option<i32>,
    pub(super) texts: Vec<String>,
}

/// The reader.
pub struct Reader<'l> {
    pub(super) limits: &'l Limits,
    pub(super) charsets: Charsets,
    pub(super) styles: Styles,
    pub(super) state: State,
    /// A number or bullet stood before the paragraph that is open.
    pub(super) numbered: bool,
    pub(super) row: RowDraft,
    pub(super) form: FormDraft,
    pub(super) fonts: FontDraft,
    pub(super) groups: Vec<Group>,
    /// The main text, and inside it the stories that are open.
    pub(super) stories: Vec<StoryDraft>,
    pub(super) shapes: Vec<ShapeDraft>,
    pub(super) pictures: Vec<PictureDraft>,
    pub(super) objects: Vec<String>,
    pub(super) flow: Flow,
    pub(super) bytes: Vec<u8>,
    pub(super) units: Vec<u16>,
    pub(super) skip: usize,
    /// Text of a small destination.
    pub(super) word: String,
    pub(super) trust_fields: bool,
    pub(super) dangling: bool,
    pub(super) ended: bool,
    pub(super) pictures_seen: usize,
    /// Pictures up to which each has, or is, the one for older programs.
    pictures_spared: usize,
    pub(super) picture_bytes: u64,
    pub(super) properties: Vec<(String, String)>,
    pub(super) troubles: Vec<Trouble>,
    /// The numbers of the colours that are white.
    pub(super) whites: Vec<i32>,
    /// How many have ended.
    pub(super) paragraphs: usize,
    /// A row had other cells than its edges say.
    pub(super) uneven_rows: bool,
    /// The number of a byte (`\'xx`) is none.
    pub(super) faulty_bytes: bool,
    /// The row that is open holds a table in a cell.
    pub(super) nested_in_row: bool,
    /// Letters of the text since the last that is shown.
    pub(super) unseen_letters: usize,
}

/// How an RTF ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RtfEnd {
    /// Every group was closed.
    Closed,
    /// Behind a paragraph; only the last bracket is missing, which some programs leave off.
    Open,
    /// Inside something.
    Cut,
}

/// What was read.
pub struct Outcome {
    /// The text.
    pub flow: Flow,
    /// Title, author and the like.
    pub properties: Vec<(String, String)>,
    /// Limits that were reached.
    pub troubles: Vec<Trouble>,
    /// How it ended.
    pub end: RtfEnd,
    /// A row had other cells than its edges say.
    pub uneven_rows: bool,
    /// The number of a byte is none.
    pub faulty_bytes: bool,
}

impl<'l> Reader<'l> {
    /// A reader of one file.
    pub fn new(limits: &'l Limits) -> Self {
        Self {
            limits,
            charsets: Charsets::new(),
            styles: Styles::default(),
            state: State::new(0),
            numbered: false,
            row: RowDraft::default(),
            form: FormDraft::default(),
            fonts: FontDraft::default(),
            groups: Vec::new(),
            stories: Vec::new(),
            shapes: Vec::new(),
            pictures: Vec::new(),
            objects: Vec::new(),
            flow: Flow::default(),
            bytes: Vec::new(),
            units: Vec::new(),
            skip: 0,
            word: String::new(),
            trust_fields: true,
            dangling: false,
            ended: false,
            pictures_seen: 0,
            pictures_spared: 0,
            picture_bytes: 0,
            properties: Vec::new(),
            troubles: Vec::new(),
            whites: Vec::new(),
            paragraphs: 0,
            uneven_rows: false,
            faulty_bytes: false,
            nested_in_row: false,
            unseen_letters: 0,
        }
    }

    /// Reads everything, knowing letters of its text; where fields are not trusted their codes are shown.
    pub fn read(&mut self, bytes: &[u8], letters: &[u8], trust_fields: bool) {
        self.trust_fields = trust_fields;
        self.charsets.see_text(letters);
        self.whites = white_colours(bytes);
        self.flow.coloured = is_coloured(bytes);
        self.stories.push(StoryDraft::new(trust_fields));
        let mut tokens = Tokens::new(bytes);
        while !self.ended
            && let Some(token) = tokens.next()
        {
            self.take(token);
        }
        // Zeros and some brackets may stand behind the end; more than that no program puts there.
        let left = tokens.rest().iter().filter(|byte| byte.is_ascii_alphanumeric()).count();
        if left > MUCH_BEHIND && self.troubles.is_empty() {
            self.troubles.push(incomplete("RTF 提前结束，后面还有内容没有读（括号不配对？）".to_owned()));
        }
        if tokens.are_glued() {
            self.troubles.push(incomplete("RTF 里的换行丢失了，个别字母或空格可能跟着丢了".to_owned()));
        }
        self.flush();
    }

    /// Whether some field never came to its result, so that its code hid text.
    pub fn has_dangling_field(&self) -> bool {
        self.trust_fields && (self.dangling || self.stories.iter().any(|story| story.fields.dangle()))
    }

    /// Ends what is still open.
    pub fn finish(mut self) -> Outcome {
        let at_rest = |story: &StoryDraft| !story.has_line() && story.cells_ended(1) == 0;
        let end = match (self.ended, self.groups.len()) {
            (true, _) => RtfEnd::Closed,
            (false, 1) if self.stories.last().is_some_and(at_rest) => RtfEnd::Open,
            (false, _) => RtfEnd::Cut,
        };
        while let Some(group) = self.groups.pop() {
            self.end_group(group);
        }
        if let Some(main) = self.stories.pop() {
            self.flow.body = main.finish();
        }
        let Self { flow, properties, troubles, uneven_rows, faulty_bytes, .. } = self;
        Outcome { flow, properties, troubles, end, uneven_rows, faulty_bytes }
    }

    fn take(&mut self, token: Token) {
        match token {
            Token::Text(text) => self.take_bytes(text),
            Token::Byte(byte) => {
                // By its number a question mark is only written where it stands in for a `\u`, which is lost here.
                self.faulty_bytes |= byte == b'?' && self.skip == 0 && self.state.destination == Destination::Story;
                self.take_bytes(&[byte]);
            }
            Token::Binary(bytes) => self.take_binary(bytes),
            Token::Open => {
                self.flush();
                self.skip = 0;
                self.open_group();
            }
            Token::Close => {
                self.flush();
                self.skip = 0;
                let Characters { hidden, deleted, .. } = self.state.characters;
                if self.groups.len() == 1 && (hidden || deleted) && self.unseen_letters > 0 {
                    let detail = "RTF 从某处起到末尾都标成了隐藏或删除的文字，没有算作内容";
                    self.troubles.push(incomplete(detail.to_owned()));
                }
                if let Some(group) = self.groups.pop() {
                    self.end_group(group);
                }
                self.ended = self.groups.is_empty();
            }
            Token::Symbol(b'*') => {
                if let Some(group) = self.groups.last_mut() {
                    group.starred = true;
                }
            }
            Token::Symbol(symbol) => self.take_symbol(symbol),
            Token::Word(word, number) => self.take_word(word, number),
        }
    }

    fn open_group(&mut self) {
        if self.groups.len() >= DEEPEST {
            self.troubles.push(unsafe_because(format!("RTF 嵌套超过 {DEEPEST} 层")));
            self.ended = true;
            return;
        }
        self.groups.push(Group { outer: self.state, at_end: AtEnd::Nothing, fresh: true, starred: false });
    }

    fn take_word(&mut self, word: &str, number: Option<i32>) {
        if word == "u" {
            return self.take_unicode(number);
        }
        let first = self.groups.last_mut().map(|group| (std::mem::replace(&mut group.fresh, false), group.starred));
        // \uc0\u55362\uc1\u57271: a letter beyond the first plane goes on behind the word.
        if word != "uc" {
            self.flush();
        }
        if let Some((true, starred)) = first
            && self.state.destination != Destination::Skipped
            && let Some(entry) = entry_of(word, starred)
        {
            self.enter(entry);
            if !matches!(word, "s" | "cs") {
                return;
            }
        }
        self.apply_word(word, number);
    }

    /// Begins the destination of a group.
    fn enter(&mut self, entry: Entry) {
        let in_story = self.state.destination == Destination::Story;
        self.word.clear();
        let at_end = match entry {
            Entry::Into(destination) => {
                self.state.destination = destination;
                AtEnd::Word
            }
            Entry::NestedRow => AtEnd::NestedRow(std::mem::take(&mut self.row)),
            Entry::UnicodeWriting => {
                let around = self.groups.len().checked_sub(2).and_then(|at| self.groups.get(at));
                self.state.destination = around.map(|group| group.outer.destination).unwrap_or_default();
                AtEnd::Nothing
            }
            Entry::Picture => {
                self.pictures.push(PictureDraft::new());
                self.state.destination = Destination::Picture;
                AtEnd::Picture
            }
            Entry::SparePicture => {
                let is_spare = self.pictures_seen > self.pictures_spared;
                self.pictures_spared = self.pictures_seen + usize::from(!is_spare);
                if is_spare {
                    self.state.destination = Destination::Skipped;
                }
                AtEnd::Nothing
            }
            Entry::FormField => {
                self.form = FormDraft::default();
                self.state.destination = Destination::WordsOnly;
                AtEnd::FormField
            }
            Entry::Shape => {
                self.shapes.push(ShapeDraft::default());
                self.state.destination = Destination::WordsOnly;
                AtEnd::Shape
            }
            Entry::Story(kind) => self.enter_story(kind),
            Entry::Object if in_story => {
                self.objects.push(String::new());
                AtEnd::Object
            }
            Entry::Field if in_story => {
                self.change_field(FieldChange::Begin);
                AtEnd::Field
            }
            Entry::FieldResult if in_story => {
                self.change_field(FieldChange::Separate);
                AtEnd::Nothing
            }
            Entry::Through | Entry::Object | Entry::Field | Entry::FieldResult => AtEnd::Nothing,
        };
        if let Some(group) = self.groups.last_mut() {
            group.at_end = at_end;
        }
    }

    fn enter_story(&mut self, kind: StoryKind) -> AtEnd {
        self.stories.push(StoryDraft::new(self.trust_fields));
        (self.state.destination, self.state.paragraphs) = (Destination::Story, Paragraphs::default());
        AtEnd::Story(kind)
    }

    pub(super) fn with_shape(&mut self, change: impl FnOnce(&mut ShapeDraft)) {
        if let Some(shape) = self.shapes.last_mut() {
            change(shape);
        }
    }

    /// Applies a word to the shape or picture that is open.
    pub(super) fn apply_to_drawing(&mut self, word: &str, number: Option<i32>) {
        match (self.state.destination, self.pictures.last_mut()) {
            (Destination::Picture, Some(picture)) => picture.apply(word, number),
            _ => self.with_shape(|shape| shape.apply(word, number)),
        }
    }

    pub(super) fn change_field(&mut self, change: FieldChange) {
        let seen = self.state.characters.seen(None);
        if let Some(story) = self.stories.last_mut().filter(|_| !seen.hidden) {
            story.change_field(change, seen);
        }
    }

    pub(super) fn hang(&mut self, aside: Aside) {
        if let Some(story) = self.stories.last_mut() {
            story.hang(aside);
        }
    }

    /// The story that is open.
    pub(super) fn story(&mut self) -> Option<&mut StoryDraft> {
        self.stories.last_mut()
    }

    /// A footnote turns out to be an endnote (`\ftnalt`).
    pub(super) fn turn_into_endnote(&mut self) {
        if let Some(Group { at_end: AtEnd::Story(kind @ StoryKind::Note(NoteKind::Footnote)), .. }) =
            self.groups.last_mut()
        {
            *kind = StoryKind::Note(NoteKind::Endnote);
        }
    }

    /// One fewer character to skip, where some stand in for a `\u`; false where there are none.
    pub(super) fn skip_one(&mut self) -> bool {
        let skipped = self.skip > 0;
        self.skip = self.skip.saturating_sub(1);
        skipped
    }
}
