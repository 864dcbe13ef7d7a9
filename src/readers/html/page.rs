//! A page as a [`Flow`]: blocks that close each other as browsers have it (HTML 13.2.6), white space collapsed, notes and headers of Word and
//! LibreOffice apart, pictures where they stand.

mod element;
mod embedded;

use std::sync::Arc;

use element::Element;
use element::is_block;
use element::is_boundary;
use element::is_void;
use element::shows_picture;

use super::entity::resolve;
use super::entity::unknown_name;
use super::line::PageLine;
use super::story::OpenStory;
use super::story::StoryKind;
use super::story::leads_to_note;
use super::story::story_of;
use super::style::StyleSheets;
use super::style::first_family;
use super::style::is_white;
use super::style::keeps_lines;
use super::style::look_of;
use super::style::property;
use super::table::OpenTable;
use super::table::carry_on;
use super::token::Tag;
use super::token::Token;
use super::token::Tokens;
use super::token::is_raw;
use crate::readers::flow::Aside;
use crate::readers::flow::Flow;
use crate::readers::flow::FlowBlock;
use crate::readers::flow::FlowParagraph;
use crate::readers::flow::heading::heading_by_name;
use crate::readers::flow::look::Look;
use crate::readers::sheets::budget::Budget;

/// Finds the bytes of a picture by what a page calls it.
pub type FindPicture<'p> = dyn Fn(&str) -> Option<Arc<[u8]>> + 'p;

/// What a page holds.
#[derive(Debug, Default)]
pub struct Page {
    /// Its text.
    pub flow: Flow,
    /// Its title, generator, author.
    pub properties: Vec<(String, String)>,
    /// Of each table of the main text the values that were noted beside its cells: number of the cell, value.
    pub values: Vec<Vec<(usize, String)>>,
    /// It only lays out other pages.
    pub is_frameset: bool,
    /// Words stand in a table, and in no cell of it.
    pub has_stray_words: bool,
    /// The name of a character that is not known.
    pub unknown_name: Option<String>,
}

/// How deep elements may stand; further ones are read as if they stood at this depth.
const DEEPEST: usize = 120;

/// How deep tables may stand in cells of others; a further one's rows are taken for those of the table around it.
const DEEPEST_TABLES: usize = 24;

struct Builder<'p, 'b> {
    tokens: Tokens<'p>,
    find_picture: &'b FindPicture<'b>,
    budget: &'b mut Budget,
    elements: Vec<Element>,
    stories: Vec<OpenStory>,
    line: PageLine,
    asides: Vec<Aside>,
    heading: Option<u8>,
    numbered: bool,
    /// A paragraph was begun in so many words: it counts even when it is empty.
    begun: bool,
    notes: Vec<Aside>,
    sheets: StyleSheets,
    page: Page,
}

/// Reads a page. `sheets`: style sheets that come in files of their own.
pub fn read_page(text: &str, sheets: &[String], find_picture: &FindPicture, budget: &mut Budget) -> Page {
    let body = OpenStory { kind: StoryKind::Body, blocks: Vec::new(), tables: Vec::new() };
    let mut builder = Builder {
        tokens: Tokens::new(text),
        find_picture,
        budget,
        elements: Vec::new(),
        stories: vec![body],
        line: PageLine::default(),
        asides: Vec::new(),
        heading: None,
        numbered: false,
        begun: false,
        notes: Vec::new(),
        sheets: StyleSheets::default(),
        page: Page::default(),
    };
    sheets.iter().for_each(|sheet| builder.sheets.take(sheet));
    while let Some(token) = builder.tokens.next() {
        match token {
            Token::Text(text) => {
                if builder.page.unknown_name.is_none() {
                    builder.page.unknown_name = unknown_name(text).map(str::to_owned);
                }
                builder.put(&resolve(text));
            }
            Token::Open(tag) => builder.open(&tag),
            Token::Close(name) => builder.close(&name),
        }
        if builder.budget.is_over() {
            break;
        }
    }
    builder.finish()
}

impl Builder<'_, '_> {
    fn look(&self) -> Look {
        self.elements.last().map(|element| element.look).unwrap_or_default()
    }

