//! Papers put where they belong, put together, and made smaller until they fit.

use super::bind::{Refusal, bind};
use super::files::{attach, erase, new_key, set_down, take_in};
use super::prepare::renamed;
use crate::case::{Attachment, Case, Preparation, Sheets, is_gain};
use crate::door::Door;
use crate::ports::page;
use crate::ports::save::{self, Blob, File};
use engine::{Fact, FileEntry};
use rulebook::{DocumentId, Takes};
use std::collections::BTreeSet;

/// Takes a file in for the paper of which its name speaks, otherwise into the tray. Answers which paper that is.
pub fn sort_in(door: Door, file: File) -> Option<DocumentId> {
    let name = page::compatible(&file.name());
    let document = door.peek(|case| case.paper_named(&name)).flatten();
    attach(door, document.clone().unwrap_or_else(Case::tray), Takes::Paper, file);
    document
}

/// Makes one PDF of the pages of a document, in place of the files that they are from.
pub async fn join(door: Door, document: DocumentId, sheets: Sheets) -> Result<(), Refusal> {
    let holding = || door.peek(|case| case.holding(&document, &sheets)).unwrap_or_default();
    let (of, pages) = (holding(), sheets.pages());
    if pages.is_empty() {
        return Err(Refusal::of("join.empty"));
    }
    let (blob, facts) = bind(door, format!("{document}, join"), &pages, None, false).await?;
    let file = kept(door, file_name(door.words_now().get(document.as_str())), &blob).await;
    // What was taken away meanwhile must not come back in a file that was made of it.
    if holding() != of {
        erase(door, file.key);
        return Err(Refusal::of("join.failed"));
    }
    take_in(
        door,
        Preparation {
            document,
            file,
            of,
            pages,
            facts,
        },
    );
    Ok(())
}

/// Makes papers smaller until all files fit together, the largest first, and with `low` as coarse as the person has agreed to.
/// Answers what could not be made smaller.
pub async fn make_fit(door: Door, low: bool) -> Vec<Refusal> {
    let (mut tried, mut left) = (BTreeSet::new(), Vec::new());
    while let Some((key, share)) = door.peek(|case| case.to_shrink(&tried)).flatten() {
        tried.insert(key.clone());
        match shrink(door, &key, share, low).await {
            Ok(new) => {
                tried.insert(new);
            }
            Err(refusal) => left.push(refusal),
        }
    }
    left
}

/// Makes a paper smaller, from its originals. Answers the key of what takes its place.
async fn shrink(door: Door, key: &str, under: u64, low: bool) -> Result<String, Refusal> {
    let found = door.peek(|case| Some((case.file(key)?, case.pages_of(key)))).flatten();
    let ((document, file), pages) = found.ok_or_else(|| Refusal::of("join.failed"))?;
    let same = |text: &str| Refusal {
        file: file.name.clone(),
        ..Refusal::of(text)
    };
    if pages.is_empty() {
        return Err(same("join.unreadable"));
    }
    let (blob, facts) = bind(door, format!("{key}, fit"), &pages, Some(under), low).await?;
    if !is_gain(file.bytes, blob.size() as u64, under) {
        return Err(same("fit.same"));
    }
    let made = kept(door, renamed(&file.name, "pdf"), &blob).await;
    if door.peek(|case| case.own_pages(key).is_empty()).unwrap_or(true) {
        erase(door, made.key);
        return Err(same("join.failed"));
    }
    let (new, of) = (made.key.clone(), vec![key.to_owned()]);
    take_in(
        door,
        Preparation {
            document,
            file: made,
            of,
            pages,
            facts,
        },
    );
    Ok(new)
}

/// Offers all papers that go out as one PDF, in the order of the lists. Nothing in the case changes. Answers what is not in it.
pub async fn save_whole(door: Door) -> Vec<Refusal> {
    let (mut pages, without) = door.peek(Case::whole).unwrap_or_default();
    let mut left: Vec<Refusal> = without.into_iter().map(pageless).collect();
    while !pages.is_empty() {
        match bind(door, "whole".into(), &pages, None, false).await {
            Ok((blob, _)) => {
                let name = file_name(door.words_now().get("place.papers"));
                if save::offer(&name, &blob).is_err() {
                    left.push(Refusal::of("join.failed"));
                }
                return left;
            }
            Err(refusal) => {
                // Without the file that cannot be in it the others still can.
                let key = refusal.key.clone();
                left.push(refusal);
                let Some(key) = key else { return left };
                pages.retain(|page| page.key != key);
            }
        }
    }
    if left.is_empty() {
        left.push(Refusal::of("join.empty"));
    }
    left
}

/// A file of which no pages are known cannot be in a PDF of others, and is named.
fn pageless(file: FileEntry) -> Refusal {
    let locked = file.facts.as_ref().and_then(|facts| facts.get("pdf.encrypted")) == Some(&Fact::Bool(true));
    Refusal {
        file: file.name,
        key: Some(file.key),
        ..Refusal::of(if locked { "join.encrypted" } else { "join.unreadable" })
    }
}

/// What was made, kept before it takes the place of what it was made of.
async fn kept(door: Door, name: String, blob: &Blob) -> Attachment {
    let key = new_key();
    Attachment {
        keeping: set_down(&door, &key, blob).await,
        key,
        name,
        bytes: blob.size() as u64,
        facts: None,
    }
}

/// A name for a PDF, from what people call it: up to the first bracket, and without what file systems do not take.
fn file_name(called: &str) -> String {
    let plain = called.split(['(', '\u{ff08}']).next().unwrap_or(called).trim();
    let plain: String = plain.chars().filter(|it| !r#"/\:*?"<>|"#.contains(*it)).take(60).collect();
    format!("{plain}.pdf")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_made_file_has_a_plain_name() {
        for (called, expected) in [
            ("Tax (or not)", "Tax.pdf"),
            ("a/b: c", "ab c.pdf"),
            ("\u{7a0e}\u{ff08}x\u{ff09}", "\u{7a0e}.pdf"),
        ] {
            assert_eq!(file_name(called), expected);
        }
    }
}
