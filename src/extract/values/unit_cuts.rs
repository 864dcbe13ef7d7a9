//! A text that names several units, cut into one piece a unit: at numbers, marks, line ends, spaces and joining words, where what
//! stands on both sides is a whole name.

use crate::extract::values::blank::is_invisible;
use crate::extract::values::organisation::ends_like_unit;
use crate::extract::values::organisation::strip_list_number;
use crate::extract::values::unit_part::is_begun_by;
use crate::extract::values::unit_part::starts_with_marker;
use crate::extract::values::unit_part::take_tag;
use crate::extract::values::unit_part::take_verb;

/// What stands for any number of a list.
const NUMBER: char = '①';

/// `①甲工会②乙工会`, `（1）甲工会（2）乙工会`: each number begins a line.
pub fn part_at_numbers(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let numbered = text.trim_start().starts_with(|c: char| c.is_ascii_digit());
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
            // 1、甲工会；2、乙工会: the mark behind the number is none between names; in a text that begins with a number nor is a space.
            '0'..='9'
                if out.ends_with(['；', ';', '。', '，', ',', '、']) || numbered && out.ends_with(is_invisible) =>
            {
                let length = rest.bytes().take_while(u8::is_ascii_digit).count();
                let mut behind = rest.get(length..).unwrap_or("").chars();
                let mark = behind.next().filter(|mark| matches!(mark, '、' | '.' | '．' | ')' | '）'));
                let named = behind.next().is_some_and(|c| c.is_alphabetic() || matches!(c, '“' | ' '));
                let counts = mark.filter(|_| named && length <= 2);
                taken = counts.map_or(taken, |mark| length + mark.len_utf8());
                counts.is_some()
            }
            _ => false,
        };
        if number {
            out.push('\n');
            out.push(NUMBER);
        } else {
            out.push(c);
        }
        rest = rest.get(taken..).unwrap_or("");
    }
    out
}

/// What ends a unit's name and is none: 某某有限公司 over 工会委员会 is one name.
const BARE_ENDINGS: [&str; 5] = ["工会", "总工会", "工会委员会", "工会联合会", "委员会"];

/// Whether a bracket is opened in a line that does not close it.
fn is_open(line: &str) -> bool {
    line.matches(['（', '(']).count() > line.matches(['）', ')']).count()
}

/// Cuts at marks of enumeration outside parentheses, and at line ends and spaces where both sides are whole names.
pub fn cut_at_marks(text: &str) -> Vec<String> {
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
            Some(last)
                if (!ends_like_unit(last)
                    || is_open(last)
                    || BARE_ENDINGS.contains(&line)
                    || is_own_union(last, line)
                    || goes_on_within_word(last, line))
                    && !starts_with_marker(line)
                    && !begin_alike(last, line)
                    && !are_named_by_level(last, line)
                    && !last.ends_with([':', '：']) =>
            {
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
    let mut marks: Vec<char> = Vec::new();
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
            marks.push(c);
        } else if let Some(last) = parts.last_mut() {
            last.push(c);
        }
    }
    join_trades(&mut parts, &marks);
    parts
        .iter()
        .enumerate()
        .map(|(number, part)| if number > 0 { without_joining_word(part) } else { part })
        .flat_map(cut_spaces)
        .flat_map(|part| cut_words(&part))
        .flat_map(|part| open_parenthesis(&part))
        .collect()
}

/// `甲工会、乙工会、及丙工会`: the word that joins the last one, behind a mark that parts them already.
fn without_joining_word(part: &str) -> &str {
    let part = part.trim_start_matches(is_invisible);
    // 及时雨志愿服务队, 和平区总工会: names that begin so.
    let joined = |word: &&str| {
        part.strip_prefix(*word).filter(|rest| {
            rest.chars().count() >= 4 && ends_like_unit(rest) && !is_begun_by(word, rest) && !rest.starts_with('时')
        })
    };
    ["以及", "及"].iter().find_map(joined).unwrap_or(part)
}

