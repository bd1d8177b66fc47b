//! A file speaks of the product only. Where and with what it was written is nothing to its reader: folders of one machine,
//! addresses of one network, names of writing tools.

use super::File;

/// In two halves, so that this file does not find itself.
const STRANGE: [(&str, &str); 19] = [
    ("/wo", "rk/"),
    ("/ro", "ot/"),
    ("/ho", "me/"),
    ("/var/fol", "ders/"),
    ("/Us", "ers/"),
    ("static.crates", ".io"),
    ("index.crates", ".io"),
    ("registry.npm", "js.org"),
    ("artifac", "tory"),
    ("co-authored", "-by"),
    ("generated ", "with ["),
    ("language ", "model"),
    ("sub", "agent"),
    ("this ses", "sion"),
    ("chat", "gpt"),
    ("open", "ai"),
    ("anth", "ropic"),
    ("cl", "aude"),
    ("co", "pilot"),
];

pub fn check(files: &[File]) -> Vec<String> {
    let words: Vec<String> = STRANGE
        .iter()
        .map(|(first, second)| format!("{first}{second}").to_lowercase())
        .collect();
    let mut found = Vec::new();
    for file in files {
        for (at, line) in file.text.lines().enumerate() {
            let line = line.to_lowercase();
            let hits = words.iter().filter(|it| occurs(&line, it));
            found.extend(hits.map(|it| file.at(at + 1, &format!("`{it}` tells of the writer's desk; say it without"))));
        }
    }
    found
}

/// As a word of its own; a folder only at the start of a path.
fn occurs(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|it| it.is_alphanumeric() || it == '_' || (word.starts_with('/') && "./}*-~".contains(it)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::sample;

    #[test]
    fn a_path_of_one_machine_is_found() {
        let bad = format!("see {}{}notes.md", "/ho", "me/me/");
        assert_eq!(check(&sample("README.md", &bad)).len(), 1);
        let good = "see ./home/me, https://example.org/home/ and sessionStorage";
        assert_eq!(check(&sample("README.md", good)).len(), 0);
    }
}
