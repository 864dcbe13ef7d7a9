//! What a Word document says of itself as its program counts (ECMA-376 part 1, 22.2, extended properties). Title, author and the
//! like stand in parts that nothing asks for: they are left packed.

use crate::readers::package::Package;
use crate::readers::package::relationships::Relationships;
use crate::readers::xml::Xml;

/// Elements of app.xml that are kept.
const KNOWN: [&str; 7] =
    ["Application", "Template", "Pages", "Words", "Characters", "CharactersWithSpaces", "Paragraphs"];

/// Name and value of each property that is not empty. They are no content of the paper: damage to them costs nothing else.
pub fn read_counts(package: &mut Package, relationships: &Relationships) -> Vec<(String, String)> {
    let mut parts = relationships.of_kind("extended-properties").chain(relationships.of_kind("extendedProperties"));
    let Some(text) = parts.next().and_then(|found| package.aside(&found.target)) else { return Vec::new() };
    let mut properties = Vec::new();
    let mut xml = Xml::new(&text, package.limits().depth);
    while let Some(element) = xml.next_open() {
        let Some(name) = KNOWN.into_iter().find(|name| *name == element.name()) else { continue };
        let value = xml.text().trim().to_owned();
        if !value.is_empty() && properties.len() < KNOWN.len() {
            properties.push((name.to_owned(), value));
        }
    }
    properties
}
