//! Ink drawn by hand, in a part of its own (InkML): whether anything is drawn in it, and whether that is more than a speck. Undoing the
//! strokes, or opening the drawing tools and closing them, leaves a part without any; touching the page with the pen leaves a dot.

use crate::model::MarkKind;
use crate::readers::package::Package;
use crate::readers::xml::Xml;

/// A trace that reaches no farther than this across and down is a dot: a millimetre where the ink says how many of its units go to a
/// centimetre, else so many units.
const DOT: f64 = 0.1;
const DOT_UNITS: f64 = 20.0;

/// What mark the ink in a part is, if any. A part that is lost or damaged may hold strokes.
pub fn mark_of_ink(package: &mut Package<'_>, part: Option<&str>) -> Option<MarkKind> {
    let Some(text) = part.and_then(|part| package.text(part)) else { return Some(MarkKind::Ink) };
    let mut xml = Xml::new(&text, package.limits().depth);
    let (mut dot, mut kind) = (DOT_UNITS, None);
    while let Some(element) = xml.next_open() {
        match element.name() {
            "channelProperty" if element.attribute("name").is_some_and(|name| name == "resolution") => {
                let resolution = element.attribute("value").and_then(|value| value.parse::<f64>().ok());
                let is_centimetre = element.attribute("units").is_some_and(|units| units == "1/cm");
                dot = resolution.filter(|_| is_centimetre).map_or(dot, |resolution| resolution * DOT);
            }
            "trace" => match reach_of(&xml.text()) {
                None => {}
                Some(reach) if reach > dot => return Some(MarkKind::Ink),
                Some(_) => kind = Some(MarkKind::InkSpeck),
            },
            _ => {}
        }
    }
    kind.or_else(|| xml.fault().map(|_| MarkKind::Ink))
}

/// How far a trace reaches across or down, in its units; None where it has no point. What cannot be read reaches far.
fn reach_of(trace: &str) -> Option<f64> {
    let (mut across, mut down) = (Channel::default(), Channel::default());
    for point in trace.split(',').filter(|point| !point.trim().is_empty()) {
        let mut rest = point.trim();
        for channel in [&mut across, &mut down] {
            let Some(left) = channel.take(rest) else { return Some(f64::MAX) };
            rest = left;
        }
    }
    Some(across.reach()?.max(down.reach()?))
}

/// A coordinate along a trace: told as it is, as the difference to the one before (`'`), or as the difference of that one (`"`).
#[derive(Debug, Default)]
struct Channel {
    order: u8,
    at: f64,
    step: f64,
    range: Option<(f64, f64)>,
}

impl Channel {
    /// Takes the value that a point's text begins with, and gives what is behind it.
    fn take<'t>(&mut self, text: &'t str) -> Option<&'t str> {
        let text = text.trim_start();
        let marked = [('!', 0), ('\'', 1), ('"', 2)].into_iter().find(|(mark, _)| text.starts_with(*mark));
        self.order = marked.map_or(self.order, |(_, order)| order);
        let text = text.get(usize::from(marked.is_some())..)?.trim_start();
        let is_number = |at: usize, c: char| c.is_ascii_digit() || c == '.' || at == 0 && matches!(c, '-' | '+');
        let end = text.char_indices().find(|(at, c)| !is_number(*at, *c)).map_or(text.len(), |(at, _)| at);
        let (number, rest) = text.split_at(end);
        let value: f64 = number.parse().ok()?;
        self.step = match self.order {
            0 => value - self.at,
            1 => value,
            _ => self.step + value,
        };
        self.at += self.step;
        let (least, most) = self.range.unwrap_or((self.at, self.at));
        self.range = Some((least.min(self.at), most.max(self.at)));
        Some(rest)
    }

    fn reach(&self) -> Option<f64> {
        self.range.map(|(least, most)| most - least)
    }
}

#[cfg(test)]
mod tests {
    use super::reach_of;

    #[test]
    fn a_trace_is_followed_through_differences() {
        assert_eq!(reach_of(" "), None);
        assert_eq!(reach_of("5 5"), Some(0.0));
        assert_eq!(reach_of("120 300, 121 301, 122 300"), Some(2.0));
        assert_eq!(reach_of("100 100 24575,'3'-4'0,\"1\"0\"0,0-2 0"), Some(14.0));
        assert_eq!(reach_of("0 0,!900 10,40-7"), Some(900.0));
        assert_eq!(reach_of("T F, * ?"), Some(f64::MAX));
    }
}
