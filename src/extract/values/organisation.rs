//! Units out of one cell: the lead (牵头) told from the joint ones, names with marks of punctuation of their own kept whole.

use crate::extract::values::blank::clean;
use crate::extract::values::blank::is_invisible;
use crate::extract::values::unit_part::Part;
use crate::extract::values::unit_part::read_marker;
use crate::extract::values::unit_part::starts_with_marker;
use crate::extract::values::unit_part::take_tag;
use crate::extract::values::unit_part::take_verb;

/// The units that one text names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UnitsRead {
    /// The lead, or the only one; where none is named as lead the first.
    pub lead: Option<String>,
    /// The others, in order.
    pub partners: Vec<String>,
    /// None: one unit. Some(true): the text says which leads. Some(false): several, and it does not say.
    pub lead_named: Option<bool>,
}

/// Reads the units of an applicant's cell.
pub fn parse_units(text: &str) -> UnitsRead {
    let pieces = unit_pieces(text);
    let several = pieces.len() > 1;
    let lead_at = pieces.iter().position(|(_, part)| *part == Part::Lead);
    let joint_said = pieces.iter().any(|(_, part)| *part == Part::Joint);
    let only_unsaid = pieces.iter().filter(|(_, part)| *part == Part::Unsaid).count() == 1;
    // One unit said to be nothing beside others that are said to be joint is the lead.
    let at = lead_at.or_else(|| {
        (joint_said && only_unsaid).then(|| pieces.iter().position(|(_, part)| *part == Part::Unsaid)).flatten()
    });
    let lead_named = if several || joint_said || lead_at.is_some() { Some(at.is_some()) } else { None };
    let lead = match at {
        Some(at) => pieces.get(at),
        None => pieces.iter().find(|(_, part)| *part != Part::Joint),
    };
    let lead = lead.map(|(name, _)| name.clone());
    let partners = pieces.into_iter().map(|(name, _)| name).filter(|name| Some(name) != lead.as_ref()).collect();
    UnitsRead { lead, partners, lead_named: if several || lead_named == Some(true) { lead_named } else { None } }
}

/// Reads the units of a partners' cell: a plain list.
pub fn parse_partners(text: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for (name, _) in unit_pieces(text) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn unit_pieces(text: &str) -> Vec<(String, Part)> {
    let mut pieces = Vec::new();
    let mut current = Part::Unsaid;
    for chunk in cut_at_marks(&part_at_numbers(text)) {
        let (part, chunk) = read_marker(&chunk, current);
        // `牵头单位：A；联合单位：B、C`: what a marker says holds for all names up to the next one.
        current = if part == Part::Lead && chunk_was_marked(&chunk) { Part::Unsaid } else { part };
        let name = tidy_name(&chunk);
        let (name, own) = take_tag(&name);
        let (name, said) = take_verb(&name, !pieces.is_empty());
        let own = own.or(said);
        // `与乙工会、丙工会联合申报`: who joins in is said once for all that follow.
        if own == Some(Part::Joint) && part == Part::Unsaid {
            current = Part::Joint;
        }
        if is_nothing(&name) {
            current = part;
            continue;
        }
        let part = own.unwrap_or(part);
        if !pieces.iter().any(|(known, _): &(String, Part)| *known == name) {
            pieces.push((name, part));
        }
        if part == Part::Lead {
            current = Part::Unsaid;
        }
    }
    pieces
}

/// `①甲工会②乙工会`, `（1）甲工会（2）乙工会`: each number begins a line.
fn part_at_numbers(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let mut taken = c.len_utf8();
        let number = match c {
            '①'..='⑳' | '⑴'..='⒇' | '㈠'..='㈩' => true,
            '（' | '(' => {
                let inside = rest.get(taken..).unwrap_or("");
                let close = inside.find(['）', ')']).filter(|&close| (1..=6).contains(&close));
                let numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
                let counts =
                    close.filter(|&close| inside.get(..close).is_some_and(|inside| inside.chars().all(numeral)));
                if let Some(close) = counts {
                    taken += close + inside.get(close..).and_then(|tail| tail.chars().next()).map_or(1, char::len_utf8);
                }
                counts.is_some()
            }
            _ => false,
        };
        if number {
            out.push('\n');
        } else {
            out.push(c);
        }
        rest = rest.get(taken..).unwrap_or("");
    }
    out
}

