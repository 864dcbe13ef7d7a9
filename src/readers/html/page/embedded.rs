//! What stands in a page's text without being text: pictures, and what was put into a form's fields.

use std::borrow::Cow;

use super::Builder;
use crate::model::InText;
use crate::model::MarkKind;
use crate::model::Picture;
use crate::readers::flow::Aside;
use crate::readers::flow::FlowMark;
use crate::readers::flow::look::Look;
use crate::readers::html::style::picture_of;
use crate::readers::html::token::Tag;

impl Builder<'_, '_> {
    /// What was put into a field of a form: a box's state, a text's value.
    pub(super) fn put_input(&mut self, tag: &Tag) {
        if self.sheets.hide(tag) {
            return;
        }
        match tag.attribute("type").unwrap_or_default().to_ascii_lowercase().as_str() {
            "checkbox" | "radio" => self.put(if tag.attribute("checked").is_some() { "☑" } else { "☐" }),
            "image" => self.keep_picture(tag),
            "hidden" | "submit" | "button" | "reset" | "password" | "file" => {}
            _ => self.put(&tag.attribute("value").unwrap_or_default()),
        }
    }

    /// What was put into a field of several lines.
    pub(super) fn put_area(&mut self, text: &str) {
        let seen = self.look().over(Look::default(), Look::default());
        self.line.put_kept(text, seen);
    }

    /// Keeps a picture with its place and the text that it follows.
    pub(super) fn keep_picture(&mut self, tag: &Tag) {
        if self.look().hidden == Some(true) || self.sheets.hide(tag) || !self.budget.take(0) {
            return;
        }
        // LibreOffice writes a picture without source for a shape that it could not draw.
        // A page that shows pictures late has their address beside it; an `object` has what it shows under a name of its own.
        const SOURCES: [&str; 4] = ["src", "data-src", "data-original", "data"];
        let mut sources = SOURCES.iter().filter_map(|name| tag.attribute(name));
        let Some(source) = sources.find(|source| !source.trim().is_empty()) else { return };
        self.keep_from(tag, source);
    }

    /// Keeps the picture that lies behind an element, by its style, its class or, as old pages have it, an attribute.
    pub(super) fn keep_background(&mut self, tag: &Tag) {
        // what lies behind all of a page is its paper
        if matches!(&*tag.name, "html" | "body" | "table") || self.look().hidden == Some(true) {
            return;
        }
        let style = tag.attribute("style").unwrap_or_default();
        let by_sheet = || self.sheets.picture(tag).map(str::to_owned);
        let source = picture_of(&style).map(str::to_owned).or_else(by_sheet);
        let source = source.or_else(|| tag.attribute("background").map(Cow::into_owned));
        if let Some(source) = source.filter(|source| !source.trim().is_empty() && self.budget.take(0)) {
            self.keep_from(tag, Cow::Owned(source));
        }
    }

    fn keep_from(&mut self, tag: &Tag, source: Cow<'_, str>) {
        let bytes = (self.find_picture)(&source).unwrap_or_default();
        let part = if source.starts_with("data:") { "data:".to_owned() } else { source.into_owned() };
        self.keep(tag, Picture::whole(part, bytes));
    }

    /// A drawing that the page holds itself, between the tags of its `svg`.
    pub(super) fn keep_drawing(&mut self, tag: &Tag, drawn: &str) {
        let is_seen = self.look().hidden != Some(true) && !self.sheets.hide(tag);
        if is_seen && !drawn.trim().is_empty() && self.budget.take(drawn.len()) {
            let file = format!("<svg xmlns=\"http://www.w3.org/2000/svg\">{drawn}</svg>");
            self.keep(tag, Picture::whole("svg", file.into_bytes()));
        }
    }

    fn keep(&mut self, tag: &Tag, picture: Picture) {
        let name = ["alt", "title", "name"].iter().find_map(|key| tag.attribute(key).filter(|text| !text.is_empty()));
        let pixels = |name: &str| tag.number(name).map(|pixels| u64::from(pixels) * 9_525);
        let mut in_text = InText::default();
        in_text.follow(self.line.text());
        self.asides.push(Aside::Mark(Box::new(FlowMark {
            kind: MarkKind::Picture,
            picture: Some(picture),
            inline: !self.elements.last().is_some_and(|element| element.floats),
            name: name.map(|name| name.into_owned()).unwrap_or_default(),
            extent: pixels("width").zip(pixels("height")),
            in_text,
        })));
    }
}
