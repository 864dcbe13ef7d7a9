//! Comments of a sheet: those of old (ECMA-376 part 1, 18.7), and threaded ones ([MS-XLSX] 2.6.205), whose text the old ones
//! only repeat.

use std::collections::HashSet;

use super::rich_text::push_rich_text;
use crate::readers::sheets::reference::parse_cell;
use crate::readers::xml::Xml;

/// A comment: row, column, text.
pub type Comment = (u32, u32, String);

/// Reads a part of comments.
pub fn read_comments(xml: &mut Xml) -> Vec<Comment> {
    let mut comments: Vec<Comment> = Vec::new();
    let mut threaded = false;
    while let Some(element) = xml.next_open() {
        match element.name() {
            "comment" | "threadedComment" => {
                threaded = element.name() == "threadedComment";
                if let Some((row, column)) = element.attribute("ref").and_then(|reference| parse_cell(&reference)) {
                    comments.push((row, column, String::new()));
                }
            }
            "text" => {
                let mut text = String::new();
                match threaded {
                    true => xml.push_text(&mut text),
                    false => push_rich_text(xml, &mut text),
                }
                if let Some(last) = comments.last_mut() {
                    last.2 = text;
                }
            }
            _ => {}
        }
    }
    comments
}

/// One comment a cell and reply: threaded ones in the place of their old copies.
pub fn merge_comments(old: Vec<Comment>, threaded: Vec<Comment>) -> Vec<Comment> {
    let places: HashSet<(u32, u32)> = threaded.iter().map(|comment| (comment.0, comment.1)).collect();
    let mut all: Vec<Comment> = old.into_iter().filter(|comment| !places.contains(&(comment.0, comment.1))).collect();
    all.extend(threaded);
    all
}
