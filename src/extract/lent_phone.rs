//! A phone number that was written beside a name: 张伟（13800001111） under 项目负责, where the phone's own place has none.

use indexmap::IndexMap;

use crate::extract::values::phone::is_told_by_its_digits;
use crate::extract::values::phone::parse_phones;
use crate::model::FieldReading;
use crate::model::FieldValue;
use crate::model::Value;
use crate::model::refers_elsewhere;
use crate::policy::Policy;

/// Gives the phone's field the numbers that stand with the people's names, with a doubt, where it has no number of its own.
pub fn lend_phone(fields: &mut IndexMap<String, FieldReading>, policy: &Policy) {
    let (Some(people), Some(phone)) = (&policy.roles.people, &policy.roles.phone) else { return };
    let (Some(asked), Some(named)) = (policy.field(phone), policy.field(people)) else { return };
    let said = match fields.get(phone) {
        None | Some(FieldReading::NotFound) => format!("表上没有“{}”一栏", asked.label),
        Some(FieldReading::Empty { .. }) => format!("“{}”一栏空着", asked.label),
        Some(FieldReading::Read(own)) if refers_elsewhere(&own.read.raw) => {
            format!("“{}”一栏写的是“{}”", asked.label, own.read.raw.trim())
        }
        Some(FieldReading::Read(_)) => return,
    };
    let Some(FieldReading::Read(names)) = fields.get(people) else { return };
    let mut numbers = parse_phones(&names.read.raw);
    numbers.retain(|number| is_told_by_its_digits(number));
    if numbers.is_empty() {
        return;
    }
    let mut lent = FieldValue::plain(names.read.with(Value::Phones(numbers)));
    lent.doubts.push(format!("{said}，号码是“{}”一栏里写的", named.label));
    fields.insert(phone.clone(), FieldReading::Read(lent));
}
