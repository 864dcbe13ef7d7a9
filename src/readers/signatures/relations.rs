//! The relationship transform (ECMA-376 part 2, 13.2.4.24): of a relationship part only the relationships that a signature
//! names, sorted by their ids, as canonical XML.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use crate::readers::signatures::canonical::write_attribute;
use crate::readers::xml::Xml;

/// The namespace of relationship parts.
const NAMESPACE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// Which relationships are covered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Those of these ids.
    pub ids: BTreeSet<String>,
    /// All of these types.
    pub types: BTreeSet<String>,
}

/// What is signed of a relationship part; None where it cannot be read to its end.
pub fn select_relationships(part: &str, selection: &Selection, deepest: usize) -> Option<String> {
    let mut selected: BTreeMap<String, String> = BTreeMap::new();
    let mut xml = Xml::new(part, deepest);
    while let Some(element) = xml.next_open() {
        if element.name() != "Relationship" {
            continue;
        }
        let value = |name: &str| element.attribute(name).map(|value| value.into_owned());
        let (id, kind) = (value("Id").unwrap_or_default(), value("Type").unwrap_or_default());
        if !selection.ids.contains(&id) && !selection.types.contains(&kind) {
            continue;
        }
        let mut written = String::from("<Relationship");
        write_attribute(&mut written, "Id", &id);
        write_attribute(&mut written, "Target", &value("Target").unwrap_or_default());
        write_attribute(&mut written, "TargetMode", value("TargetMode").as_deref().unwrap_or("Internal"));
        write_attribute(&mut written, "Type", &kind);
        written.push_str("></Relationship>");
        selected.insert(id, written);
    }
    let all: String = selected.into_values().collect();
    xml.fault().is_none().then(|| format!("<Relationships xmlns=\"{NAMESPACE}\">{all}</Relationships>"))
}

#[cfg(test)]
mod tests {
    use super::Selection;
    use super::select_relationships;

    #[test]
    fn the_relationships_named_stand_sorted_with_their_mode() {
        let part = r#"<?xml version="1.0"?><Relationships xmlns="x">
            <Relationship Target="c" Type="t/3" Id="rId3"/><!-- --><Relationship Id="rId10" Type="t/1" Target="a&amp;b" TargetMode="External"/>
            <Relationship Id="rId2" Type="t/2" Target="b"/></Relationships>"#;
        let selectors = Selection { ids: ["rId3".to_owned()].into(), types: ["t/1".to_owned()].into() };
        let selected = select_relationships(part, &selectors, 9).unwrap();
        assert_eq!(
            selected,
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
             <Relationship Id=\"rId10\" Target=\"a&amp;b\" TargetMode=\"External\" Type=\"t/1\"></Relationship>\
             <Relationship Id=\"rId3\" Target=\"c\" TargetMode=\"Internal\" Type=\"t/3\"></Relationship></Relationships>"
        );
        assert_eq!(select_relationships("<Relationships><Relationship Id='a'/>", &selectors, 9), None);
    }
}
