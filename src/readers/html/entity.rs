//! Character references of a web page (the HTML standard, 13.2.5.72 and what follows): by number, and by name with or without a
//! semicolon, as a browser reads them.

use std::borrow::Cow;

use htmlize::unescape;
use htmlize::unescape_attribute;

/// A text with its references resolved; unknown ones stay as written.
pub fn resolve(text: &str) -> Cow<'_, str> {
    unescape(text)
}

/// The value of an attribute with its references resolved: `?page=1&copy=2` has none.
pub fn resolve_attribute(text: &str) -> Cow<'_, str> {
    unescape_attribute(text)
}

/// The first reference by a name that the standard does not know: what it stands for is not to be had.
pub fn unknown_name(text: &str) -> Option<&str> {
    const LONG: usize = 32;
    text.split('&').skip(1).find_map(|after| {
        let length = after.bytes().take(LONG).take_while(u8::is_ascii_alphanumeric).count();
        let (name, behind) = after.split_at(length);
        let is_unknown = || {
            let reference = format!("&{name};");
            unescape(&reference) == reference
        };
        (length > 1 && behind.starts_with(';') && is_unknown()).then_some(name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_resolved_with_or_without_their_semicolon() {
        assert_eq!(
            resolve("&#12288;A&amp;B&nbsp;C&lt&#x4E00;&#147;&unknown; & &orderly; &#0;"),
            "\u{3000}A&B\u{A0}C<一“&unknown; & &orderly; \u{fffd}"
        );
        assert_eq!(resolve_attribute("?page=1&copy=2&amp;a"), "?page=1&copy=2&a");
        assert_eq!(resolve("95&percnt;&lpar;&plus;&period;"), "95%(+.");
        assert_eq!(unknown_name("&#0;&a;&amp;&half&unknown;"), Some("unknown"));
        assert_eq!(unknown_name("R&D; A&amp;B;&nbsp;"), None);
    }
}
