//! The tags of elements: their names and attributes.

use std::borrow::Cow;

use crate::readers::xml::unescape;

/// The opening tag of an element.
#[derive(Clone, Copy, Debug)]
pub struct Element<'x> {
    pub(super) name: &'x str,
    pub(super) attributes: &'x str,
}

/// The end of an element.
#[derive(Clone, Copy, Debug)]
pub struct Closing<'x>(pub(super) &'x str);

impl<'x> Element<'x> {
    /// Its name without prefix.
    pub fn name(&self) -> &'x str {
        local(self.name)
    }

    /// Whether it holds what no tag may (XML 1.0, 2.3): zeros that damage left, or an element that began before it had ended.
    pub(super) fn is_torn(&self) -> bool {
        [self.name, self.attributes].iter().any(|text| memchr::memchr2(0, b'<', text.as_bytes()).is_some())
    }

    /// Its attributes: names as written, values as written. See [`unescape`].
    pub fn attributes(&self) -> Attributes<'x> {
        Attributes(self.attributes)
    }

    /// The attribute of this local name, whatever its prefix; the one without prefix where both are there.
    pub fn attribute(&self, name: &str) -> Option<Cow<'x, str>> {
        let mut found = None;
        for (key, value) in self.attributes() {
            if key == name {
                return Some(unescape(value));
            }
            if found.is_none() && key.len() > name.len() && local(key) == name {
                found = Some(value);
            }
        }
        found.map(unescape)
    }

    /// The attributes of these names, each as [`Element::attribute`] tells it, in one walk where none has a prefix.
    pub fn attributes_of<const COUNT: usize>(&self, names: [&str; COUNT]) -> [Option<Cow<'x, str>>; COUNT] {
        let mut found = [None; COUNT];
        for (key, value) in self.attributes() {
            if key.contains(':') {
                return names.map(|name| self.attribute(name));
            }
            if let Some(at) = names.iter().position(|name| *name == key)
                && let Some(found @ None) = found.get_mut(at)
            {
                *found = Some(value);
            }
        }
        found.map(|value| value.map(unescape))
    }

    /// The attribute of this local name that has a prefix, as in `r:id` beside `id`.
    pub fn prefixed(&self, name: &str) -> Option<Cow<'x, str>> {
        let mut attributes = self.attributes();
        attributes.find(|(key, _)| key.len() > name.len() && local(key) == name).map(|(_, value)| unescape(value))
    }

    /// A whole number; None where it is missing or none.
    pub fn number<N: std::str::FromStr>(&self, name: &str) -> Option<N> {
        self.attribute(name)?.trim().parse().ok()
    }

    /// A switch: `1`, `true`, `on`, `t`; None where it is missing.
    pub fn switch(&self, name: &str) -> Option<bool> {
        let value = self.attribute(name)?;
        Some(matches!(value.trim(), "1" | "true" | "on" | "t" | "True" | "TRUE"))
    }
}

impl<'x> Closing<'x> {
    /// Its name without prefix.
    pub fn name(&self) -> &'x str {
        local(self.0)
    }
}

/// The attributes of an element, in their order.
#[derive(Clone, Debug)]
pub struct Attributes<'e>(&'e str);

impl<'e> Attributes<'e> {
    /// The attributes in what stands behind a tag's name.
    pub fn of(behind_name: &'e str) -> Self {
        Self(behind_name)
    }
}

impl<'e> Iterator for Attributes<'e> {
    type Item = (&'e str, &'e str);

    fn next(&mut self) -> Option<(&'e str, &'e str)> {
        let (name, rest) = self.0.split_at_checked(self.0.bytes().position(|byte| byte == b'=')?)?;
        let rest = rest.get(1..)?.trim_ascii_start();
        let Some(quote) = rest.bytes().next().filter(|byte| matches!(byte, b'"' | b'\'')) else {
            // No XML, and yet what it means is plain.
            let end = rest.bytes().position(|byte| byte.is_ascii_whitespace()).unwrap_or(rest.len());
            let (value, after) = rest.split_at_checked(end)?;
            self.0 = after;
            return Some((name.trim_ascii(), value));
        };
        let inside = rest.get(1..)?;
        let (value, after) = inside.split_at_checked(inside.bytes().position(|byte| byte == quote)?)?;
        self.0 = after.get(1..)?;
        Some((name.trim_ascii(), value))
    }
}

/// A name without its prefix.
pub fn local(name: &str) -> &str {
    // Names are a few bytes: a plain loop is twice as fast here as a search.
    let prefix = name.bytes().position(|byte| byte == b':');
    prefix.and_then(|at| name.get(at + 1..)).unwrap_or(name)
}
