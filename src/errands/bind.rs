//! Pages of several files, bound into one PDF by the worker, or the reason why not.

use super::World;
use super::files::{content, facts_of};
use super::jobs;
use crate::case::PageOf;
use crate::door::Door;
use crate::ports::media::Kind;
use crate::ports::save::Blob;
use engine::Fact;
use media::{Part, Turned};
use rulebook::{FactId, TextId};
use std::collections::BTreeMap;

/// Why nothing was made of files; they are all as they were.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    /// Text that says why, and what can be done.
    pub text: TextId,
    /// Name of the file it speaks of; empty if of none.
    pub file: String,
    /// Key of that file.
    pub(super) key: Option<String>,
}

impl Refusal {
    pub(super) fn of(text: &str) -> Refusal {
        Refusal {
            text: TextId::new(text),
            file: String::new(),
            key: None,
        }
    }
}

/// Makes one PDF of pages: of at most `under` bytes if a number is given, and with `low` as coarse as a person may agree to.
pub(super) async fn bind(
    door: Door,
    slot: String,
    pages: &[PageOf],
    under: Option<u64>,
    low: bool,
) -> Result<(Blob, BTreeMap<FactId, Fact>), Refusal> {
    let failed = || Refusal::of("join.failed");
    let world = World::of(&door).ok_or_else(failed)?;
    let (keys, parts) = parts(pages);
    let mut files = Vec::new();
    for key in &keys {
        let (_, file) = door.peek(|case| case.file(key)).flatten().ok_or_else(failed)?;
        let blob = content(&door, &world, key).await.ok_or_else(failed)?;
        files.push((file.name, blob));
    }
    let names: Vec<String> = files.iter().map(|(name, _)| name.clone()).collect();
    let job = door.peek(|case| jobs::join(case, parts, under, low)).flatten().ok_or_else(failed)?;
    let making = world.bench().make(Kind::Paper, slot, files, job, |_| ());
    drop(world);
    let done = making.await.map_err(|_| failed())?;
    let facts = facts_of(done.report);
    done.made.map(|blob| (blob, facts.clone())).ok_or_else(|| {
        let at = facts.get("join.refused_file").and_then(Fact::number);
        let at = at.map_or(usize::MAX, |at| at as usize);
        let word = match facts.get("join.refused") {
            Some(Fact::Text(word)) => word.as_str(),
            _ => "",
        };
        Refusal {
            text: TextId::new(match word {
                "encrypted" => "join.encrypted",
                "signed" => "join.signed",
                "form" => "join.form",
                "portfolio" => "join.portfolio",
                "incomplete" => "join.incomplete",
                _ => "join.unreadable",
            }),
            file: names.get(at).cloned().unwrap_or_default(),
            key: keys.get(at).cloned(),
        }
    })
}

/// The files of these pages, each once, and the pages that follow each other in one of them together.
fn parts(pages: &[PageOf]) -> (Vec<String>, Vec<Part>) {
    let (mut keys, mut parts): (Vec<String>, Vec<Part>) = (Vec::new(), Vec::new());
    for page in pages {
        let file = keys.iter().position(|key| *key == page.key).unwrap_or_else(|| {
            keys.push(page.key.clone());
            keys.len() - 1
        }) as u32;
        let turned = Turned {
            page: page.page,
            turn: page.turn,
        };
        match parts.last_mut() {
            Some(Part {
                file: last,
                pages: Some(pages),
            }) if *last == file => pages.push(turned),
            _ => parts.push(Part {
                file,
                pages: Some(vec![turned]),
            }),
        }
    }
    (keys, parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pages: &[(&str, u32)], expected: &str) {
        let page = |(key, page): &(&str, u32)| PageOf {
            key: (*key).into(),
            page: *page,
            turn: 0,
        };
        let (keys, parts) = parts(&pages.iter().map(page).collect::<Vec<_>>());
        let part = |part: &Part| {
            let pages = part.pages.iter().flatten().map(|it| it.page.to_string());
            format!("{}:{}", part.file, pages.collect::<Vec<_>>().join(","))
        };
        let parts: Vec<_> = parts.iter().map(part).collect();
        assert_eq!(format!("{} | {}", keys.join(" "), parts.join(" ")), expected);
    }

    #[test]
    fn pages_that_follow_each_other_are_one_part() {
        check(&[], " | ");
        check(&[("a", 1), ("a", 3), ("b", 1), ("a", 2)], "a b | 0:1,3 1:1 0:2");
    }
}
