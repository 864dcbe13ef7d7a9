//! What a package says of itself (ECMA-376 part 2, core properties; part 1, 22.2 extended; custom ones): title, author, the
//! program that saved it, its stored counts.

use crate::readers::package::Package;
use crate::readers::relationships::Relationships;
use crate::readers::xml::Xml;

/// Elements that are properties, by their local name in core.xml and app.xml.
const KNOWN: [&str; 16] = [
    "title",
    "subject",
    "creator",
    "description",
    "lastModifiedBy",
    "created",
    "modified",
    "Application",
    "AppVersion",
    "Company",
    "Template",
    "Pages",
    "Words",
    "Characters",
    "CharactersWithSpaces",
    "Paragraphs",
];

/// Most properties that are kept; a file may define any number of its own.
const MOST: usize = 100;

/// Name and value of each property that is not empty, under the names of the standard (`creator`, `Application`, `Words`). They
/// are no content of the paper: damage to them costs nothing else.
pub fn read_properties(package: &mut Package, relationships: &Relationships) -> Vec<(String, String)> {
    let mut properties = Vec::new();
    for kind in ["core-properties", "extended-properties", "custom-properties"] {
        let extended = kind.replace("-p", "P");
        let mut parts = relationships.of_kind(kind).chain(relationships.of_kind(&extended));
        let Some(text) = parts.next().and_then(|found| package.aside(&found.target)) else { continue };
        let mut xml = Xml::new(&text, package.limits().depth);
        let mut custom = None;
        while let Some(element) = xml.next_open() {
            let name = match element.name() {
                "property" => {
                    custom = element.attribute("name").map(|name| name.into_owned());
                    continue;
                }
                name => custom.take().or_else(|| KNOWN.contains(&name).then(|| name.to_owned())),
            };
            let Some(name) = name else { continue };
            let value = xml.text().trim().to_owned();
            if !value.is_empty() && properties.len() < MOST {
                properties.push((name, value));
            }
        }
    }
    properties
}
