//! The only place that writes lines about requests. Numbers, sizes and durations go in; answers, names and addresses never.

/// Writes one line.
pub(crate) fn line(words: std::fmt::Arguments<'_>) {
    eprintln!("{words}");
}

/// Writes one line about a request or about the work behind it.
macro_rules! log {
    ($($words:tt)*) => { $crate::log::line(format_args!($($words)*)) };
}
pub(crate) use log;
