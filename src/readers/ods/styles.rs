//! Styles of an OpenDocument spreadsheet as far as they hide, measure or cross out: tables that are not shown, widths and
//! heights, lines through text.

use std::collections::HashMap;
use std::collections::HashSet;

use crate::readers::odf::graphic::GraphicStyle;
use crate::readers::odf::length::parse_length;
use crate::readers::xml::Element;

/// Styles by name.
#[derive(Debug, Default)]
pub struct TableStyles {
    hidden_tables: Vec<String>,
    lengths: HashMap<String, i64>,
    struck: HashSet<String>,
    graphic: HashMap<String, GraphicStyle>,
    current: String,
}

impl TableStyles {
    /// Takes in an element that opens among the styles.
    pub fn take(&mut self, element: &Element) {
        match element.name() {
            "style" => self.current = element.attribute("name").unwrap_or_default().into_owned(),
            "table-properties" if element.switch("display") == Some(false) => {
                self.hidden_tables.push(self.current.clone())
            }
            "text-properties" => {
                let line = ["text-line-through-style", "text-line-through-type"].map(|name| element.attribute(name));
                if line.iter().flatten().any(|line| line != "none") {
                    self.struck.insert(self.current.clone());
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

    /// Whether this style of cells or of runs draws a line through text.
    pub fn strikes(&self, name: &str) -> bool {
        self.struck.contains(name)
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
