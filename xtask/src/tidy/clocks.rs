//! Nobody asks the clock but `src/ports/clock.rs` and the intake's own: what is allowed depends on the day, and a test must
//! be able to choose it. Clippy says the same of the calls it can name; this rule also sees those of JavaScript.

use super::{File, product};

const CLOCKS: [&str; 2] = ["src/ports/clock.rs", "crates/intake/src/clock.rs"];
const CALLS: [&str; 7] = [
    "SystemTime::now",
    "Instant::now",
    "Utc::now",
    "Local::now",
    "Date::now",
    "Date::new_0",
    ".performance()",
];

pub fn check(files: &[File]) -> Vec<String> {
    let mut found = Vec::new();
    for (file, rust) in product(files).filter(|(file, _)| !CLOCKS.contains(&file.path.as_str())) {
        for call in CALLS {
            let lines = rust.lines_with(call);
            found.extend(lines.map(|it| file.at(it, &format!("`{call}`: take the day or the time as an argument"))));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::sample;

    #[test]
    fn a_clock_outside_of_its_port_is_found() {
        let bad = "let now = js_sys::Date::now();";
        assert_eq!(check(&sample("src/case/mod.rs", bad)).len(), 1);
        assert_eq!(check(&sample("src/ports/clock.rs", bad)).len(), 0);
        assert_eq!(check(&sample("src/case/mod.rs", "// js_sys::Date::now()")).len(), 0);
    }
}
