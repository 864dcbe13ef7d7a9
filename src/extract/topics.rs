//! Passages that may bear on what the measure lets go first (article 3) or on the areas that it names (article 4): its
//! keywords looked for in the form's texts, the written papers and the names of evidence. Candidates with a quote and a
//! place, nothing more: whether 未获批示 is a 批示 is for people.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::ops::Range;

use aho_corasick::AhoCorasick;
use aho_corasick::AhoCorasickBuilder;
use aho_corasick::AhoCorasickKind;

use crate::extract::description::locate_lines;
use crate::model::Application;
use crate::model::Document;
use crate::model::FieldReading;
use crate::model::Located;
use crate::model::Mention;
use crate::model::Value;
use crate::policy::Policy;

/// Quotes for one topic, at most.
const QUOTES: usize = 3;
/// Characters of a quote, at most.
const QUOTE_LENGTH: usize = 60;
/// Bytes on either side of a keyword in which its sentence is looked for.
const SENTENCE: usize = 600;
/// What ends a sentence.
const STOPS: [char; 8] = ['。', '！', '？', '；', ';', '!', '?', '\n'];

/// Candidates for people.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TopicMentions {
    /// Grounds for going first, in the order of the policy.
    pub priorities: Vec<Mention>,
    /// Areas, the one with the most keywords first.
    pub areas: Vec<Mention>,
}

/// The keywords of a policy, ready to be looked for; built once and used for every application.
pub struct TopicFinder {
    automaton: Option<AhoCorasick>,
    /// The topic of each keyword.
    topic_of: Vec<usize>,
    /// Keys of all topics: first the priorities, then the areas.
    keys: Vec<String>,
    /// How many of them are priorities.
    priorities: usize,
}

/// A sentence with keywords of one topic.
struct Candidate {
    /// Each once.
    keywords: Vec<usize>,
    passage: usize,
    sentence: Range<usize>,
    /// Where the first of them stands.
    first: Range<usize>,
}

impl TopicFinder {
    /// From the policy's priorities and areas.
    pub fn new(policy: &Policy) -> Self {
        let topics = || policy.priorities.iter().chain(&policy.areas);
        let keywords =
            topics().enumerate().flat_map(|(topic, spec)| spec.keywords.iter().map(move |word| (topic, word)));
        let (topic_of, words): (Vec<usize>, Vec<&String>) = keywords.filter(|(_, word)| !word.is_empty()).unzip();
        Self {
            // too large a set of keywords to be built is the only way to fail
            automaton: AhoCorasickBuilder::new().kind(Some(AhoCorasickKind::DFA)).build(words).ok(),
            topic_of,
            keys: topics().map(|topic| topic.key.clone()).collect(),
            priorities: policy.priorities.len(),
        }
    }

    /// Looks through one application. `papers` are the Documents of its written papers; one that is not among them is
    /// looked through without the place of each line.
    pub fn find(&self, application: &Application, papers: &[&Document]) -> TopicMentions {
        let passages = list_passages(application, papers);
        let mut candidates: BTreeMap<usize, Vec<Candidate>> = BTreeMap::new();
        for (index, passage) in passages.iter().enumerate() {
            self.look_through(index, passage, &mut candidates);
        }
        let mut areas = Vec::new();
        let mut mentions = TopicMentions::default();
        for (topic, mut found) in candidates {
            let strength = found.iter().flat_map(|candidate| &candidate.keywords).collect::<BTreeSet<_>>().len();
            found.sort_by_key(|one| (std::cmp::Reverse(one.keywords.len()), one.passage, one.sentence.start));
            let mentioned = self.mentions_of(topic, &found, &passages);
            if topic < self.priorities {
                mentions.priorities.extend(mentioned);
            } else {
                areas.push((strength, mentioned));
            }
        }
        areas.sort_by_key(|(strength, _)| std::cmp::Reverse(*strength));
        mentions.areas = areas.into_iter().flat_map(|(_, mentioned)| mentioned).collect();
        mentions
    }

    fn look_through(&self, index: usize, passage: &Located<()>, found: &mut BTreeMap<usize, Vec<Candidate>>) {
        let Some(automaton) = &self.automaton else { return };
        for hit in automaton.find_overlapping_iter(&passage.raw) {
            let keyword = hit.pattern().as_usize();
            let Some(&topic) = self.topic_of.get(keyword) else { continue };
            let sentence = sentence_around(&passage.raw, hit.range());
            let of_topic = found.entry(topic).or_default();
            match of_topic.last_mut() {
                Some(last) if last.passage == index && last.sentence.start == sentence.start => {
                    if !last.keywords.contains(&keyword) {
                        last.keywords.push(keyword);
                    }
                }
                _ => of_topic.push(Candidate { keywords: vec![keyword], passage: index, sentence, first: hit.range() }),
            }
        }
    }

