//! Whether the clock can be believed: by the last day that was seen here. A clock that jumped would have everything deleted at once, so
//! nothing is deleted until somebody says that it is right.

use rulebook::Day;
use std::fmt;

/// How a day follows the last one that was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// As days follow each other.
    Fits,
    /// So far ahead that the clock may have jumped, or the program stood still for long.
    Ahead {
        /// The last day that was seen.
        seen: Day,
        /// What the clock says.
        today: Day,
    },
    /// Before a day that was seen already: one of the two is wrong.
    Behind {
        /// The last day that was seen.
        seen: Day,
        /// What the clock says.
        today: Day,
    },
}

impl Step {
    /// Compares; more than `most` days at once are too many.
    pub fn between(seen: Option<Day>, today: Day, most: u32) -> Step {
        let Some(seen) = seen else { return Step::Fits };
        match (today - seen).num_days() {
            days if days > i64::from(most) => Step::Ahead { seen, today },
            days if days < 0 => Step::Behind { seen, today },
            _ => Step::Fits,
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (seen, today, how) = match self {
            Step::Fits => return f.write_str("the clock goes on from the last day that was seen"),
            Step::Ahead { seen, today } => (seen, today, "far after"),
            Step::Behind { seen, today } => (seen, today, "before"),
        };
        write!(
            f,
            "the clock says {today}, {how} the last day that was seen, {seen}: nothing is deleted for its age until intake is started \
             with --clock-is-right {today}"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_that_follow_and_days_that_do_not() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let step = |seen: &str, today: &str| Step::between(Some(day(seen)), day(today), 3);
        assert_eq!(Step::between(None, day("2031-01-01"), 3), Step::Fits);
        for today in ["2026-11-23", "2026-11-24", "2026-11-26"] {
            assert_eq!(step("2026-11-23", today), Step::Fits, "{today}");
        }
        for today in ["2026-11-27", "2027-02-21", "2126-11-23"] {
            assert!(matches!(step("2026-11-23", today), Step::Ahead { .. }), "{today}");
        }
        for today in ["2026-11-22", "1970-01-01"] {
            assert!(matches!(step("2026-11-23", today), Step::Behind { .. }), "{today}");
        }
        assert!(step("2026-11-23", "2027-02-21").to_string().contains("--clock-is-right 2027-02-21"));
    }
}
