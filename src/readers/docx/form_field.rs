//! Legacy form fields (`w:ffData`, ECMA-376 part 1, 17.16.17): what they show without a result.

use crate::readers::docx::run_properties::is_on;
use crate::readers::xml::Xml;

/// What a legacy form field shows: its default text, ☑ or ☐, or the entry chosen.
pub fn read_form_data(xml: &mut Xml) -> Option<String> {
    let mut shown = None;
    while let Some(child) = xml.child() {
        match child.name() {
            "textInput" => shown = read_text_default(xml),
            "checkBox" => shown = Some(if read_check_state(xml) { "☑" } else { "☐" }.to_owned()),
            "ddList" => shown = read_chosen_entry(xml),
            _ => xml.skip(),
        }
    }
    shown
}

fn read_text_default(xml: &mut Xml) -> Option<String> {
    let mut text = None;
    while let Some(child) = xml.child() {
        if child.name() == "default" {
            text = child.attribute("val").map(|text| text.into_owned());
        }
        xml.skip();
    }
    text
}

fn read_check_state(xml: &mut Xml) -> bool {
    let (mut usual, mut checked) = (false, None);
    while let Some(child) = xml.child() {
        match child.name() {
            "default" => usual = is_on(&child),
            "checked" => checked = Some(is_on(&child)),
            _ => {}
        }
        xml.skip();
    }
    checked.unwrap_or(usual)
}

fn read_chosen_entry(xml: &mut Xml) -> Option<String> {
    let (mut usual, mut chosen, mut entries) = (None, None, Vec::new());
    while let Some(child) = xml.child() {
        match child.name() {
            "default" => usual = child.number("val"),
            "result" => chosen = child.number("val"),
            "listEntry" => entries.push(child.attribute("val").unwrap_or_default().into_owned()),
            _ => {}
        }
        xml.skip();
    }
    let at: usize = chosen.or(usual).unwrap_or(0);
    (at < entries.len()).then(|| entries.swap_remove(at))
}
