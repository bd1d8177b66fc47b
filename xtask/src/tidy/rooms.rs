//! Inside the app the compiler does not keep the rooms apart: everything there is one package. This rule does, for the
//! doors that are tempting. The whole list stands in ARCHITECTURE.md.

use super::{File, product};

/// Where, what it must not name, and the way to go instead.
const DOORS: [(&str, &[&str], &str); 7] = [
    (
        "src/components/",
        &["ports::", "media::", "engine::assess"],
        "ask the case or an errand",
    ),
    ("src/pages/", &["ports::", "media::", "engine::assess"], "ask the case or an errand"),
    (
        "src/case/",
        &["ports::", "web_sys::", "js_sys::"],
        "the case knows no browser; an errand does it",
    ),
    (
        "src/desk.rs",
        &["ports::", "web_sys::", "js_sys::"],
        "the desk knows no browser; an errand does it",
    ),
    (
        "src/errands.rs",
        &["web_sys::", "view!"],
        "the browser stands behind a port, views in components",
    ),
    (
        "src/errands/",
        &["web_sys::", "view!"],
        "the browser stands behind a port, views in components",
    ),
    (
        "src/ports/",
        &["view!", "crate::components", "crate::pages", "crate::errands"],
        "a port draws nothing and calls nobody",
    ),
];

pub fn check(files: &[File]) -> Vec<String> {
    let mut found = Vec::new();
    for (file, rust) in product(files) {
        let doors = DOORS.iter().filter(|(room, ..)| file.path.starts_with(room));
        for (_, forbidden, instead) in doors {
            for word in *forbidden {
                let lines = rust.lines_with(word);
                found.extend(lines.map(|it| file.at(it, &format!("`{word}` does not belong here: {instead}"))));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::sample;

    #[test]
    fn a_component_that_reaches_for_a_port_is_found() {
        let bad = "use crate::ports::drafts;";
        assert_eq!(check(&sample("src/components/file_field.rs", bad)).len(), 1);
        assert_eq!(check(&sample("src/errands.rs", bad)).len(), 0);
        assert_eq!(check(&sample("src/case/going.rs", "fn now() { web_sys::window(); }")).len(), 1);
    }
}
