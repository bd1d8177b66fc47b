//! `index.html` uses the same door as any embedder: one script, and nothing that its strict policy would forbid.

use super::File;

const SCRIPT: &str = "<script type=\"module\" src=\"./madoguchi.js\"></script>";
const FORBIDDEN: [(&str, &str); 4] = [
    (" style=", "a style attribute; write a class into style/page.css"),
    ("<style", "an inline style; write it into style/page.css"),
    (" onclick=", "an inline handler; the desk is a custom element"),
    ("javascript:", "an inline script; the desk is a custom element"),
];

pub fn check(files: &[File]) -> Vec<String> {
    let mut found = Vec::new();
    for file in files.iter().filter(|it| it.path == "index.html") {
        for (at, line) in file.text.lines().enumerate() {
            if line.contains("<script") && line.trim() != SCRIPT {
                found.push(file.at(at + 1, &format!("a script other than {SCRIPT}")));
            }
            let hits = FORBIDDEN.iter().filter(|(sign, _)| line.contains(sign));
            found.extend(hits.map(|(_, what)| file.at(at + 1, what)));
        }
        if !file.text.contains(SCRIPT) {
            found.push(file.at(1, &format!("lacks {SCRIPT}")));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::sample;

    #[test]
    fn a_second_script_is_found() {
        let good = format!("<head>\n  {SCRIPT}\n</head>");
        assert_eq!(check(&sample("index.html", &good)).len(), 0);
        let bad = format!("{good}\n<script>start()</script>\n<p style=\"x\">");
        assert_eq!(check(&sample("index.html", &bad)).len(), 2);
        assert_eq!(check(&sample("index.html", "<p>")).len(), 1);
    }
}
