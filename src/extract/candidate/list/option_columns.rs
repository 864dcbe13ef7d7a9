//! The options of a field as columns of a list, with a mark where a project is of that kind: 安全生产 | 节能降耗 | 技术改进 under 建议类别.

use super::Column;
use crate::extract::label::lexicon::Rank;
use crate::extract::values::choice::is_box;
use crate::extract::values::choice::is_tick;
use crate::policy::FieldKind;
use crate::policy::FieldSpec;
use crate::policy::Policy;

/// Makes one column of columns side by side whose heads are the options of a field that no other column asks for.
pub fn take_option_columns(columns: &mut Vec<Column>, policy: &Policy) {
    const LEAST_OPTIONS: usize = 2;
    for (field, spec) in policy.fields.iter().enumerate().filter(|(_, spec)| spec.kind == FieldKind::Choice) {
        let is_option = |column: &Column| column.fields.is_empty() && option_of(&column.label, spec).is_some();
        let options: Vec<Column> = columns.iter().filter(|column| is_option(column)).cloned().collect();
        let side_by_side = options.windows(2).all(|pair| matches!(pair, [one, next] if one.to == next.from));
        let asked = columns.iter().any(|column| column.fields.contains(&field));
        let (Some(first), Some(last)) = (options.first(), options.last()) else { continue };
        if asked || !side_by_side || options.len() < LEAST_OPTIONS {
            continue;
        }
        let marked = Column {
            from: first.from,
            to: last.to,
            fields: vec![field],
            rank: Rank::Own,
            label: spec.label.clone(),
            hint: String::new(),
            foreign: false,
            options: options.iter().map(|option| (option.from, option.label.clone())).collect(),
        };
        columns.retain(|column| !is_option(column));
        columns.push(marked);
        columns.sort_by_key(|column| column.from);
    }
}

fn option_of<'s>(head: &str, spec: &'s FieldSpec) -> Option<&'s String> {
    spec.options.iter().find(|option| option.as_str() == head)
}

/// The options that a row marks, each with a tick behind it, out of what stands under each: empty where none is marked; None where
/// anything but a mark stands there.
pub fn marked_options(texts: &[(&str, &str)]) -> Option<String> {
    const YES: [&str; 6] = ["V", "v", "是", "1", "Y", "y"];
    const NO: [&str; 5] = ["", "否", "0", "/", "—"];
    let mut marked = Vec::new();
    for (option, text) in texts {
        let text = text.trim();
        let mark = |c: char| is_tick(c) || is_box(c);
        let ticked = text.contains(is_tick) || YES.contains(&text);
        if !YES.contains(&text) && !NO.contains(&text) && !text.chars().all(mark) {
            return None;
        }
        if ticked {
            marked.push(format!("{option}√"));
        }
    }
    Some(marked.join("  "))
}
