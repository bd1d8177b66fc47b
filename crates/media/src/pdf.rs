//! PDF files: what they claim, whether they are locked, how many pages they hold, whether they are whole.

mod encryption;
mod frame;
mod lost;
mod pages;
mod soundness;
mod unpacking;

use lopdf::{Document, LoadOptions};

use crate::facts::pdf;
use crate::{Report, Unreadable};
use encryption::Lock;

pub(crate) fn measure(bytes: &[u8], report: &mut Report, progress: &mut dyn FnMut(u8)) -> Result<(), Unreadable> {
    let frame = frame::read(bytes).ok_or(Unreadable::Damaged)?;
    report.set(&pdf::HEADER_OFFSET, frame.header_offset);
    report.set(&pdf::TRUNCATED, !frame.has_end);
    let broken = if frame.has_end {
        Unreadable::Damaged
    } else {
        Unreadable::Truncated
    };

    let limit = unpacking::limit(bytes);
    progress(20);
    let document = limit.and_then(|limit| {
        let options = LoadOptions::with_max_decompressed_size(limit);
        Document::load_mem_with_options(bytes, options).ok()
    });
    progress(80);

    let version = frame.version.max(document.as_ref().and_then(frame::version_in_catalog));
    if let Some((major, minor)) = version {
        report.set(&pdf::VERSION, format!("{major}.{minor}"));
    }
    describe(encryption::read(bytes, document.as_ref()), report);

    let Some(document) = document else {
        report.set(&pdf::DAMAGED, true);
        return Err(broken);
    };
    let repaired = document.xref_recovery.is_some();
    if document.trailer.has(b"Encrypt") && document.encryption_state.is_none() {
        // Still locked: nothing inside can be counted or found missing.
        report.set(&pdf::DAMAGED, repaired);
        return Ok(());
    }
    let tree = pages::count(&document);
    let whole = tree.is_some_and(|tree| tree.whole) && soundness::is_sound(&document);
    report.set(&pdf::DAMAGED, repaired || !whole);
    match tree {
        Some(tree) if tree.pages > 0 => {
            report.set(&pdf::PAGES, tree.pages);
            Ok(())
        }
        _ => Err(broken),
    }
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
