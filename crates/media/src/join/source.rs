//! One file that gives pages.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object};

use super::book::Book;
use super::carry::Carrier;
use super::drawn::{self, Drawn};
use super::fit::Range;
use super::layers::Shown;
use super::picture;
use super::sheets::{self, Sheet};
use super::{Limits, Why};
use crate::pdf::content::Budget;
use crate::pdf::encryption::{self, Found};
use crate::pdf::open::{self, Opened, Packed};
use crate::pdf::pages::{self, Tree};
use crate::pdf::there::There;
use crate::pdf::{self, form, frame, second};
use crate::sniff::{self, Format};
use crate::{Input, Turned, Unreadable};

pub(super) enum Source {
    Papers(Box<Papers>),
    /// A page around a picture that is in the book already.
    Picture(Dictionary),
}

pub(super) struct Papers {
    sheets: Vec<Sheet>,
    /// What each page that is wanted draws.
    drawn: BTreeMap<usize, Drawn>,
    carrier: Carrier,
    layers: Shown,
}

impl Source {
    /// `wanted` are the pages that will be asked for, counted from 0; all if it is `None`.
    pub fn open(
        input: &Input<'_>,
        limits: Limits,
        range: &Range,
        wanted: Option<&BTreeSet<usize>>,
        book: &mut Book,
    ) -> Result<Source, Why> {
        let bytes = input.bytes;
        if bytes.is_empty() {
            return Err(Why::Unreadable(Unreadable::Empty));
        }
        if bytes.len() as u64 > limits.bytes {
            return Err(Why::Unreadable(Unreadable::TooBig));
        }
        match sniff::sniff(bytes) {
            Format::Pdf => papers(bytes, wanted),
            format => picture::page(format, bytes, limits.pixels, range, book)
                .map(Source::Picture)
                .map_err(Why::Unreadable),
        }
    }

    /// Puts pages into the book: those named, or all.
    pub fn give(&mut self, asked: Option<&[Turned]>, book: &mut Book) -> Result<(), Why> {
        let count = match self {
            Source::Papers(papers) => papers.sheets.len(),
            Source::Picture(_) => 1,
        };
        match asked {
            None => {
                for at in 0..count {
                    self.give_one(at, 0, book)?;
                }
            }
            Some(asked) => {
                for turned in asked {
                    let at = usize::try_from(turned.page).ok().and_then(|page| page.checked_sub(1));
                    let at = at.filter(|at| *at < count).ok_or(Why::PageMissing)?;
                    self.give_one(at, turned.turn, book)?;
                }
            }
        }
        Ok(())
    }

    fn give_one(&mut self, at: usize, turn: u16, book: &mut Book) -> Result<(), Why> {
        let (mut page, before, drawn) = match self {
            Source::Picture(page) => (page.clone(), 0, None),
            Source::Papers(papers) => {
                let (page, before) = papers.page(at, book).ok_or(Why::PageMissing)?;
                if papers.carrier.has_lost() {
                    return Err(Why::Incomplete);
                }
                (page, before, papers.drawn.get(&at).cloned())
            }
        };
        let turn = (before + i64::from(turn)).rem_euclid(360) / 90 * 90;
        if turn != 0 {
            page.set("Rotate", turn);
        }
        book.add(page, drawn);
        Ok(())
    }

    /// After the last page.
    pub fn end(self, book: &mut Book) {
        if let Source::Papers(papers) = self {
            papers.layers.hand_on(&papers.carrier, &mut book.layers);
        }
    }
}

impl Papers {
    /// A page in the words of the book, and how far it is turned already.
    fn page(&mut self, at: usize, book: &mut Book) -> Option<(Dictionary, i64)> {
        let sheet = self.sheets.get(at)?;
        let mut page = Dictionary::new();
        for (key, value) in &sheet.entries {
            page.set(key.clone(), self.carrier.carry(value.clone(), &mut book.document));
        }
        let mut annotations = Vec::new();
        for annotation in &sheet.annotations {
            let carried = self.carrier.carry(annotation.clone().into(), &mut book.document);
            annotations.push(Object::from(book.document.add_object(carried)));
        }
        if !annotations.is_empty() {
            page.set("Annots", annotations);
        }
        Some((page, sheet.turn))
    }
}

fn papers(bytes: &[u8], wanted: Option<&BTreeSet<usize>>) -> Result<Source, Why> {
    let damaged = Why::Unreadable(Unreadable::Damaged);
    let frame = frame::read(bytes).ok_or(damaged)?;
    let Opened {
        document,
        bytes,
        packed,
        mended,
    } = open::open(bytes, &frame);
    match encryption::read(&bytes, document.as_ref()) {
        Found::Open => {}
        Found::Locked(_) => return Err(Why::Encrypted),
        // Perhaps encrypted: then nonsense would be joined.
        Found::Unknown => return Err(damaged),
    }
    let document = document.ok_or(damaged)?;
    let there = There::of(&document, &bytes);
    let tree = pages::read(&document).map_err(|_| damaged)?;
    let sheets = sheets::all(&tree, &document, &there)?;
    refuse_what_would_break(&document, &tree)?;
    refuse_what_readers_dispute(&document, &tree, &bytes, packed, !mended.is_empty())?;
    let mut budget = Budget::for_a_file();
    let mut drawn = BTreeMap::new();
    for (at, (page, sheet)) in tree.pages.iter().zip(&sheets).enumerate() {
        if wanted.is_none_or(|wanted| wanted.contains(&at)) {
            drawn.insert(at, drawn::of(page, &document, &sheet.annotations, &mut budget));
        }
    }
    Ok(Source::Papers(Box::new(Papers {
        sheets,
        drawn,
        layers: Shown::read(&document),
        carrier: Carrier::new(document, there),
    })))
}

/// In a damaged paper another reader may find more pages. Where the trailer was made up, both must find the same.
fn refuse_what_readers_dispute(document: &Document, tree: &Tree<'_>, bytes: &[u8], packed: Packed, mended: bool) -> Result<(), Why> {
    let made_up = !document.trailer.has(b"Size");
    if !mended && !made_up && document.xref_recovery.is_none() {
        return Ok(());
    }
    let second = (packed != Packed::Unknown).then(|| second::pages(bytes)).flatten();
    let own = tree.pages.len();
    match second {
        Some(pages) if pages > own => Err(Why::Incomplete),
        second if made_up && second != Some(own) => Err(Why::Unreadable(Unreadable::Damaged)),
        _ => Ok(()),
    }
}

fn refuse_what_would_break(document: &Document, tree: &Tree<'_>) -> Result<(), Why> {
    let form = form::read(document, tree);
    if form.signed {
        Err(Why::Signed)
    } else if form.xfa || form.fields > 0 {
        Err(Why::Form)
    } else if pdf::is_portfolio(document) {
        Err(Why::Portfolio)
    } else {
        Ok(())
    }
}
