//! PDF files: what they claim, whether they are locked, what is on their pages, whether they are whole.

pub(crate) mod content;
pub(crate) mod encryption;
pub(crate) mod form;
pub(crate) mod frame;
pub(crate) mod geometry;
pub(crate) mod mend;
pub(crate) mod open;
pub(crate) mod pages;
pub(crate) mod resolution;
pub(crate) mod second;
pub(crate) mod streams;
pub(crate) mod there;

mod fonts;
mod look;
mod lost;
mod names;
mod object;
mod reached;
mod unpacking;

use std::collections::HashSet;

use lopdf::{Document, Object, ObjectId};

use crate::facts::pdf;
use crate::{Report, Unreadable};
use encryption::Lock;
use open::Packed;
use pages::{NoTree, Tree};

pub(crate) fn measure(bytes: &[u8], report: &mut Report, progress: &mut dyn FnMut(u8)) -> Result<(), Unreadable> {
    let frame = frame::read(bytes).ok_or(Unreadable::Damaged)?;
    report.set(&pdf::HEADER_OFFSET, frame.header_offset);
    report.set(&pdf::TRUNCATED, !frame.has_end);
    let broken = if frame.has_end {
        Unreadable::Damaged
    } else {
        Unreadable::Truncated
    };

    progress(10);
    let opened = open::open(bytes, &frame);
    let bytes: &[u8] = &opened.bytes;
    progress(40);

    let version = frame.version.max(opened.document.as_ref().and_then(frame::version_in_catalog));
    if let Some((major, minor)) = version {
        report.set(&pdf::VERSION, format!("{major}.{minor}"));
    }
    describe(encryption::read(bytes, opened.document.as_ref()), report);

    let inside = match &opened.document {
        Some(document) if document.trailer.has(b"Encrypt") && document.encryption_state.is_none() => {
            report.set(&pdf::DAMAGED, document.xref_recovery.is_some());
            Inside::Locked
        }
        Some(document) => read(document, &opened.mended, report, progress),
        None => {
            report.set(&pdf::DAMAGED, true);
            Inside::Lost
        }
    };
    progress(90);
    match inside {
        Inside::Pages(pages) => {
            report.set(&pdf::PAGES, pages as f64);
            if opened.packed != Packed::Unknown && pages > 0 {
                report.set(&pdf::SECOND_OPINION, second::pages(bytes) == Some(pages));
            }
            Ok(())
        }
        Inside::Endless => Err(Unreadable::Damaged),
        Inside::Locked | Inside::Lost => {
            let second = second::can_be_asked_alone(bytes, opened.packed).then(|| second::pages(bytes));
            match second.flatten() {
                Some(pages) if pages > 0 => {
                    report.set(&pdf::PAGES, pages as f64);
                    report.set(&pdf::SECOND_OPINION, false);
                    Ok(())
                }
                _ if matches!(inside, Inside::Locked) => Ok(()),
                _ => Err(broken),
            }
        }
    }
}

/// How far the first reader came.
enum Inside {
    /// So many pages were found.
    Pages(usize),
    /// It is encrypted: nothing inside can be counted or found missing.
    Locked,
    /// It could not be opened, or its pages are not to be found.
    Lost,
    /// Its tree of pages has more branches than any honest file.
    Endless,
}

/// Everything inside of an open document.
fn read(document: &Document, mended: &HashSet<ObjectId>, report: &mut Report, progress: &mut dyn FnMut(u8)) -> Inside {
    let tree = pages::read(document);
    let reached = reached::walk(document, mended);
    let whole = tree.as_ref().is_ok_and(|tree| tree.whole) && reached.sound;
    report.set(&pdf::DAMAGED, document.xref_recovery.is_some() || !whole);
    report.set(&pdf::SCRIPTS, reached.scripts);
    report.set(&pdf::EMBEDDED_FILES, reached.files);
    report.set(&pdf::PORTFOLIO, is_portfolio(document));
    progress(50);

    let tree = match tree {
        // A tree without a page may be what its file says, or what is left of it.
        Ok(tree) if tree.whole || !tree.pages.is_empty() => tree,
        Ok(_) | Err(NoTree::Lost) => return Inside::Lost,
        Err(NoTree::Endless) => return Inside::Endless,
    };
    let pages = tree.pages.len();
    fill_in(document, &tree, report);
    look::measure(document, &tree, report, &mut |done| {
        progress(u8::try_from(50 + done * 40 / pages.max(1)).unwrap_or(90));
    });
    Inside::Pages(pages)
}

fn fill_in(document: &Document, tree: &Tree<'_>, report: &mut Report) {
    let form = form::read(document, tree);
    report.set(&pdf::FORM_FIELDS, form.fields);
    report.set(&pdf::FORM_WITHOUT_APPEARANCE, form.without_appearance);
    report.set(&pdf::SIGNED, form.signed);
    report.set(&pdf::XFA, form.xfa);
}

/// Whether the file is a wrapping around others, to be opened one by one.
pub(crate) fn is_portfolio(document: &Document) -> bool {
    let collection = document.catalog().and_then(|it| it.get_deref(b"Collection", document));
    matches!(collection, Ok(Object::Dictionary(_)))
}

fn describe(found: encryption::Found, report: &mut Report) {
    match found {
        encryption::Found::Open => {
            report.set(&pdf::ENCRYPTED, false);
            report.set(&pdf::PASSWORD_NEEDED, false);
            report.set(&pdf::MAY_PRINT, true);
            report.set(&pdf::MAY_COPY, true);
        }
        encryption::Found::Locked(lock) => {
            let Lock {
                scheme,
                permissions,
                password_needed,
            } = lock;
            report.set(&pdf::ENCRYPTED, true);
            report.set(&pdf::ENCRYPTION, scheme);
            if let Some(needed) = password_needed {
                report.set(&pdf::PASSWORD_NEEDED, needed);
            }
            if let Some(permissions) = permissions {
                report.set(&pdf::MAY_PRINT, permissions.print);
                report.set(&pdf::MAY_COPY, permissions.copy);
            }
        }
        encryption::Found::Unknown => {}
    }
}