    /// The best candidates of a topic, no quote twice.
    fn mentions_of(&self, topic: usize, found: &[Candidate], passages: &[Located<()>]) -> Vec<Mention> {
        let mut mentions: Vec<Mention> = Vec::new();
        for candidate in found {
            if mentions.len() == QUOTES {
                break;
            }
            let (Some(key), Some(passage)) = (self.keys.get(topic), passages.get(candidate.passage)) else { continue };
            let quote = quote_around(&passage.raw, candidate.sentence.clone(), candidate.first.clone());
            if !mentions.iter().any(|mention| mention.quote == quote) {
                mentions.push(Mention { key: key.clone(), quote, place: passage.place.clone() });
            }
        }
        mentions
    }
}

/// All texts of an application in which a topic may be named: fields, written papers line by line, names of evidence.
fn list_passages(application: &Application, papers: &[&Document]) -> Vec<Located<()>> {
    let mut passages = Vec::new();
    for reading in application.fields.values() {
        if let FieldReading::Read(field) = reading
            && let Value::Text(text) | Value::Choice(text) = &field.read.value
        {
            passages.push(Located { value: (), raw: text.clone(), place: field.read.place.clone() });
        }
    }
    for document in application.documents.values() {
        match papers.iter().find(|paper| paper.file == document.place.file) {
            Some(paper) => passages.extend(locate_lines(paper)),
            None => passages.push(Located { value: (), raw: document.text.clone(), place: document.place.clone() }),
        }
    }
    for evidence in &application.evidence {
        let name = evidence.place.file.rsplit('/').next().unwrap_or_default();
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        passages.push(Located { value: (), raw: stem.to_owned(), place: evidence.place.clone() });
    }
    passages
}

/// The sentence that holds a keyword, as far as it is near.
fn sentence_around(text: &str, keyword: Range<usize>) -> Range<usize> {
    let from = text.floor_char_boundary(keyword.start.saturating_sub(SENTENCE));
    let to = text.ceil_char_boundary(keyword.end.saturating_add(SENTENCE).min(text.len()));
    let before = text.get(from..keyword.start).unwrap_or_default();
    let stop = before.char_indices().rev().find(|(_, c)| STOPS.contains(c));
    let start = stop.map_or(from, |(at, c)| from + at + c.len_utf8());
    let after = text.get(keyword.end..to).unwrap_or_default();
    let end = after.find(STOPS).map_or(to, |at| keyword.end + at);
    start..end
}

/// The sentence, or as much of it round the keyword as a quote may hold.
fn quote_around(text: &str, sentence: Range<usize>, keyword: Range<usize>) -> String {
    let part = |range: Range<usize>| text.get(range).unwrap_or_default();
    let whole = part(sentence.clone()).trim();
    if whole.chars().count() <= QUOTE_LENGTH {
        return whole.to_owned();
    }
    let before: Vec<char> = part(sentence.start..keyword.start).chars().collect();
    let after: Vec<char> = part(keyword.end..sentence.end).chars().collect();
    let room = QUOTE_LENGTH.saturating_sub(part(keyword.clone()).chars().count());
    let ahead = before.len().min((room / 2).max(room.saturating_sub(after.len())));
    let behind = after.len().min(room - ahead);
    let mut quote = String::new();
    if ahead < before.len() {
        quote.push('…');
    }
    quote.extend(before.iter().skip(before.len() - ahead));
    quote.push_str(part(keyword));
    quote.extend(after.iter().take(behind));
    if behind < after.len() {
        quote.push('…');
    }
    quote
}

#[cfg(test)]
mod tests {
    use super::quote_around;
    use super::sentence_around;

    #[test]
    fn a_quote_is_the_sentence_or_a_window_of_it() {
        let text = "前一句。获市委书记批示肯定！后一句";
        let at = text.find("批示").expect("it is there");
        let sentence = sentence_around(text, at..at + 6);
        assert_eq!(quote_around(text, sentence, at..at + 6), "获市委书记批示肯定");

        let long = format!("{}批示{}", "前".repeat(80), "后".repeat(80));
        let at = long.find("批示").expect("it is there");
        let quote = quote_around(&long, 0..long.len(), at..at + 6);
        assert_eq!(quote, format!("…{}批示{}…", "前".repeat(29), "后".repeat(29)));

        let at_end = format!("{}批示", "前".repeat(80));
        let at = at_end.find("批示").expect("it is there");
        assert_eq!(quote_around(&at_end, 0..at_end.len(), at..at + 6), format!("…{}批示", "前".repeat(58)));
    }
}
