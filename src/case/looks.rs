//! What no machine sees in a photo: the person is asked, and says of which they have made sure.

use super::Case;
use rulebook::{DocumentId, TextId};

impl Case {
    /// What a person is asked to look at themselves in a file for this document: ids of sentences.
    pub fn looks(&self, document: &DocumentId) -> &[TextId] {
        let mut documents = self.book.documents.values().flat_map(|set| &set.documents);
        documents.find(|it| it.id == *document).map_or(&[], |it| &it.looks)
    }

    /// The file in which the person looks: what was cut out of a picture shows nothing that the picture does not.
    pub fn looked_at<'a>(&'a self, key: &'a str) -> &'a str {
        let first = self.made(key).and_then(|made| made.of.first());
        first.map_or(key, |(_, file)| file.key.as_str())
    }

    /// Whether the person has made sure of this in the picture with this key.
    pub fn has_looked(&self, picture: &str, look: &TextId) -> bool {
        self.looked.contains(&(picture.to_owned(), look.clone()))
    }

    /// Of how much the person has not made sure yet, in all files that go out.
    pub fn looks_left(&self) -> usize {
        let left = |(document, file): (&engine::DocumentView, &engine::FileEntry)| {
            let picture = self.looked_at(&file.key);
            let looks = self.looks(&document.id).iter();
            looks.filter(|look| !self.has_looked(picture, look)).count()
        };
        self.outgoing().map(left).sum()
    }

    pub(super) fn look(&mut self, picture: String, look: TextId, yes: bool) {
        if yes {
            self.looked.insert((picture, look));
        } else {
            self.looked.remove(&(picture, look));
        }
    }
}
