//! What day and what time it is. Nobody else may ask a clock.
#![allow(clippy::disallowed_methods, reason = "this is the port that the others are sent to")]

use rulebook::Day;

const HOUR_MS: f64 = 3_600_000.0;

/// Today's calendar day in Asia/Tokyo, wherever the person is.
pub fn today() -> Day {
    day_in_tokyo(now_ms())
}

/// Milliseconds since 1970.
pub fn now_ms() -> f64 {
    js_sys::Date::now()
}

/// The time of day where the person is, as `10:42`.
pub fn time_of_day(ms: f64) -> String {
    let date = js_sys::Date::new(&ms.into());
    format!("{:02}:{:02}", date.get_hours(), date.get_minutes())
}

/// Japan is nine hours ahead the whole year: there has been no summer time since 1951.
fn day_in_tokyo(ms: f64) -> Day {
    chrono::DateTime::from_timestamp_millis((ms + 9.0 * HOUR_MS) as i64)
        .map(|moment| moment.date_naive())
        .unwrap_or_default()
}

/// The calendar day of a moment, in the person's own time zone.
pub fn day_of(ms: f64) -> Day {
    let date = js_sys::Date::new(&ms.into());
    Day::from_ymd_opt(date.get_full_year() as i32, date.get_month() + 1, date.get_date()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_begins_at_three_in_the_afternoon_of_utc() {
        let check = |ms: f64, day: &str| assert_eq!(day_in_tokyo(ms).to_string(), day);
        let midnight_utc = 1_767_225_600_000.0; // 2026-01-01T00:00Z
        check(midnight_utc, "2026-01-01");
        check(midnight_utc + 15.0 * HOUR_MS - 1.0, "2026-01-01");
        check(midnight_utc + 15.0 * HOUR_MS, "2026-01-02");
        check(f64::NAN, "1970-01-01");
    }
}
