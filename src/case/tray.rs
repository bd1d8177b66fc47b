//! The tray: files that were given and belong to no document yet. They are kept like all others and never sent.

use super::Case;
use engine::{At, DocumentView, FileEntry, fold};
use rulebook::{DocumentId, Takes};

impl Case {
    /// Where files lie that belong to no document yet: at the one without a name, of which nothing is ever asked or sent.
    pub fn tray() -> DocumentId {
        DocumentId::default()
    }

    /// The papers in the order of the lists.
    pub fn papers(&self) -> impl Iterator<Item = &DocumentView> {
        let documents = self.assessment.documents.iter();
        documents.filter(|document| document.takes == Takes::Paper)
    }

    /// Papers of which the original was scanned for what goes out: the person keeps it, as the office may ask to see it.
    pub fn originals(&self) -> impl Iterator<Item = &DocumentView> {
        self.papers().filter(|it| it.original && it.goes_out() && it.files > 0)
    }

    /// The files that go out with their documents, in the order of the lists.
    pub fn outgoing(&self) -> impl Iterator<Item = (&DocumentView, &FileEntry)> {
        engine::outgoing(&self.answers, &self.assessment.documents)
    }

    /// The files that go out, each with its document, its key, and the name under which it leaves the desk: numbered, so that they lie in this order
    /// wherever they are saved.
    pub fn leaving(&self) -> Vec<(DocumentId, String, String)> {
        let mut last: Option<(&DocumentId, usize)> = None;
        let files = self.outgoing().enumerate().map(|(number, (document, file))| {
            let at = last.filter(|(before, _)| **before == document.id).map_or(0, |(_, at)| at + 1);
            last = Some((&document.id, at));
            let name = format!("{:02}_{}", number + 1, engine::file_name(&document.id, at, file));
            (document.id.clone(), file.key.clone(), name)
        });
        files.collect()
    }

    /// The paper of which the name of a file speaks, among those that are or may be handed in. A name that speaks of two says
    /// nothing. Width, case, kana, marks and old forms of kanji make no difference.
    pub fn paper_named(&self, name: &str) -> Option<DocumentId> {
        let characters = &self.book.characters;
        let name = fold(name, characters);
        let asked: Vec<&DocumentId> = self.papers().filter(|it| it.goes_out()).map(|it| &it.id).collect();
        let documents = self.book.documents.values().flat_map(|set| &set.documents);
        let words = documents
            .filter(|document| asked.contains(&&document.id))
            .flat_map(|document| document.file_words.iter().map(|word| (&document.id, fold(word, characters))));
        meant(&name, words).cloned()
    }

    pub(super) fn assign(&mut self, key: &str, to: DocumentId) {
        let Some((from, file)) = self.given(key).map(|(from, file)| (from.clone(), file.clone())) else {
            return;
        };
        self.answers.remove_file(&from, key);
        self.refused.retain(|finding| finding.at != At::File(from.clone(), key.to_owned()));
        self.answers.put_file(&to, file);
        // What it was made of for the same document moves with it, and would come back there.
        let beside = self.made.get_mut(key).into_iter().flat_map(|made| &mut made.of);
        for (document, _) in beside.filter(|(document, _)| *document == from) {
            document.clone_from(&to);
        }
        self.confirmed = false;
        self.judge_anew();
    }
}

/// Whose word stands in a name; where there are several, the longest counts, and none if two have one so long.
fn meant<T: PartialEq>(name: &str, words: impl Iterator<Item = (T, String)>) -> Option<T> {
    let mut best: Option<(usize, Option<T>)> = None;
    for (owner, word) in words.filter(|(_, word)| name.contains(word.as_str())) {
        let length = word.chars().count();
        best = match best {
            Some((most, whose)) if most > length => Some((most, whose)),
            Some((most, whose)) if most == length => Some((most, whose.filter(|it| *it == owner))),
            _ => Some((length, Some(owner))),
        };
    }
    best.and_then(|(_, whose)| whose)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, expected: Option<u8>) {
        let words = [(1, "tax"), (1, "income"), (2, "tax paid"), (3, "lease"), (3, "rental")];
        assert_eq!(
            meant(name, words.into_iter().map(|(owner, word)| (owner, word.to_owned()))),
            expected,
            "{name}"
        );
    }

    #[test]
    fn the_longest_word_in_a_name_counts_and_two_say_nothing() {
        check("scan0001.pdf", None);
        check("tax 2026.pdf", Some(1));
        check("tax paid 2026.pdf", Some(2));
        check("income and rental.pdf", None);
        check("tax, lease.pdf", Some(3));
    }
}
