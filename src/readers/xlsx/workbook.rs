//! `workbook.xml` (ECMA-376 part 1, 18.2): the sheets in the order of the tabs, the date system, the defined names.

use crate::readers::number_format::Epoch;
use crate::readers::package::relationships::Relationships;
use crate::readers::xml::Element;
use crate::readers::xml::Xml;

/// What a workbook says of itself.
#[derive(Debug, Default)]
pub struct Workbook {
    /// In the order of the tabs.
    pub sheets: Vec<SheetEntry>,
    /// From when days are counted.
    pub epoch: Epoch,
    /// Name and reference: `Sheet1!$B$3`.
    pub defined_names: Vec<(String, String)>,
}

/// A sheet as the workbook lists it.
#[derive(Debug)]
pub struct SheetEntry {
    /// On its tab.
    pub name: String,
    /// Hidden or very hidden.
    pub hidden: bool,
    /// Its part; None where the relationship that it names is not there.
    pub part: Option<String>,
    /// Last word of the relationship's type: `worksheet`, `chartsheet`, `xlMacrosheet`.
    pub kind: String,
}

impl Workbook {
    /// Reads the workbook's part.
    pub fn read(xml: &mut Xml, relationships: &Relationships) -> Self {
        let mut workbook = Self::default();
        while let Some(element) = xml.next_open() {
            match element.name() {
                "workbookPr" if element.switch("date1904") == Some(true) => workbook.epoch = Epoch::Y1904,
                "sheet" => workbook.sheets.extend(read_sheet_entry(&element, relationships)),
                "definedName" => {
                    let name = element.attribute("name").unwrap_or_default().into_owned();
                    let reference = xml.text();
                    if !name.starts_with("_xlnm") {
                        workbook.defined_names.push((name, reference));
                    }
                }
                _ => {}
            }
        }
        workbook
    }
}

/// None for an entry that points at nothing: Excel leaves one where a macro module was taken out.
fn read_sheet_entry(element: &Element, relationships: &Relationships) -> Option<SheetEntry> {
    let id = element.prefixed("id").or_else(|| element.attribute("id")).filter(|id| !id.is_empty())?;
    let relationship = relationships.by_id(&id).filter(|found| !found.external);
    let hidden = element.attribute("state").is_some_and(|state| matches!(&*state, "hidden" | "veryHidden"));
    Some(SheetEntry {
        name: element.attribute("name").unwrap_or_default().into_owned(),
        hidden,
        part: relationship.map(|found| found.target.clone()),
        kind: relationship.map(|found| found.kind.clone()).unwrap_or_default(),
    })
}
