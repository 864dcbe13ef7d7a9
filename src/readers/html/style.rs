//! What the `style` of an element says that a person sees: bold, underlined, hidden, in a symbol font; and what Word and Excel note in it.

use crate::readers::flow::look::Look;
use crate::readers::flow::symbol::SymbolFont;

/// The value of a property.
pub fn property<'s>(style: &'s str, name: &str) -> Option<&'s str> {
    let mut pairs = style.split(';').filter_map(|pair| pair.split_once(':'));
    pairs.find(|(key, _)| key.trim().eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
}

/// How runs inside an element look that has this name and style.
pub fn look_of(name: &str, style: &str) -> Look {
    let mut look = Look::default();
    match name {
        "b" | "strong" | "th" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => look.bold = Some(true),
        "s" | "strike" | "del" => look.struck = Some(true),
        "u" => look.underlined = Some(true),
        _ => {}
    }
    for (key, value) in style.split(';').filter_map(|pair| pair.split_once(':')) {
        let value = value.trim();
        match key.trim().to_ascii_lowercase().as_str() {
            "font-weight" => {
                look.bold = Some(value.starts_with("bold") || value.parse::<u32>().is_ok_and(|weight| weight >= 600));
            }
            "text-decoration" | "text-underline" => {
                look.underlined = Some(value != "none" && !value.contains("line-through"));
                // A decoration is drawn through all that is inside; what is inside cannot take it back.
                look.struck = value.contains("line-through").then_some(true);
            }
            "display" if value.eq_ignore_ascii_case("none") => look.hidden = Some(true),
            "mso-hide" if value.eq_ignore_ascii_case("all") => look.hidden = Some(true),
            "font-family" => {
                let first = value.split(',').next().unwrap_or_default();
                look.font = Some(SymbolFont::named(first.trim_matches(['"', '\'', ' '])));
            }
            _ => {}
        }
    }
    look
}