fn chunk_was_marked(chunk: &str) -> bool {
    !chunk.trim().is_empty()
}

fn is_nothing(name: &str) -> bool {
    let core: String = name.chars().filter(|c| !is_invisible(*c)).collect();
    core.chars().all(|c| !c.is_alphanumeric())
        || matches!(core.as_str(), "无" | "没有" | "暂无" | "无联合单位" | "N/A" | "n/a" | "NA" | "none")
}

/// Cuts at marks of enumeration outside parentheses, and at line ends and spaces where both sides are whole names.
fn cut_at_marks(text: &str) -> Vec<String> {
    let mut chunks: Vec<String> = Vec::new();
    for line in text.lines() {
        let line = line.trim_matches(is_invisible);
        if line.is_empty() {
            continue;
        }
        if strip_list_number(line).len() < line.len() {
            chunks.push(line.to_owned());
            continue;
        }
        // A name that was wrapped by hand goes on in the next line.
        match chunks.last_mut() {
            Some(last) if !ends_like_unit(last) && !starts_with_marker(line) && !last.ends_with([':', '：']) => {
                last.push_str(line)
            }
            Some(last) if last.ends_with([':', '：']) => last.push_str(line),
            _ => chunks.push(line.to_owned()),
        }
    }
    chunks.iter().flat_map(|line| cut_line(strip_list_number(line))).collect()
}

fn cut_line(line: &str) -> Vec<String> {
    let mut parts: Vec<String> = vec![String::new()];
    let mut depth = 0_i32;
    for c in line.chars() {
        match c {
            '（' | '(' | '《' | '“' => depth += 1,
            '）' | ')' | '》' | '”' => depth = (depth - 1).max(0),
            _ => {}
        }
        let cut =
            depth == 0 && matches!(c, '、' | '，' | ',' | '；' | ';' | '/' | '／' | '|' | '。' | '\t' | '+' | '＋');
        if cut {
            parts.push(String::new());
        } else if let Some(last) = parts.last_mut() {
            last.push(c);
        }
    }
    parts
        .iter()
        .flat_map(|part| cut_spaces(part))
        .flat_map(|part| cut_words(&part))
        .flat_map(|part| open_parenthesis(&part))
        .collect()
}

/// `甲工会 乙工会`: at spaces, where what stands on both sides is a whole name.
fn cut_spaces(part: &str) -> Vec<String> {
    let tokens: Vec<&str> = part.split(is_invisible).filter(|token| !token.is_empty()).collect();
    let mut names: Vec<String> = Vec::new();
    for token in tokens {
        match names.last_mut() {
            Some(last)
                if !(ends_like_unit(last)
                    && (ends_like_unit(token) || starts_with_marker(token))
                    && token.chars().count() > 3
                    && !is_own_union(last, token)) =>
            {
                if last.is_ascii() || token.is_ascii() {
                    last.push(' ');
                }
                last.push_str(token);
            }
            _ => names.push(token.to_owned()),
        }
    }
    names
}

/// `秦皇岛港股份有限公司 工会委员会` is one unit.
fn is_own_union(left: &str, right: &str) -> bool {
    right.starts_with("工会") && !left.ends_with("工会")
}

/// Verbs by which one unit takes others in.
const JOINING: &[&str] = &["联合", "会同", "携手", "协同"];

/// `甲工会和乙工会`: at a joining word, where both sides are whole names. `甲工会联合乙工会` says that the others join the first.
fn cut_words(part: &str) -> Vec<String> {
    for word in JOINING.iter().copied().chain(["以及", "和", "与", "及", "&", "＆"]) {
        let mut from = 0;
        while let Some(at) = part.get(from..).and_then(|rest| rest.find(word)).map(|at| at + from) {
            let (left, right) = (part.get(..at).unwrap_or(""), part.get(at + word.len()..).unwrap_or(""));
            if ends_like_unit(left)
                && ends_like_unit(&take_verb(right, true).0)
                && left.chars().count() >= 4
                && right.chars().count() >= 4
            {
                let mut names = vec![left.to_owned()];
                let joins = JOINING.contains(&word);
                names.extend(
                    cut_words(right).into_iter().map(|name| if joins { format!("联合单位：{name}") } else { name }),
                );
                return names;
            }
            from = at + word.len();
        }
    }
    vec![part.to_owned()]
}

