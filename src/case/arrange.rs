//! The pages of a document in an order that the person changes: moved, turned, left out. Nothing of it is in the case until a
//! file was made of it.

use super::{Case, PageOf};
use engine::{Fact, FileEntry};
use rulebook::{DocumentId, FactId, Takes};
use std::collections::BTreeMap;

/// A page, and whether it is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Which page, and how it is turned.
    pub page: PageOf,
    /// Whether it is left out.
    pub out: bool,
}

/// Pages in the order in which they shall stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheets(pub Vec<Sheet>);

impl Sheets {
    /// Puts a page where another stands. Answers whether both are there.
    pub fn move_to(&mut self, at: usize, to: usize) -> bool {
        let there = at < self.0.len() && to < self.0.len();
        if there {
            let sheet = self.0.remove(at);
            self.0.insert(to, sheet);
        }
        there
    }

    /// Turns a page a quarter to the right.
    pub fn turn(&mut self, at: usize) {
        if let Some(sheet) = self.0.get_mut(at) {
            sheet.page.turn = (sheet.page.turn + 90) % 360;
        }
    }

    /// Leaves a page out, or takes it in again.
    pub fn leave_out(&mut self, at: usize) {
        if let Some(sheet) = self.0.get_mut(at) {
            sheet.out = !sheet.out;
        }
    }

    /// Takes over which pages there are now: what was arranged stays as it was, what is new comes last.
    pub fn follow(&mut self, now: Sheets) {
        self.0.retain(|sheet| now.0.iter().any(|it| it.is_same(sheet)));
        for sheet in now.0 {
            if !self.0.iter().any(|it| it.is_same(&sheet)) {
                self.0.push(sheet);
            }
        }
    }

    /// The pages that are not left out.
    pub fn pages(&self) -> Vec<PageOf> {
        let inside = self.0.iter().filter(|sheet| !sheet.out);
        inside.map(|sheet| sheet.page.clone()).collect()
    }
}

impl Sheet {
    fn is_same(&self, other: &Sheet) -> bool {
        (&self.page.key, self.page.page) == (&other.page.key, other.page.page)
    }
}

impl Case {
    /// The pages given for a document: of a file that was made those that it has, and after them those of its originals that were
    /// left out. A file of which nobody knows the pages has none.
    pub fn sheets(&self, document: &DocumentId) -> Sheets {
        let mut sheets = Sheets::default();
        for file in self.answers.files(document) {
            let inside = self.pages_of(&file.key).into_iter().map(|page| Sheet { page, out: false });
            sheets.0.extend(inside);
            for page in self.beside(&file.key).flat_map(|(_, file)| pages(&file.key, file.facts.as_ref())) {
                let sheet = Sheet { page, out: true };
                if !sheets.0.iter().any(|it| it.is_same(&sheet)) {
                    sheets.0.push(sheet);
                }
            }
        }
        sheets
    }

    /// The pages of a given file: those of its originals if it was made of others, otherwise its own.
    pub fn pages_of(&self, key: &str) -> Vec<PageOf> {
        match self.made(key) {
            Some(made) if !made.pages.is_empty() => made.pages.clone(),
            _ => self.own_pages(key),
        }
    }

    /// The pages of a given file as it is.
    pub fn own_pages(&self, key: &str) -> Vec<PageOf> {
        self.given(key).map(|(_, file)| pages(key, file.facts.as_ref())).unwrap_or_default()
    }

    /// The pages of all papers that go out, in the order of the lists, and the papers of which nobody knows the pages: they are
    /// locked, or no pages at all.
    pub fn whole(&self) -> (Vec<PageOf>, Vec<FileEntry>) {
        let (mut all, mut without) = (Vec::new(), Vec::new());
        for (_, file) in self.outgoing().filter(|(document, _)| document.takes == Takes::Paper) {
            match self.own_pages(&file.key) {
                pages if pages.is_empty() => without.push(file.clone()),
                pages => all.extend(pages),
            }
        }
        (all, without)
    }

    /// Keys of the files given for a document that these pages are from.
    pub fn holding(&self, document: &DocumentId, sheets: &Sheets) -> Vec<String> {
        let has = |key: &str| sheets.0.iter().any(|sheet| sheet.page.key == key);
        let of_it = |file: &&FileEntry| has(&file.key) || self.beside(&file.key).any(|(_, file)| has(&file.key));
        let files = self.answers.files(document).iter().filter(of_it);
        files.map(|file| file.key.clone()).collect()
    }
}

/// A PDF has the pages that were counted, a picture is one. What cannot be read has none that could be offered.
fn pages(key: &str, facts: Option<&BTreeMap<FactId, Fact>>) -> Vec<PageOf> {
    let facts = facts.filter(|facts| !facts.contains_key("file.unreadable"));
    let number = |name: &str| facts?.get(name)?.number().map(|number| number as u32);
    let count = number("pdf.pages").or_else(|| number("photo.width_px").map(|_| 1)).unwrap_or(0);
    let page = |page| PageOf {
        key: key.to_owned(),
        page,
        turn: 0,
    };
    (1..=count).map(page).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheets(pages: &[(&str, u32)]) -> Sheets {
        let sheet = |(key, page): &(&str, u32)| Sheet {
            page: PageOf {
                key: (*key).into(),
                page: *page,
                turn: 0,
            },
            out: false,
        };
        Sheets(pages.iter().map(sheet).collect())
    }

    fn check(sheets: &Sheets, expected: &str) {
        let pages = sheets.pages();
        let words: Vec<_> = pages
            .iter()
            .map(|page| format!("{}{}@{}", page.key, page.page, page.turn))
            .collect();
        assert_eq!(words.join(" "), expected);
    }

    #[test]
    fn pages_are_moved_turned_and_left_out() {
        let mut list = sheets(&[("a", 1), ("a", 2), ("b", 1)]);
        assert!(list.move_to(2, 1) && !list.move_to(2, 3) && !list.move_to(9, 0));
        check(&list, "a1@0 b1@0 a2@0");
        (0..5).for_each(|_| list.turn(1));
        list.leave_out(0);
        check(&list, "b1@90 a2@0");
        list.leave_out(0);
        check(&list, "a1@0 b1@90 a2@0");
    }

    #[test]
    fn what_cannot_be_joined_has_no_page_to_offer() {
        let facts = |facts: &[(&str, Fact)]| -> BTreeMap<FactId, Fact> {
            let pairs = facts.iter().map(|(name, fact)| (FactId::new(*name), fact.clone()));
            pairs.collect()
        };
        let wide = ("photo.width_px", Fact::Number(4032.0));
        assert_eq!(pages("k", Some(&facts(std::slice::from_ref(&wide)))).len(), 1);
        assert_eq!(pages("k", Some(&facts(&[("pdf.pages", Fact::Number(3.0))]))).len(), 3);
        let closed = ("file.unreadable", Fact::Text("unknown-format".into()));
        assert_eq!(pages("k", Some(&facts(&[wide, closed]))).len(), 0);
        assert_eq!(pages("k", None).len(), 0);
    }

    #[test]
    fn an_order_outlives_the_files_that_come_and_go() {
        let mut list = sheets(&[("b", 1), ("a", 2), ("a", 1)]);
        list.turn(1);
        list.leave_out(2);
        list.follow(sheets(&[("a", 1), ("a", 2), ("c", 1)]));
        check(&list, "a2@90 c1@0");
        assert!(list.0.iter().any(|sheet| sheet.out), "what was left out stays left out");
    }
}
