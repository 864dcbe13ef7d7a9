//! Form controls of OpenDocument (ODF 1.3 part 3, 13): what each shows, by the id that a `draw:control` names it with. Office keeps them apart
//! from the shapes that stand for them.

use std::collections::HashMap;

use crate::readers::xml::Element;
use crate::readers::xml::Xml;

/// What the controls of a sheet or text show, by id.
pub type Controls = HashMap<String, Control>;

/// What a control shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Control {
    /// These words.
    Words(String),
    /// An entry of a list that stands in cells: those, and the cell that holds the entry or its number.
    Entry {
        /// The cells of the list.
        list: String,
        /// The cell.
        cell: String,
    },
}

/// Reads the `office:forms` opened last.
pub fn read_controls(xml: &mut Xml, controls: &mut Controls) {
    let level = xml.depth();
    while let Some(element) = xml.open_within(level) {
        let id = element.attribute("id").unwrap_or_default().into_owned();
        let cells = |name: &str| element.attribute(name).map(|cells| cells.into_owned());
        let linked = (element.name() == "listbox").then(|| cells("source-cell-range")).flatten();
        if let Some((list, cell)) = linked.zip(cells("linked-cell")) {
            controls.insert(id, Control::Entry { list, cell });
            continue;
        }
        let shown = match element.name() {
            "checkbox" => marked(&element, is_set(&element, "current-state", "state"), ["☐", "☑"]),
            "radio" => marked(&element, is_set(&element, "current-selected", "selected"), ["○", "◉"]),
            "listbox" => chosen_option(xml),
            "combobox" | "text" | "textarea" | "formatted-text" | "date" | "number" => {
                let own = |name: &str| element.attribute(name).map(|text| text.trim().to_owned());
                own("current-value").or_else(|| own("value")).unwrap_or_default()
            }
            _ => continue,
        };
        if !id.is_empty() && !shown.is_empty() {
            controls.insert(id, Control::Words(shown));
        }
    }
}

/// A box, set or not, and the words beside it.
fn marked(element: &Element, set: bool, [empty, ticked]: [&str; 2]) -> String {
    format!("{}{}", if set { ticked } else { empty }, element.attribute("label").unwrap_or_default().trim())
}

/// The state at the time of saving, else the one that the form began with.
fn is_set(element: &Element, now: &str, first: &str) -> bool {
    let state = element.attribute(now).or_else(|| element.attribute(first));
    state.is_some_and(|state| matches!(&*state, "checked" | "true"))
}

/// The options of the list opened last that are chosen.
fn chosen_option(xml: &mut Xml) -> String {
    let mut chosen = Vec::new();
    let level = xml.depth();
    while let Some(option) = xml.open_within(level) {
        if option.name() == "option" && is_set(&option, "current-selected", "selected") {
            chosen.push(option.attribute("label").unwrap_or_default().trim().to_owned());
        }
    }
    chosen.join("、")
}
