//! received-by-deadline: it came by the season's deadline (article 6: 于指定期限内报, 逾期不报视为自动放弃).
//!
//! The instant of the deadline itself is in time. Without a deadline or a time of receipt, as in `check`, it is not judged.

use jiff::Timestamp;

use crate::check::case::Case;
use crate::check::case::Draft;
use crate::check::case::Judgement;
use crate::check::case::written;
use crate::check::registry::Kind;
use crate::model::OnFail;
use crate::model::china_time;
use crate::policy::Rule;

/// The kind.
pub(in crate::check) const KIND: Kind = Kind { name: "received-by-deadline", check };

fn check(rule: &Rule, case: &Case<'_>) -> Judgement {
    let deadline = case.context.season.and_then(|season| season.deadline);
    let received = case.arrival().and_then(|arrival| arrival.received);
    let (Some(deadline), Some(received)) = (deadline, received) else { return Judgement::not_applicable() };
    if received <= deadline {
        return Judgement::pass();
    }
    let message = format!("{} 收到，截止时间是 {}", written_instant(received), written_instant(deadline));
    let help = match rule.on_fail {
        OnFail::Reject => "按办法视为自动放弃；有正当理由的，可在 season.toml 的 [[exceptions]] 写明准予例外",
        _ => "请核定是否受理；准予受理的，可在 season.toml 的 [[exceptions]] 写明准予例外",
    };
    Draft::fail(rule, message).help(help).into()
}

/// To the second where the seconds matter.
fn written_instant(instant: Timestamp) -> String {
    let time = china_time(instant);
    let seconds = if time.second() == 0 { String::new() } else { format!(":{:02}", time.second()) };
    format!("{} {:02}:{:02}{seconds}", written(time.date()), time.hour(), time.minute())
}