    fn put(&mut self, text: &str) {
        let look = self.look();
        let outside_cells =
            self.stories.last().and_then(|story| story.tables.last()).is_some_and(|table| !table.in_cell());
        if outside_cells && text.trim().is_empty() {
            return;
        }
        self.page.has_stray_words |= outside_cells && !self.elements.iter().any(|element| element.name == "caption");
        let seen = look.over(Look::default(), Look::default());
        match self.elements.last().is_some_and(|element| element.keeps_lines) {
            true => self.line.put_kept(text, seen),
            false => self.line.put(text, seen),
        }
    }

    fn open(&mut self, tag: &Tag) {
        let name = tag.name.as_str();
        match name {
            "meta" => return self.take_meta(tag),
            "br" => return self.line.break_line(),
            "img" => return self.keep_picture(tag),
            "object" | "embed" if shows_picture(tag) => self.keep_picture(tag),
            "input" => return self.put_input(tag),
            "frameset" => self.page.is_frameset = true,
            name if is_raw(name) => return self.take_raw(tag),
            _ => {}
        }
        // <li><p>: the item's text is its paragraph's, and the item no empty line before it.
        let is_items = name == "p"
            && self.begun
            && self.line.text().is_empty()
            && self.elements.last().is_some_and(|element| element.name == "li");
        if is_block(name) {
            self.begun &= !is_items;
            self.end_paragraph();
            self.close_what_ends_with(name);
        }
        match name {
            "table" => {
                self.end_paragraph();
                let depth: usize = self.stories.iter().map(|story| story.tables.len()).sum();
                if let Some(story) = self.stories.last_mut().filter(|_| depth < DEEPEST_TABLES) {
                    story.tables.push(OpenTable::default());
                    self.push(tag);
                }
            }
            "tr" | "td" | "th" => self.open_table_part(tag),
            "thead" | "tbody" | "tfoot" | "colgroup" => {}
            "option" | "optgroup" => {
                self.close_what_ends_with(name);
                self.push(tag);
            }
            name if is_void(name) => {}
            _ => self.push(tag),
        }
        if is_block(name) {
            self.begun = matches!(name, "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "li" | "pre");
            self.heading = name.strip_prefix('h').and_then(|_| heading_by_name(&name.replace('h', "heading")));
            self.numbered = name == "li" || is_items;
        }
    }

    /// A row or cell: what is open in the table ends with it.
    fn open_table_part(&mut self, tag: &Tag) {
        self.end_paragraph();
        let style = tag.attribute("style").unwrap_or_default().into_owned();
        let is_row = tag.name == "tr";
        self.pop_to("table", is_row);
        if self.stories.last().is_none_or(|story| story.tables.is_empty()) {
            return;
        }
        let Some(table) = self.stories.last_mut().and_then(|story| story.tables.last_mut()) else { return };
        match is_row {
            true => table.begin_row(self.sheets.hide(tag)),
            false => {
                table.begin_cell(tag, property(&style, "mso-ignore") == Some("colspan"));
                self.budget.take(0);
            }
        }
        match is_row {
            // A hidden row is told of its cells; their text is kept.
            true => self.elements.push(Element {
                name: "tr".to_owned(),
                look: self.look(),
                ends_story: false,
                floats: false,
                keeps_lines: self.elements.last().is_some_and(|outer| outer.keeps_lines),
            }),
            false => self.push(tag),
        }
    }

    fn push(&mut self, tag: &Tag) {
        if self.elements.len() >= DEEPEST {
            return;
        }
        let style = tag.attribute("style").unwrap_or_default();
        let mut own = look_of(&tag.name, &style);
        let face = tag.attribute("face").filter(|_| tag.name == "font").map(|face| first_family(&face));
        let colour = tag.attribute("color").filter(|_| tag.name == "font");
        own.white = own.white.or(colour.map(|colour| is_white(&colour)));
        let by_class = || tag.attribute("class").and_then(|class| self.sheets.font(&class));
        own.font = own.font.or(face).or_else(by_class);
        let outer = self.look();
        let mut look = own.or(outer);
        let is_hidden = matches!(tag.name.as_str(), "rt" | "rp")
            || self.sheets.hide(tag)
            // Of a list to choose from a browser shows what was chosen.
            || tag.name == "option" && tag.attribute("selected").is_none()
            // Word's tracked deletion says when it was made.
            || tag.name == "del" && tag.attribute("datetime").is_some();
        if outer.hidden == Some(true) || is_hidden {
            look.hidden = Some(true);
        }
        // The number of a list's item, which Word writes out; the reference to a note.
        if property(&style, "mso-list").is_some_and(|list| list.eq_ignore_ascii_case("ignore")) {
            self.numbered = true;
            look.hidden = Some(true);
        }
        let class = tag.attribute("class").unwrap_or_default();
        if class.starts_with("MsoFootnoteReference")
            || class.starts_with("MsoEndnoteReference")
            || class.starts_with("sdfootnote") && tag.name == "a"
            || class.starts_with("sdendnote") && tag.name == "a"
            || tag.name == "a" && tag.attribute("href").is_some_and(|href| leads_to_note(&href))
            // pandoc, and whoever follows the roles of digital publishing
            || tag.attribute("role").is_some_and(|role| role == "doc-noteref")
        {
            look.hidden = Some(true);
        }
        if property(&style, "mso-tab-count").is_some() {
            self.put("\u{9}tab");
            look.hidden = Some(true);
        }
        let story = story_of(tag, &style);
        if let Some(kind) = story {
            self.stories.push(OpenStory { kind, blocks: Vec::new(), tables: Vec::new() });
        }
        let floats =
            property(&style, "position") == Some("absolute") || self.elements.last().is_some_and(|outer| outer.floats);
        let keeps_lines = keeps_lines(&tag.name, &style)
            .unwrap_or_else(|| self.elements.last().is_some_and(|outer| outer.keeps_lines));
        self.elements.push(Element { name: tag.name.clone(), look, ends_story: story.is_some(), floats, keeps_lines });
        self.keep_background(tag);
    }

    /// `<p>` ends an open paragraph, `<li>` an open item, `<option>` an open choice.
    fn close_what_ends_with(&mut self, name: &str) {
        let ended: &[&str] = match name {
            "li" => &["p", "li"],
            "dt" | "dd" => &["p", "dt", "dd"],
            "option" | "optgroup" => &["option"],
            _ => &["p", "h1", "h2", "h3", "h4", "h5", "h6"],
        };
        let near = self.elements.iter().rposition(|element| {
            ended.contains(&element.name.as_str())
                || is_boundary(element)
                || matches!(element.name.as_str(), "ul" | "ol" | "dl")
        });
        if let Some(at) = near
            && self.elements.get(at).is_some_and(|element| ended.contains(&element.name.as_str()))
        {
            self.elements.truncate(at);
        }
    }

    fn close(&mut self, name: &str) {
        if is_block(name) {
            self.end_paragraph();
        }
        match name {
            "table" => self.close_table(),
            "tr" | "td" | "th" => {
                self.end_paragraph();
                self.pop_to("table", name == "tr");
                let table = self.stories.last_mut().and_then(|story| story.tables.last_mut());
                match (table, name) {
                    (Some(table), "tr") => table.end_row(),
                    (Some(table), _) => table.end_cell(),
                    _ => {}
                }
            }
            _ => {
                let near = self.elements.iter().rposition(|element| element.name == name || is_boundary(element));
                if let Some(at) = near
                    && self.elements.get(at).is_some_and(|element| element.name == name)
                {
                    self.pop_from(at);
                }
            }
        }
    }

    fn close_table(&mut self) {
        self.end_paragraph();
        let Some(at) = self.elements.iter().rposition(|element| element.name == "table" || element.ends_story) else {
            return;
        };
        if self.elements.get(at).is_some_and(|element| element.name == "table") {
            self.pop_from(at);
        }
        self.end_table();
    }

    /// Puts the innermost table that is open where it belongs.
    fn end_table(&mut self) {
        let in_body = self.stories.len() == 1;
        let Some(story) = self.stories.last_mut() else { return };
        let Some(table) = story.tables.pop() else { return };
        let outermost = story.tables.is_empty();
        let (mut cells, values) = table.finish();
        if cells.is_empty() {
            return;
        }
        let carried_on = match self.last_block() {
            Some(FlowBlock::Table(above)) => carry_on(above, &mut cells),
            _ => None,
        };
        if in_body && outermost {
            match (carried_on, self.page.values.last_mut()) {
                (Some(before), Some(noted)) => noted.extend(values.into_iter().map(|(at, value)| (before + at, value))),
                _ => self.page.values.push(values),
            }
        }
        if carried_on.is_none() {
            self.add(FlowBlock::Table(cells));
        }
    }

    /// What stands last where the next block goes.
    fn last_block(&mut self) -> Option<&mut FlowBlock> {
        let story = self.stories.last_mut()?;
        match story.tables.iter_mut().rev().find(|table| table.in_cell()) {
            Some(table) => table.last_block(),
            None => story.blocks.last_mut(),
        }
    }

    /// Closes what is open inside the innermost table, its row as well or not.
    fn pop_to(&mut self, name: &str, with_row: bool) {
        let Some(at) = self.elements.iter().rposition(|element| element.name == name || element.ends_story) else {
            return;
        };
        if self.elements.get(at).is_none_or(|element| element.name != name) {
            return;
        }
        let row = self.elements.get(at + 1).is_some_and(|element| element.name == "tr");
        self.elements.truncate(at + 1 + usize::from(row && !with_row));
    }

    /// Closes the element at this depth and all inside.
    fn pop_from(&mut self, at: usize) {
        while self.elements.len() > at
            && let Some(element) = self.elements.pop()
        {
            if element.ends_story {
                self.end_paragraph();
                self.end_story();
            }
        }
    }

    fn end_story(&mut self) {
        if self.stories.len() < 2 {
            return;
        }
        while self.stories.last().is_some_and(|story| !story.tables.is_empty()) {
            self.end_table();
        }
        let Some(story) = self.stories.pop() else { return };
        match story.kind {
            StoryKind::Header => self.page.flow.headers.push(story.blocks),
            StoryKind::Footer => self.page.flow.footers.push(story.blocks),
            StoryKind::Note(kind) => self.notes.push(Aside::Note { kind, blocks: story.blocks }),
            StoryKind::Body => {}
        }
    }

    fn end_paragraph(&mut self) {
        let line = self.line.finish();
        let (heading, numbered) = (self.heading.take(), std::mem::take(&mut self.numbered));
        let asides = std::mem::take(&mut self.asides);
        let begun = std::mem::take(&mut self.begun);
        if line.text.is_empty() && asides.is_empty() && !begun {
            return;
        }
        if self.budget.take(line.text.len()) {
            self.add(FlowBlock::Paragraph(FlowParagraph { line, heading, numbered, asides }));
        }
    }

    /// Adds to the innermost cell or story; what stands between the cells of a table comes before it.
    fn add(&mut self, block: FlowBlock) {
        let Some(story) = self.stories.last_mut() else { return };
        let mut block = block;
        for table in story.tables.iter_mut().rev() {
            match table.add(block) {
                None => return,
                Some(back) => block = back,
            }
        }
        story.blocks.push(block);
    }

    fn take_raw(&mut self, tag: &Tag) {
        let raw = self.tokens.take_raw(&tag.name);
        match tag.name.as_str() {
            "title" => self.keep_property("title", &resolve(raw)),
            "textarea" if !self.sheets.hide(tag) => self.put_area(&resolve(raw)),
            "style" => self.sheets.take(raw),
            "svg" => self.keep_drawing(tag, raw),
            _ => {}
        }
    }

    fn take_meta(&mut self, tag: &Tag) {
        let (Some(name), Some(content)) = (tag.attribute("name"), tag.attribute("content")) else { return };
        match name.to_ascii_lowercase().as_str() {
            "generator" => {
                self.line.note_generator(&content);
                self.keep_property("Application", &content);
            }
            "progid" => self.keep_property("ProgId", &content),
            "author" => self.keep_property("creator", &content),
            _ => {}
        }
    }

    fn keep_property(&mut self, name: &str, value: &str) {
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        if !value.is_empty() && self.page.properties.len() < 20 {
            self.page.properties.push((name.to_owned(), value));
        }
    }

    fn finish(mut self) -> Page {
        self.end_paragraph();
        self.pop_from(0);
        while self.stories.first().is_some_and(|story| !story.tables.is_empty()) {
            self.end_table();
        }
        let mut body = self.stories.pop().map(|story| story.blocks).unwrap_or_default();
        if !self.notes.is_empty() {
            let last = body.iter_mut().rev().find_map(|block| match block {
                FlowBlock::Paragraph(paragraph) => Some(paragraph),
                FlowBlock::Table(_) => None,
            });
            match last {
                Some(paragraph) => paragraph.asides.append(&mut self.notes),
                None => {
                    body.push(FlowBlock::Paragraph(FlowParagraph { asides: self.notes, ..FlowParagraph::default() }))
                }
            }
        }
        self.page.flow.body = body;
        self.page
    }
}
