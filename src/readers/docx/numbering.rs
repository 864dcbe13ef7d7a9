//! Which lists of a Word document show a number or bullet at which level (ECMA-376 part 1, 17.9).
//!
//! Word and LibreOffice give headings a list whose levels show nothing (`w:numFmt` none): such a paragraph is not numbered.

use std::collections::HashMap;

use crate::readers::docx::styles::NumberingReference;
use crate::readers::xml::Xml;

/// The lists of one document.
#[derive(Debug, Default)]
pub struct Numbering {
    /// From `w:numId` to the list's definition.
    lists: HashMap<u32, u32>,
    /// From a definition to whether each of its levels shows anything; None where the levels stand elsewhere (in a style).
    definitions: HashMap<u32, HashMap<u32, bool>>,
    /// Levels that a list has of its own.
    overrides: HashMap<(u32, u32), bool>,
}

impl Numbering {
    /// Reads a numbering part.
    pub fn read(xml: &mut Xml) -> Self {
        let mut numbering = Self::default();
        numbering.read_children(xml);
        numbering
    }

    fn read_children(&mut self, xml: &mut Xml) {
        while let Some(element) = xml.child() {
            match element.name() {
                // Word 2003 XML calls these lists, listDef and list.
                "numbering" | "lists" => self.read_children(xml),
                "abstractNum" | "listDef" => {
                    let levels = read_levels(xml);
                    let id = element.number("abstractNumId").or_else(|| element.number("listDefId"));
                    self.definitions.insert(id.unwrap_or(0), levels);
                }
                "num" | "list" => {
                    let id = element.number("numId").or_else(|| element.number("ilfo"));
                    self.read_list(xml, id.unwrap_or(0));
                }
                _ => xml.skip(),
            }
        }
    }

    fn read_list(&mut self, xml: &mut Xml, list: u32) {
        while let Some(child) = xml.child() {
            match child.name() {
                "abstractNumId" | "ilst" => {
                    self.lists.insert(list, child.number("val").unwrap_or(0));
                    xml.skip();
                }
                "lvlOverride" => {
                    let levels = read_levels(xml);
                    self.overrides.extend(levels.into_iter().map(|(level, shows)| ((list, level), shows)));
                }
                _ => xml.skip(),
            }
        }
    }

    /// Whether a paragraph of this list and level has a number or bullet.
    pub fn shows(&self, reference: NumberingReference) -> bool {
        let Some(definition) = self.lists.get(&reference.list) else { return false };
        let own = self.overrides.get(&(reference.list, reference.level)).copied();
        let levels = self.definitions.get(definition);
        own.or_else(|| levels.map(|levels| levels.get(&reference.level).copied().unwrap_or(levels.is_empty())))
            .unwrap_or(false)
    }
}

/// Reads the `w:lvl` elements inside the element opened last: level, and whether it shows anything.
fn read_levels(xml: &mut Xml) -> HashMap<u32, bool> {
    let mut levels = HashMap::new();
    while let Some(child) = xml.child() {
        if child.name() != "lvl" {
            xml.skip();
            continue;
        }
        let (mut unformatted, mut text) = (false, None);
        while let Some(part) = xml.child() {
            match part.name() {
                "numFmt" => unformatted = part.attribute("val").is_some_and(|format| format == "none"),
                "nfc" => unformatted = part.attribute("val").is_some_and(|format| format == "255"),
                "lvlText" => text = part.attribute("val").map(|text| text.into_owned()),
                _ => {}
            }
            xml.skip();
        }
        let text = text.unwrap_or_default();
        let number_alone = text.strip_prefix('%').is_some_and(|digit| digit.len() == 1);
        let blank = text.trim().is_empty() || (unformatted && number_alone);
        levels.insert(child.number("ilvl").unwrap_or(0), !blank);
    }
    levels
}
