//! The PDF that is being put together.

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::drawn::{self, Drawn};
use crate::pdf::content::Budget;
use crate::pdf::pages::{self, Page};

/// Pages in order, in a document of their own.
pub(super) struct Book {
    pub document: Document,
    tree: ObjectId,
    kids: Vec<Object>,
    drawn: Vec<Option<Drawn>>,
    pub layers: Layers,
    /// How many pictures could not be put in as they were.
    pub recompressed: u32,
}

/// Layers that can be shown or hidden.
#[derive(Default)]
pub(super) struct Layers {
    pub all: Vec<Object>,
    pub hidden: Vec<Object>,
}

impl Book {
    pub fn new() -> Book {
        let mut document = Document::with_version("1.7");
        let tree = document.new_object_id();
        Book {
            document,
            tree,
            kids: Vec::new(),
            drawn: Vec::new(),
            layers: Layers::default(),
            recompressed: 0,
        }
    }

    /// How many pages there are so far.
    pub fn pages(&self) -> u32 {
        u32::try_from(self.drawn.len()).unwrap_or(u32::MAX)
    }

    /// Which page of the finished document does not draw what its original does, counted from 0.
    pub fn unlike(&self, document: &Document) -> Option<usize> {
        let tree = pages::read(document).ok().filter(|tree| tree.pages.len() == self.drawn.len());
        let Some(tree) = tree else { return Some(0) };
        let unlike = |(page, drawn): (&Page<'_>, &Option<Drawn>)| {
            let Some(drawn) = drawn else { return false };
            let stamps: Vec<Dictionary> = page.annotations(document).cloned().collect();
            drawn::of(page, document, &stamps, &mut Budget::for_a_file()) != *drawn
        };
        tree.pages.iter().zip(&self.drawn).position(unlike)
    }

    /// Adds a page behind the others, with what its original draws, if it is one of a PDF.
    pub fn add(&mut self, mut page: Dictionary, drawn: Option<Drawn>) {
        self.drawn.push(drawn);
        page.set("Type", "Page");
        page.set("Parent", self.tree);
        let page = self.document.add_object(page);
        self.kids.push(page.into());
    }

    /// The document, whole. What is added later is lost.
    pub fn finish(&mut self) -> Document {
        let mut document = std::mem::take(&mut self.document);
        let count = i64::from(self.pages());
        let tree = dictionary! { "Type" => "Pages", "Kids" => std::mem::take(&mut self.kids), "Count" => count };
        document.objects.insert(self.tree, tree.into());
        let mut catalog = dictionary! { "Type" => "Catalog", "Pages" => self.tree };
        let Layers { all, hidden } = std::mem::take(&mut self.layers);
        if !all.is_empty() {
            catalog.set(
                "OCProperties",
                dictionary! { "OCGs" => all, "D" => dictionary! { "OFF" => hidden } },
            );
        }
        let catalog = document.add_object(catalog);
        document.trailer.set("Root", catalog);
        document
    }
}
