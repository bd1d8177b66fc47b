//! Answers are never logged. Hence the console is used in one file of the app only, which one person can read.

use super::{File, product};

const CALLS: [&str; 3] = ["console::", "console_log!", "logging::"];

pub fn check(files: &[File]) -> Vec<String> {
    let mut users = Vec::new();
    for (file, rust) in product(files).filter(|(file, _)| file.path.starts_with("src/")) {
        let mut lines = CALLS.iter().flat_map(|it| rust.lines_with(it));
        users.extend(lines.next().map(|line| (file, line)));
    }
    if users.len() < 2 {
        return Vec::new();
    }
    let say = |(file, line): &(&File, usize)| file.at(*line, "the console is used in more than one file; keep one of them");
    users.iter().map(say).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::sample;

    #[test]
    fn two_files_that_log_are_found_and_one_is_not() {
        let log = "web_sys::console::error_1(&why);";
        let mut files = sample("src/main.rs", log);
        assert_eq!(check(&files).len(), 0);
        files.extend(sample("src/case/mod.rs", log));
        assert_eq!(check(&files).len(), 2);
    }
}