/// `餐饮、住宿行业工会联合会` is one union of several trades: what stands before the mark is no name.
fn join_trades(parts: &mut Vec<String>, marks: &[char]) {
    const TRADES: &[&str] = &["行业", "产业", "系统", "领域", "服务业", "制造业"];
    for at in (0..marks.len().min(parts.len().saturating_sub(1))).rev() {
        let [one, next] = [at, at + 1].map(|at| parts.get(at).map_or("", |part| part.trim()));
        let of_trades = TRADES.iter().any(|word| next.contains(word)) && ends_like_unit(next);
        if marks.get(at) == Some(&'、') && of_trades && !one.is_empty() && !ends_like_unit(one) {
            let whole = format!("{one}、{next}");
            parts.splice(at..at + 2, [whole]);
        }
    }
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
                    && (token.chars().count() > 3 || is_short_body(last, token))
                    && !goes_on_within_word(last, token)
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

/// What ends names and begins none: `港通集团 / 有限公司工会`, `港通公司工会 / 委员会` are one unit each.
const NAME_TAILS: &[&str] =
    &["有限公司", "有限责任公司", "股份有限公司", "股份公司", "责任公司", "集团有限", "集团股份", "委员会", "联合会"];

/// `秦皇岛港股份有限公司 工会委员会`, `经济技术开发区 总工会`, `港口集团有限公司 第六港务分公司工会` are one unit.
fn is_own_union(left: &str, right: &str) -> bool {
    if NAME_TAILS.iter().any(|tail| right.starts_with(tail)) {
        return true;
    }
    let own = ["工会", "总工会", "联合工会", "机关工会", "直属机关工会", "本部工会"];
    !left.contains("工会") && (own.iter().any(|begin| right.starts_with(begin)) || is_own_branch(left, right))
}

/// 第六港务分公司工会, 海阳路营业部工会 behind the name of a company: which of its branches it is.
fn is_own_branch(left: &str, right: &str) -> bool {
    const LONGEST_NAME: usize = 10;
    const WHOLES: &[&str] = &["公司", "集团", "银行", "局", "院", "厂"];
    const BRANCHES: &[&str] = &[
        "分公司",
        "支公司",
        "分厂",
        "分局",
        "分院",
        "支行",
        "事业部",
        "项目部",
        "营业部",
        "经营部",
        "服务部",
        "分校",
        "分社",
        "分中心",
        "车间",
        "工区",
        "班组",
    ];
    let named = BRANCHES.iter().find_map(|part| right.split_once(part).map(|(name, _)| name));
    // 秦皇岛港股份有限公司第六分公司 names its own company.
    let is_branch = named.is_some_and(|name| {
        (1..=LONGEST_NAME).contains(&name.chars().count()) && !WHOLES.iter().any(|whole| name.contains(whole))
    });
    // 县教育局 / 中国移动秦皇岛分公司: an office has no branches that are companies.
    if right.contains("公司") && left.ends_with(['局', '院']) {
        return false;
    }
    WHOLES.iter().any(|end| left.ends_with(end)) && is_branch
}

/// 市工会委 / 员会, 市工商联 / 合会: the end of a name that a line's end cuts within its last word.
fn goes_on_within_word(left: &str, right: &str) -> bool {
    const CUT_WORDS: &[(&str, &str)] = &[("委", "员会"), ("联", "合"), ("联", "合会"), ("协", "会"), ("集", "团")];
    CUT_WORDS.iter().any(|(end, begin)| left.ends_with(end) && right.starts_with(begin))
}

/// 秦皇岛市工商联 / 秦皇岛市网信办: a line that begins with the same place as the one before goes on with no name of it.
fn begin_alike(one: &str, other: &str) -> bool {
    const PLACE: usize = 3;
    one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count() >= PLACE
}

/// 市电视台 / 市妇联: lines that each begin with the level of what they name, as no wrapped name goes on.
fn are_named_by_level(one: &str, other: &str) -> bool {
    const LEVELS: &[char] = &['省', '市', '县', '区', '团'];
    const LEAST: usize = 3;
    let last = one.rsplit(['、', '，', ',', '；', ';']).next().unwrap_or(one).trim();
    let is_named = |name: &str| name.starts_with(LEVELS) && name.chars().count() >= LEAST;
    is_named(last) && is_named(other)
}

/// A line of a list of units that was read as the end of the name in the line above it, though it is a whole name itself.
pub fn line_taken_in<'r>(names: &[String], raw: &'r str) -> Option<&'r str> {
    const LEAST: usize = 4;
    let lines: Vec<&str> = raw.lines().map(|line| line.trim_matches(is_invisible)).collect();
    let joined = lines.windows(2).filter_map(|pair| <[&str; 2]>::try_from(pair).ok()).find(|[one, other]| {
        let whole = |name: &str| name.chars().count() >= LEAST;
        let is_tail = BARE_ENDINGS.contains(other) || is_own_union(one, other) || goes_on_within_word(one, other);
        let name = format!("{one}{other}");
        whole(one) && whole(other) && !is_tail && names.contains(&name)
    });
    joined.map(|[_, other]| other)
}

