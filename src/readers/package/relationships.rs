//! What a part refers to (ECMA-376 part 2, relationships): kinds by the last word of their type, so that transitional, strict
//! and Microsoft's own namespaces are alike, and targets resolved to the names of parts.

use std::borrow::Cow;

use crate::model::resolve_percent;
use crate::readers::xml::Xml;

/// One reference from a part to another, or to the outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relationship {
    /// `rId1`
    pub id: String,
    /// Last word of the type: `worksheet`, `image`, `vbaProject`.
    pub kind: String,
    /// Name of the part without leading slash; for an external one what is written.
    pub target: String,
    /// Whether it points out of the package. Nothing is ever fetched.
    pub external: bool,
}

/// The relationships of one part, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Relationships {
    all: Vec<Relationship>,
    /// Places in `all`, sorted by id.
    sorted: Vec<usize>,
}

impl Relationships {
    /// Reads a relationship part. A relative target that leads nowhere is tried from the root, as some programs mean it.
    pub fn read(xml: &mut Xml, source: &str, exists: impl Fn(&str) -> bool) -> Self {
        let mut all = Vec::new();
        while let Some(element) = xml.next_open() {
            if element.name() != "Relationship" {
                continue;
            }
            let [id, target, kind, mode] = element.attributes_of(["Id", "Target", "Type", "TargetMode"]);
            let (Some(id), Some(target)) = (id, target) else { continue };
            let kind = kind.unwrap_or_default();
            let external = mode.is_some_and(|mode| mode.eq_ignore_ascii_case("external"));
            let target = match external {
                true => target.into_owned(),
                false => resolve_existing(source, &target, &exists),
            };
            let kind = kind.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned();
            all.push(Relationship { id: id.into_owned(), kind, target, external });
        }
        let mut sorted: Vec<usize> = (0..all.len()).collect();
        sorted.sort_by_key(|at| all.get(*at).map(|found: &Relationship| found.id.as_str()));
        Self { all, sorted }
    }

    /// The relationship of this id.
    pub fn by_id(&self, id: &str) -> Option<&Relationship> {
        let id_at = |at: &usize| self.all.get(*at).map(|found| found.id.as_str());
        let first = self.sorted.partition_point(|at| id_at(at) < Some(id));
        self.sorted.get(first).and_then(|at| self.all.get(*at)).filter(|found| found.id == id)
    }

    /// The part that an id points at, where it is inside the package.
    pub fn part(&self, id: &str) -> Option<&str> {
        self.by_id(id).filter(|found| !found.external).map(|found| found.target.as_str())
    }

    /// Those inside the package of a kind, in their order.
    pub fn of_kind<'r>(&'r self, kind: &'r str) -> impl Iterator<Item = &'r Relationship> {
        self.all.iter().filter(move |found| !found.external && found.kind.eq_ignore_ascii_case(kind))
    }

    /// All, in their order.
    pub fn iter(&self) -> impl Iterator<Item = &Relationship> {
        self.all.iter()
    }
}

/// The part that holds the relationships of another, or of the package for `""`.
pub fn relationship_part(part: &str) -> String {
    let part = part.trim_start_matches('/');
    match part.rsplit_once('/') {
        Some((folder, name)) => format!("{folder}/_rels/{name}.rels"),
        None => format!("_rels/{part}.rels"),
    }
}

/// A target as the name of a part: absolute or relative to its source's folder, with `..`, backslashes and percent signs.
pub fn resolve_target(source: &str, target: &str) -> String {
    let target = unescape_percent(target);
    let target = target.split('#').next().unwrap_or_default();
    let is_slash = |letter: char| matches!(letter, '/' | '\\');
    let mut resolved = String::with_capacity(source.len() + target.len());
    if !target.starts_with(is_slash) {
        resolved.push_str(source.trim_start_matches('/').rsplit_once('/').map_or("", |(folder, _)| folder));
    }
    for step in target.split(is_slash) {
        match step {
            "" | "." => {}
            ".." => resolved.truncate(resolved.rfind('/').unwrap_or(0)),
            name => {
                if !resolved.is_empty() {
                    resolved.push('/');
                }
                resolved.push_str(name);
            }
        }
    }
    resolved
}

fn resolve_existing(source: &str, target: &str, exists: impl Fn(&str) -> bool) -> String {
    let resolved = resolve_target(source, target);
    if !exists(&resolved) {
        let from_root = resolve_target("", target);
        if exists(&from_root) {
            return from_root;
        }
    }
    resolved
}

/// `%20` and its like resolved, where they make valid text.
pub fn unescape_percent(name: &str) -> Cow<'_, str> {
    if !name.contains('%') {
        return Cow::Borrowed(name);
    }
    String::from_utf8(resolve_percent(name)).map_or(Cow::Borrowed(name), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_absolute_relative_backslashed_or_percent_encoded() {
        assert_eq!(resolve_target("xl/worksheets/sheet1.xml", "../drawings/drawing1.xml"), "xl/drawings/drawing1.xml");
        assert_eq!(resolve_target("xl/workbook.xml", "/xl/worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolve_target("xl/workbook.xml", "worksheets\\sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolve_target("", "xl/workbook.xml"), "xl/workbook.xml");
        assert_eq!(resolve_target("xl/a.xml", "../../../media/image%201.png"), "media/image 1.png");
        assert_eq!(resolve_target("xl/a.xml", "100%25.png"), "xl/100%.png");
        assert_eq!(relationship_part(""), "_rels/.rels");
        assert_eq!(relationship_part("xl/workbook.xml"), "xl/_rels/workbook.xml.rels");
    }

    #[test]
    fn a_target_that_leads_nowhere_is_tried_from_the_root() {
        let text =
            r#"<Relationships><Relationship Id="a" Type="http://x/image" Target="xl/media/1.png"/></Relationships>"#;
        let read = Relationships::read(&mut Xml::new(text, 9), "xl/workbook.xml", |part| part == "xl/media/1.png");
        assert_eq!(read.part("a"), Some("xl/media/1.png"));
    }
}
