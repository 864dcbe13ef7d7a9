//! Styles of an OpenDocument spreadsheet as far as they hide, measure or change how text is seen: tables that are not
//! shown, widths and heights, fonts.

use std::collections::HashMap;
use std::collections::HashSet;

use crate::readers::flow::symbol::SymbolFont;
use crate::readers::odf::graphic::GraphicStyle;
use crate::readers::odf::length::parse_length;
use crate::readers::sheets::fonts::FontLook;
use crate::readers::xml::Element;

/// Styles by name.
#[derive(Debug, Default)]
pub struct TableStyles {
    hidden_tables: Vec<String>,
    lengths: HashMap<String, i64>,
    looks: HashMap<String, FontLook>,
    /// Cell styles with a colour behind.
    painted: HashSet<String>,
    /// What fonts are called in the file, and the families they are of.
    families: HashMap<String, String>,
    graphic: HashMap<String, GraphicStyle>,
    current: String,
}

impl TableStyles {
    /// Takes in an element that opens among the styles.
    pub fn take(&mut self, element: &Element) {
        match element.name() {
            "font-face" => {
                let family = element.attribute("font-family").unwrap_or_default();
                let name = element.attribute("name").unwrap_or_default().into_owned();
                self.families.insert(name, family.trim_matches(['\'', '"']).to_owned());
            }
            "style" => self.current = element.attribute("name").unwrap_or_default().into_owned(),
            "table-properties" if element.switch("display") == Some(false) => {
                self.hidden_tables.push(self.current.clone())
            }
            "text-properties" => {
                let line = ["text-line-through-style", "text-line-through-type"].map(|name| element.attribute(name));
                let strikes = line.iter().flatten().any(|line| line != "none");
                let font = element.attribute("font-name").or_else(|| element.attribute("font-family"));
                let symbol = font.and_then(|font| {
                    let family = self.families.get(font.as_ref()).map_or(font.as_ref(), String::as_str);
                    SymbolFont::named(family)
                });
                let white = element.attribute("color").is_some_and(|colour| is_white(&colour));
                let look = FontLook { strikes, symbol, white };
                if !look.is_plain() {
                    self.looks.insert(self.current.clone(), look);
                }
            }
            "table-cell-properties" => {
                let behind = element.attribute("background-color");
                if behind.is_some_and(|colour| colour.starts_with('#') && !is_white(&colour)) {
                    self.painted.insert(self.current.clone());
                }
            }
            "graphic-properties" => {
                let style = GraphicStyle::read(element);
                if style != GraphicStyle::default() {
                    self.graphic.insert(self.current.clone(), style);
                }
            }
            "table-column-properties" => self.take_length(element, "column-width"),
            "table-row-properties" => self.take_length(element, "row-height"),
            _ => {}
        }
    }

    fn take_length(&mut self, element: &Element, name: &str) {
        if let Some(length) = element.attribute(name).and_then(|length| parse_length(&length)) {
            self.lengths.insert(self.current.clone(), length);
        }
    }

    /// Whether tables of this style are not shown.
    pub fn hides(&self, name: &str) -> bool {
        self.hidden_tables.iter().any(|hidden| hidden == name)
    }

    /// What the font of this style of cells or of runs does.
    pub fn look(&self, name: &str) -> FontLook {
        let look = self.looks.get(name).copied().unwrap_or_default();
        FontLook { white: look.white && !self.painted.contains(name), ..look }
    }

    /// What a style says of a shape.
    pub fn graphic(&self, name: &str) -> GraphicStyle {
        self.graphic.get(name).copied().unwrap_or_default()
    }

    /// The width of a column or the height of a row of this style, in EMU.
    pub fn length(&self, name: &str) -> Option<i64> {
        self.lengths.get(name).copied()
    }
}

fn is_white(colour: &str) -> bool {
    colour.eq_ignore_ascii_case("#ffffff")
}
