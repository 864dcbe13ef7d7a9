//! Pictures that are the value of a cell: WPS `=DISPIMG("ID_…",1)` with `xl/cellimages.xml`, and Excel's rich values
//! ([MS-XLSX] 2.3.6: a cell's `vm` leads through metadata, rich value and structure to a relationship).

use std::collections::HashMap;

use crate::model::Picture;
use crate::readers::package::Package;
use crate::readers::package::pictures::Pictures;
use crate::readers::package::relationships::Relationships;
use crate::readers::xml::Xml;

/// Which picture a cell shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InCell {
    /// WPS, by its id.
    Displayed {
        /// `ID_9B1C…`
        id: String,
    },
    /// Excel, by the number of the value's metadata, from 1.
    Rich {
        /// Attribute `vm`.
        value: usize,
    },
}

/// The id in a WPS picture formula. Other programs leave it as the cell's text.
pub fn displayed_image_id(value: &str, formula: &str) -> Option<String> {
    let call = |text: &str| {
        let (before, after) = text.split_once("DISPIMG(")?;
        let is_call = matches!(before.trim(), "" | "=" | "_xlfn." | "=_xlfn.");
        let id = after.trim_start_matches(['"', '\'', ' ', '&']).split(['"', '\'', ',', ')', '&']).next()?;
        is_call.then(|| id.to_owned())
    };
    call(formula).or_else(|| call(value))
}

/// A picture of a cell, and its alternative text.
#[derive(Clone, Debug, Default)]
pub struct CellPicture {
    /// None where the file names a picture and does not hold it.
    pub picture: Option<Picture>,
    /// Alternative text.
    pub name: String,
}

/// The pictures that cells may show.
#[derive(Debug, Default)]
pub struct CellPictures {
    displayed: HashMap<String, CellPicture>,
    /// By the number of the value's metadata; None for rich values that are no picture (stocks, places).
    rich: Vec<Option<CellPicture>>,
}

impl CellPictures {
    /// Reads the parts that hold them; the relationships are the workbook's.
    pub fn read(package: &mut Package, workbook: &Relationships, pictures: &mut Pictures) -> Self {
        let mut found = Self::default();
        if let Some(part) = part_of(package, workbook, "cellImage", "xl/cellimages.xml") {
            found.displayed = read_cell_images(package, &part, pictures);
        }
        if let Some(part) = part_of(package, workbook, "sheetMetadata", "xl/metadata.xml") {
            let values = read_rich_images(package, workbook, pictures);
            // a value that is lost may have been a picture
            let picture = |value: usize| values.get(value).cloned().unwrap_or_else(|| Some(CellPicture::default()));
            found.rich = read_metadata(package, &part).into_iter().map(|value| picture(value?)).collect();
        }
        found
    }

    /// The picture of a cell; None where its value is none after all.
    pub fn find(&self, which: &InCell) -> Option<CellPicture> {
        match which {
            InCell::Displayed { id } => Some(self.displayed.get(id).cloned().unwrap_or_default()),
            InCell::Rich { value } => {
                self.rich.get(value.checked_sub(1)?).cloned().unwrap_or_else(|| Some(CellPicture::default()))
            }
        }
    }
}

fn part_of(package: &Package, workbook: &Relationships, kind: &str, usual: &str) -> Option<String> {
    let part = workbook.of_kind(kind).next().map_or(usual, |found| found.target.as_str());
    // Binary workbooks have parts of the same kinds that are no XML.
    (package.has(part) && part.to_ascii_lowercase().ends_with(".xml")).then(|| part.to_owned())
}

fn read_cell_images(package: &mut Package, part: &str, pictures: &mut Pictures) -> HashMap<String, CellPicture> {
    let relationships = package.relationships(part);
    let text = package.text(part).unwrap_or_default();
    let mut xml = Xml::new(&text, package.limits().depth);
    let mut found = HashMap::new();
    let (mut id, mut name) = (String::new(), String::new());
    while let Some(element) = xml.next_open() {
        match element.name() {
            "cNvPr" => {
                id = element.attribute("name").unwrap_or_default().into_owned();
                name = element.attribute("descr").unwrap_or_default().into_owned();
            }
            "blip" => {
                let target = element.prefixed("embed").or_else(|| element.prefixed("link"));
                let picture =
                    target.and_then(|target| relationships.by_id(&target).map(|found| pictures.follow(package, found)));
                found.insert(std::mem::take(&mut id), CellPicture { picture, name: std::mem::take(&mut name) });
            }
            _ => {}
        }
    }
    package.note_fault(part, xml.fault());
    found
}

