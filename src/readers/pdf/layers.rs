//! Layers of a PDF (ISO 32000-1, 8.11, optional content): what stands in one that is switched off is not on the paper.

use std::collections::HashSet;

use hayro_syntax::Pdf;
use hayro_syntax::object::Array;
use hayro_syntax::object::Dict;
use hayro_syntax::object::Name;
use hayro_syntax::object::Object;
use hayro_syntax::object::ObjectIdentifier;

/// Layers of a file that are looked at.
const MOST: usize = 10_000;

/// The layers that are switched off as the file is opened.
#[derive(Debug, Default)]
pub struct Layers {
    off: HashSet<ObjectIdentifier>,
}

impl Layers {
    /// Those of a file, by its default configuration.
    pub fn of(pdf: &Pdf) -> Self {
        let root = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
        let Some(listed) = root.and_then(|root| root.get::<Dict<'_>>("OCProperties")) else { return Self::default() };
        let Some(setting) = listed.get::<Dict<'_>>("D") else { return Self::default() };
        let mut off = HashSet::new();
        if setting.get::<Name<'_>>("BaseState").as_deref() == Some(b"OFF") {
            off.extend(groups(&listed, "OCGs"));
            groups(&setting, "ON").for_each(|group| _ = off.remove(&group));
        }
        off.extend(groups(&setting, "OFF"));
        Self { off }
    }

    /// Whether what is marked with this group, or with membership in several, is not shown.
    pub fn hide(&self, mark: &Dict<'_>) -> bool {
        if self.off.is_empty() {
            return false;
        }
        let is_off = |group: &Dict<'_>| group.obj_id().is_some_and(|id| self.off.contains(&id));
        if mark.get::<Name<'_>>("Type").as_deref() != Some(b"OCMD") {
            return is_off(mark);
        }
        let states: Vec<bool> = match mark.get::<Object<'_>>("OCGs") {
            Some(Object::Dict(group)) => vec![is_off(&group)],
            Some(Object::Array(several)) => several.iter::<Dict<'_>>().take(MOST).map(|group| is_off(&group)).collect(),
            _ => return false,
        };
        let (any_off, any_on) = (states.contains(&true), states.contains(&false));
        match mark.get::<Name<'_>>("P").as_deref() {
            Some(b"AllOn") => any_off,
            Some(b"AnyOff") => !any_off,
            Some(b"AllOff") => any_on,
            _ => any_off && !any_on,
        }
    }
}

fn groups<'a>(dict: &Dict<'a>, key: &str) -> impl Iterator<Item = ObjectIdentifier> + use<'a> {
    let listed: Vec<Dict<'a>> =
        dict.get::<Array<'a>>(key).iter().flat_map(Array::iter::<Dict<'a>>).take(MOST).collect();
    listed.into_iter().filter_map(|group| group.obj_id())
}
