//! Content controls that are bound to data in the file (ECMA-376 part 1, 17.5.2.6; custom XML, 15.2.4): Word shows what the data says and
//! keeps the two alike, other programs write only the text or only the data. Where they differ, people see which holds.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::readers::package::Package;
use crate::readers::package::incomplete;
use crate::readers::package::relationships::Relationships;
use crate::readers::xml::Element;
use crate::readers::xml::Step;
use crate::readers::xml::Xml;

/// A content control that is open.
#[derive(Default)]
struct Control {
    /// The identifier of its data and the path in it.
    bound: Option<(String, String)>,
    /// Only plain text is the same in both; days and choices are written otherwise.
    is_text: bool,
    placeholder: bool,
    shown: String,
}

/// Notes the first control of a part whose words are not those of its data.
pub fn note_bound(package: &mut Package, part: &str, relationships: &Relationships) {
    let stores = read_stores(package, relationships);
    let Some(text) = package.text(part).filter(|_| !stores.is_empty()) else { return };
    let mut xml = Xml::new(&text, package.limits().depth);
    let mut open: Vec<Control> = Vec::new();
    while let Some(step) = xml.step() {
        match step {
            Step::Open(element) if element.name() == "sdt" => open.push(Control::default()),
            Step::Open(element) if element.name() == "t" => {
                let words = xml.text();
                open.iter_mut().for_each(|control| control.shown.push_str(&words));
            }
            Step::Open(element) => open.last_mut().into_iter().for_each(|control| control.take(&element)),
            Step::Close(element) if element.name() == "sdt" => {
                let differs = open.pop().and_then(|control| control.tell_difference(&stores, package.limits().depth));
                if let Some(detail) = differs {
                    return package.note(incomplete(detail));
                }
            }
            _ => {}
        }
    }
}

impl Control {
    fn take(&mut self, element: &Element) {
        match element.name() {
            "dataBinding" => {
                let [store, path] = ["storeItemID", "xpath"].map(|name| element.attribute(name).unwrap_or_default());
                self.bound = Some((store.to_ascii_uppercase(), path.into_owned()));
            }
            "text" => self.is_text = true,
            "showingPlcHdr" => self.placeholder = true,
            _ => {}
        }
    }

    fn tell_difference(&self, stores: &HashMap<String, String>, deepest: usize) -> Option<String> {
        let (store, path) = self.bound.as_ref().filter(|_| self.is_text)?;
        let told = value_at(stores.get(store)?, path, deepest)?;
        let shown = if self.placeholder { "" } else { &self.shown };
        let bare = |text: &str| text.split_whitespace().collect::<String>();
        let brief = |text: &str| text.trim().chars().take(20).collect::<String>();
        (bare(&told) != bare(shown)).then(|| {
            let (shown, told) = (brief(shown), brief(&told));
            format!("有的填写框显示“{shown}”，文件里为它存的数据却是“{told}”，用 Word 打开会显示后者")
        })
    }
}

/// The data in the file by its identifiers, in capitals.
fn read_stores(package: &mut Package, relationships: &Relationships) -> HashMap<String, String> {
    let items: Vec<String> = relationships.of_kind("customXml").map(|found| found.target.clone()).collect();
    let mut stores = HashMap::new();
    for item in items {
        let properties =
            package.relationships(&item).of_kind("customXmlProps").next().map(|found| found.target.clone());
        let Some(text) = properties.and_then(|part| package.aside(&part)) else { continue };
        let mut xml = Xml::new(&text, package.limits().depth);
        let id = xml.next_open().and_then(|root| Some(root.attribute("itemID")?.to_ascii_uppercase()));
        if let (Some(id), Some(data)) = (id, package.aside(&item)) {
            stores.insert(id, data);
        }
    }
    stores
}

/// What stands at a path as Word writes them: `/ns0:form[1]/ns0:unit[1]`, an attribute at its end perhaps.
fn value_at(data: &str, path: &str, deepest: usize) -> Option<String> {
    let mut xml = Xml::new(data, deepest);
    let mut element = None;
    for step in path.split('/').filter(|step| !step.is_empty() && *step != "text()") {
        if let Some(name) = step.strip_prefix('@') {
            let name = name.rsplit(':').next().unwrap_or(name);
            return element.and_then(|element: Element| element.attribute(name)).map(Cow::into_owned);
        }
        let (name, rest) = step.split_once('[').unwrap_or((step, "1"));
        let mut left: usize = rest.trim_end_matches(']').parse().ok().filter(|number| *number > 0)?;
        element = loop {
            let child = xml.child()?;
            left -= usize::from(child.name() == name.rsplit(':').next().unwrap_or(name));
            if left == 0 {
                break Some(child);
            }
            xml.skip();
        };
    }
    element.map(|_| xml.text())
}
