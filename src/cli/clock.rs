//! The one door through which time comes in: `--as-of`, else `SOURCE_DATE_EPOCH`, else the clock.

use jiff::Timestamp;

use crate::cli::Failure;

/// What "now" is.
pub fn now(as_of: Option<Timestamp>) -> Result<Timestamp, Failure> {
    if let Some(moment) = as_of {
        return Ok(moment);
    }
    match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(seconds) => {
            let seconds: i64 =
                seconds.trim().parse().map_err(|_| format!("环境变量 SOURCE_DATE_EPOCH 不是秒数：{seconds}"))?;
            Ok(Timestamp::from_second(seconds)?)
        }
        #[expect(clippy::disallowed_methods, reason = "this is the one place where the clock is read")]
        Err(_) => Ok(Timestamp::now()),
    }
}