/// For each value metadata the number of its rich value, if it is one.
fn read_metadata(package: &mut Package, part: &str) -> Vec<Option<usize>> {
    let text = package.text(part).unwrap_or_default();
    let mut xml = Xml::new(&text, package.limits().depth);
    let (mut types, mut rich, mut values) = (Vec::new(), Vec::new(), Vec::new());
    let mut inside = Inside::Nothing;
    while let Some(element) = xml.next_open() {
        match (element.name(), inside) {
            ("metadataType", _) => types.push(element.attribute("name").is_some_and(|name| name == "XLRICHVALUE")),
            ("futureMetadata", _) => {
                let is_rich = element.attribute("name").is_some_and(|name| name == "XLRICHVALUE");
                inside = if is_rich { Inside::Rich } else { Inside::Nothing };
            }
            ("cellMetadata", _) => inside = Inside::Nothing,
            ("valueMetadata", _) => inside = Inside::Values,
            ("bk", Inside::Rich) => rich.push(None),
            ("rvb", Inside::Rich) => {
                if let Some(last) = rich.last_mut() {
                    *last = element.number::<usize>("i");
                }
            }
            ("bk", Inside::Values) => values.push(None),
            ("rc", Inside::Values) => {
                let kind = element.number::<usize>("t").and_then(|kind| types.get(kind.checked_sub(1)?));
                if kind == Some(&true)
                    && let Some(last) = values.last_mut()
                {
                    *last = element.number::<usize>("v");
                }
            }
            _ => {}
        }
    }
    package.note_fault(part, xml.fault());
    values.into_iter().map(|value| rich.get(value?).copied().flatten()).collect()
}

#[derive(Clone, Copy, PartialEq)]
enum Inside {
    Nothing,
    Rich,
    Values,
}

/// For each rich value its picture, if it is one.
fn read_rich_images(
    package: &mut Package,
    workbook: &Relationships,
    pictures: &mut Pictures,
) -> Vec<Option<CellPicture>> {
    let structures = read_structures(package, workbook);
    let local = read_targets(package, workbook, ("richValueRel", "xl/richData/richValueRel.xml"), "rel", pictures);
    let web = ("rdRichValueWebImage", "xl/richData/rdRichValueWebImage.xml");
    let web = read_targets(package, workbook, web, "blip", pictures);
    let Some(part) = part_of(package, workbook, "rdRichValue", "xl/richData/rdrichvalue.xml") else {
        return Vec::new();
    };
    let text = package.text(&part).unwrap_or_default();
    let mut xml = Xml::new(&text, package.limits().depth);
    let mut values = Vec::new();
    let mut structure: Option<&Structure> = None;
    let mut at = 0;
    while let Some(element) = xml.next_open() {
        match element.name() {
            "rv" => {
                structure = element.number::<usize>("s").and_then(|number| structures.get(number));
                values.push(None);
                at = 0;
            }
            "v" => {
                let key = structure.and_then(|keys| keys.get(at));
                at += 1;
                let value = xml.text();
                let (Some(key), Some(last)) = (key, values.last_mut()) else { continue };
                let list = match key.as_str() {
                    "_rvRel:LocalImageIdentifier" => &local,
                    "WebImageIdentifier" => &web,
                    "Text" => {
                        last.get_or_insert_with(CellPicture::default).name = value;
                        continue;
                    }
                    _ => continue,
                };
                let picture = value.trim().parse::<usize>().ok().and_then(|number| list.get(number).cloned().flatten());
                last.get_or_insert_with(CellPicture::default).picture = picture;
            }
            _ => {}
        }
    }
    package.note_fault(&part, xml.fault());
    values
}

/// The keys of a kind of rich value, in order; empty for those that are no picture.
type Structure = Vec<String>;

fn read_structures(package: &mut Package, workbook: &Relationships) -> Vec<Structure> {
    let usual = "xl/richData/rdrichvaluestructure.xml";
    let Some(part) = part_of(package, workbook, "rdRichValueStructure", usual) else { return Vec::new() };
    let text = package.text(&part).unwrap_or_default();
    let mut xml = Xml::new(&text, package.limits().depth);
    let mut structures: Vec<Structure> = Vec::new();
    let mut is_image = false;
    while let Some(element) = xml.next_open() {
        match element.name() {
            "s" => {
                let kind = element.attribute("t").unwrap_or_default().to_ascii_lowercase();
                is_image = matches!(kind.as_str(), "_localimage" | "_webimage");
                structures.push(Vec::new());
            }
            "k" if is_image => {
                if let Some(last) = structures.last_mut() {
                    last.push(element.attribute("n").unwrap_or_default().into_owned());
                }
            }
            _ => {}
        }
    }
    package.note_fault(&part, xml.fault());
    structures
}

/// The pictures that a part's elements of this name point at, in order.
fn read_targets(
    package: &mut Package,
    workbook: &Relationships,
    (kind, usual): (&str, &str),
    element_name: &str,
    pictures: &mut Pictures,
) -> Vec<Option<Picture>> {
    let Some(part) = part_of(package, workbook, kind, usual) else { return Vec::new() };
    let relationships = package.relationships(&part);
    let text = package.text(&part).unwrap_or_default();
    let mut xml = Xml::new(&text, package.limits().depth);
    let mut targets = Vec::new();
    while let Some(element) = xml.next_open() {
        if element.name() == element_name {
            let relationship = element.prefixed("id").and_then(|id| relationships.by_id(&id));
            targets.push(relationship.map(|found| pictures.follow(package, found)));
        }
    }
    package.note_fault(&part, xml.fault());
    targets
}