/// `甲工会（联合单位：乙工会、丙工会）`: the parenthesis names units of its own.
fn open_parenthesis(part: &str) -> Vec<String> {
    let Some(open) = part.find(['（', '(']) else { return vec![part.to_owned()] };
    let inside_at = open + part.get(open..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
    let Some(close) = part.rfind(['）', ')']) else { return vec![part.to_owned()] };
    let Some(inside) = part.get(inside_at..close) else { return vec![part.to_owned()] };
    let marked = ["联合单位", "合作单位", "协作单位", "参与单位", "联合申报单位", "联合"].iter().find_map(|word| {
        let rest = inside.trim_start().strip_prefix(word)?;
        let rest = rest.trim_start_matches([':', '：', ' ']);
        (!rest.is_empty() && rest.chars().count() > 2).then_some(rest)
    });
    let Some(named) = marked else { return vec![part.to_owned()] };
    let mut names = vec![part.get(..open).unwrap_or("").to_owned()];
    names.extend(cut_line(named).into_iter().map(|name| format!("联合单位：{name}")));
    names
}

pub fn strip_list_number(text: &str) -> &str {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '①'..='⑳'));
    if rest.len() == text.len() {
        return text;
    }
    let number_mark = text.chars().next().is_some_and(|c| matches!(c, '①'..='⑳'));
    match rest.strip_prefix(['.', '．', '、', ')', '）']) {
        Some(name) => name.trim_start(),
        None if number_mark => rest,
        None => text,
    }
}

fn tidy_name(chunk: &str) -> String {
    let cleaned = clean(chunk, &[]).text;
    let name = cleaned
        .trim_matches(|c: char| is_invisible(c) || matches!(c, '。' | '；' | ';' | '，' | ',' | '、' | '：' | ':'));
    let name = match name.find('等') {
        Some(at)
            if name.get(at..).is_some_and(|tail| tail == "等" || tail.ends_with("单位") || tail.ends_with('家')) =>
        {
            name.get(..at).unwrap_or(name)
        }
        _ => name,
    };
    name.to_owned()
}

/// Whether a text ends as the name of a unit does.
pub fn ends_like_unit(text: &str) -> bool {
    let text = text.trim_end_matches(|c: char| is_invisible(c));
    let head = match text.rfind(['（', '(']) {
        Some(open) if text.ends_with(['）', ')']) => text.get(..open).unwrap_or(text).trim_end(),
        _ => text,
    };
    UNIT_ENDINGS.iter().any(|ending| head.ends_with(ending) || text.ends_with(ending))
}