/// 团市委, 市妇联, 司法局 behind another unit: short names that are no department's (办公室, 组织部) and not of the place before them.
fn is_short_body(left: &str, name: &str) -> bool {
    let ends = name.ends_with(['委', '联', '协', '局', '院']) || name.starts_with(['市', '区', '县', '省']);
    name.chars().count() == 3 && ends && !left.ends_with(['区', '市', '县'])
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
                && ends_like_unit(&take_verb(right, true, false).0)
                && left.chars().count() >= 4
                && right.chars().count() >= 4
                && !is_within_name(left, word, right)
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

/// Whether a joining word stands within one name: 东港镇和平社区工会, 和平里社区联合工会, 甲单位工会联合委员会, 北戴河新区及周边园区工会,
/// 甲街道和乙社区工会.
fn is_within_name(left: &str, word: &str, right: &str) -> bool {
    if JOINING.contains(&word) {
        return ["工会", "会", "委员会"].iter().any(|begin| right.starts_with(begin));
    }
    is_begun_by(word, right) || is_of_the_place(right) || joins_places(left, right)
}

/// 周边园区工会, 所辖社区工会: what is named after a place named before.
fn is_of_the_place(right: &str) -> bool {
    const BEGINNINGS: &[&str] =
        &["周边", "其他", "附近", "下属", "所属", "所辖", "辖区", "直属", "各", "相关", "毗邻", "沿线", "园区"];
    BEGINNINGS.iter().any(|begin| right.starts_with(begin))
}

/// 甲街道 beside 乙社区工会, 甲加油站 beside 乙公司联合工会: a place, or whatever a joint union is of, that is no union, and a union.
fn joins_places(left: &str, right: &str) -> bool {
    const PLACES: &[&str] = &["街道", "镇", "乡", "社区", "村", "园区", "开发区", "新区"];
    let union = ["工会", "工会委员会", "工会联合会"].iter().any(|end| take_tag(right).0.ends_with(end));
    let joint = || ["联合工会", "工会联合会"].iter().any(|word| right.contains(word));
    union && !left.contains("工会") && (PLACES.iter().any(|place| left.ends_with(place)) || joint())
}

/// Whether one name may be two units after all (甲新区及乙工会): a place that is no union stands before a joining word.
pub fn may_be_two(name: &str) -> bool {
    ["以及", "和", "与", "及"].iter().any(|word| {
        name.match_indices(word).any(|(at, word)| {
            let (left, right) = (name.get(..at).unwrap_or(""), name.get(at + word.len()..).unwrap_or(""));
            let one = is_begun_by(word, right) || is_of_the_place(right);
            left.chars().count() >= 4 && !one && joins_places(left, right)
        })
    })
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
    // （与乙工会联合申报）
    let with = |word: &str| {
        inside.trim_start().strip_prefix(word).filter(|rest| ends_like_unit(&take_verb(rest, true, false).0))
    };
    let Some(named) = marked.or_else(|| ["与", "和", "同", "会同"].into_iter().find_map(with)) else {
        return vec![part.to_owned()];
    };
    let mut names = vec![part.get(..open).unwrap_or("").to_owned()];
    names.extend(cut_line(named).into_iter().map(|name| format!("联合单位：{name}")));
    names
}