const UNIT_ENDINGS: &[&str] = &[
    "工会",
    "公司",
    "集团",
    "委员会",
    "联合会",
    "协会",
    "学会",
    "商会",
    "基金会",
    "局",
    "厅",
    "院",
    "大学",
    "学院",
    "学校",
    "中学",
    "小学",
    "幼儿园",
    "医院",
    "中心",
    "厂",
    "站",
    "所",
    "处",
    "队",
    "部",
    "办",
    "办公室",
    "银行",
    "支行",
    "分行",
    "街道",
    "镇",
    "乡",
    "社区",
    "村",
    "园区",
    "开发区",
    "新区",
    "法院",
    "检察院",
    "馆",
    "社",
    "矿",
    "港",
    "段",
    "室",
    "科",
    "店",
    "行",
    "组委会",
    "党委",
    "团委",
    "妇联",
    "工委",
    "管委会",
    "政府",
    "支队",
    "大队",
    "总队",
    "联社",
    "合作社",
    "分会",
    "总会",
    "小组",
    "工作站",
    "服务站",
    "驿站",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Option<String>, Vec<String>, Option<bool>) {
        let read = parse_units(text);
        (read.lead, read.partners, read.lead_named)
    }

    fn units(lead: &str, partners: &[&str], named: Option<bool>) -> (Option<String>, Vec<String>, Option<bool>) {
        (Some(lead.to_owned()), partners.iter().map(|&name| name.to_owned()).collect(), named)
    }

    #[test]
    fn one_unit_stays_whole() {
        for text in [
            "秦皇岛市海港区总工会",
            "秦皇岛市住房和城乡建设局工会",
            "秦皇岛市人力资源和社会保障局工会委员会",
            "中铁（秦皇岛）有限公司工会",
            "秦皇岛港股份有限公司第六港务分公司工会",
        ] {
            assert_eq!(read(text), units(text, &[], None));
        }
        assert_eq!(read("单位：秦皇岛市海港区总工会"), units("秦皇岛市海港区总工会", &[], None));
        assert_eq!(read("秦皇岛市海港区总工会（盖章）"), units("秦皇岛市海港区总工会", &[], None));
        assert_eq!(read("秦皇岛市海港区\n总工会"), units("秦皇岛市海港区总工会", &[], None));
        assert_eq!(read("秦皇岛港股份有限公司 工会委员会"), units("秦皇岛港股份有限公司工会委员会", &[], None));
    }

    #[test]
    fn the_lead_is_told_from_the_joint_units() {
        let want = units("秦皇岛市海港区总工会", &["北戴河区总工会", "山海关区总工会"], Some(true));
        for text in [
            "秦皇岛市海港区总工会（牵头）、北戴河区总工会、山海关区总工会",
            "秦皇岛市海港区总工会（牵头单位），北戴河区总工会，山海关区总工会",
            "牵头单位：秦皇岛市海港区总工会；联合单位：北戴河区总工会、山海关区总工会",
            "牵头单位：秦皇岛市海港区总工会\n联合单位：北戴河区总工会、山海关区总工会",
            "秦皇岛市海港区总工会（牵头）\n北戴河区总工会\n山海关区总工会",
            "秦皇岛市海港区总工会（联合单位：北戴河区总工会、山海关区总工会）",
            "秦皇岛市海港区总工会(牵头) 北戴河区总工会 山海关区总工会",
            "秦皇岛市海港区总工会牵头，北戴河区总工会、山海关区总工会参与",
            "由秦皇岛市海港区总工会牵头，北戴河区总工会、山海关区总工会配合",
            "秦皇岛市海港区总工会，与北戴河区总工会、山海关区总工会联合申报",
            "秦皇岛市海港区总工会联合北戴河区总工会、山海关区总工会共同申报",
            "（牵头）秦皇岛市海港区总工会、北戴河区总工会、山海关区总工会",
            "主办：秦皇岛市海港区总工会；协办：北戴河区总工会、山海关区总工会",
            "秦皇岛市海港区总工会\n（联合北戴河区总工会、山海关区总工会申报）",
        ] {
            assert_eq!(read(text), want, "{text}");
        }
        assert_eq!(read("北戴河区总工会、秦皇岛市海港区总工会（牵头）").0.as_deref(), Some("秦皇岛市海港区总工会"));
    }

    #[test]
    fn several_units_without_a_lead_are_seen() {
        assert_eq!(read("海港区总工会、北戴河区总工会"), units("海港区总工会", &["北戴河区总工会"], Some(false)));
        assert_eq!(read("海港区总工会和北戴河区总工会"), units("海港区总工会", &["北戴河区总工会"], Some(false)));
        assert_eq!(
            read("海港区总工会、北戴河区总工会联合申报"),
            units("海港区总工会", &["北戴河区总工会"], Some(false))
        );
    }

    #[test]
    fn a_lead_alone_is_named() {
        assert_eq!(read("秦皇岛市海港区总工会（牵头）"), units("秦皇岛市海港区总工会", &[], Some(true)));
    }

    #[test]
    fn partners_are_a_plain_list_and_none_is_none() {
        for text in [
            "1.甲公司工会 2.乙公司工会",
            "①甲公司工会②乙公司工会",
            "（1）甲公司工会 （2）乙公司工会",
            "(一)甲公司工会\n(二)乙公司工会",
        ] {
            assert_eq!(parse_partners(text), ["甲公司工会", "乙公司工会"], "{text}");
        }
        assert_eq!(parse_partners("甲公司工会、乙公司工会；丙学校工会。"), ["甲公司工会", "乙公司工会", "丙学校工会"]);
        assert!(parse_partners("无").is_empty());
        assert!(parse_partners("").is_empty());
    }
}
