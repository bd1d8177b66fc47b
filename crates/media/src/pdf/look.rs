//! What is on the pages: sizes, pictures, fonts, and whether there is anything at all.

use std::collections::HashSet;

use lopdf::{Dictionary, Document, Object};

use super::content::{self, Budget, End, Mark};
use super::fonts;
use super::geometry::{MM_PER_INCH, POINTS_PER_INCH, Sheet};
use super::pages::{Page, Tree};
use super::resolution::Pictures;
use crate::Report;
use crate::facts::pdf;

/// Sets the facts about pages. `progress` is told how many of them are done.
pub(super) fn measure(document: &Document, tree: &Tree<'_>, report: &mut Report, progress: &mut dyn FnMut(usize)) {
    let mut sizes = Sizes::default();
    let mut seen = Seen::default();
    let mut budget = Budget::for_a_file();
    let mut looked_through = true;
    for (at, page) in tree.pages.iter().enumerate() {
        let sheet = Sheet::of(page, document);
        sizes.add(sheet);
        if looked_through {
            looked_through = seen.add(document, page, sheet, &mut budget);
        }
        progress(at);
    }
    sizes.tell(report);
    report.set(&pdf::LOOKED_THROUGH, looked_through);
    if looked_through {
        seen.tell(report);
    }
}

#[derive(Default)]
struct Sizes {
    /// Least and most, in mm.
    width: Option<(f64, f64)>,
    height: Option<(f64, f64)>,
    landscape: u32,
}

impl Sizes {
    fn add(&mut self, sheet: Sheet) {
        // A tenth of a millimetre: finer than any printer, and the same in every text.
        let mm = |points: f64| (points / POINTS_PER_INCH * MM_PER_INCH * 10.0).round() / 10.0;
        let widen = |range: &mut Option<(f64, f64)>, side: f64| {
            let (least, most) = range.unwrap_or((side, side));
            *range = Some((least.min(side), most.max(side)));
        };
        widen(&mut self.width, mm(sheet.width));
        widen(&mut self.height, mm(sheet.height));
        self.landscape += u32::from(sheet.width > sheet.height);
    }

    fn tell(&self, report: &mut Report) {
        if let (Some((narrow, wide)), Some((low, high))) = (self.width, self.height) {
            report.set(&pdf::LEAST_WIDTH_MM, narrow);
            report.set(&pdf::MOST_WIDTH_MM, wide);
            report.set(&pdf::LEAST_HEIGHT_MM, low);
            report.set(&pdf::MOST_HEIGHT_MM, high);
        }
        report.set(&pdf::LANDSCAPE_PAGES, self.landscape);
    }
}

#[derive(Default)]
struct Seen<'a> {
    blank: u32,
    unreadable: u32,
    least_dpi: Option<f64>,
    missing_fonts: HashSet<&'a [u8]>,
}

impl<'a> Seen<'a> {
    /// `false` if the budget ended.
    fn add(&mut self, document: &'a Document, page: &Page<'a>, sheet: Sheet, budget: &mut Budget) -> bool {
        let mut inked = false;
        let mut pictures = Pictures::default();
        let end = content::walk(document, page, budget, &mut |mark| match mark {
            Mark::Ink => inked = true,
            Mark::Image(placed) => {
                inked = true;
                pictures.add(&placed, sheet, document);
            }
            Mark::Font(font) => self.missing_fonts.extend(fonts::missing(font, document)),
        });
        match end {
            End::Budget => return false,
            End::Broken | End::Odd => self.unreadable += 1,
            End::Whole => {
                let empty = !inked && !page.annotations(document).any(|it| shows(it, document));
                self.blank += u32::from(empty);
            }
        }
        if let Some(dpi) = pictures.resolution() {
            self.least_dpi = Some(self.least_dpi.map_or(dpi, |least| least.min(dpi)));
        }
        true
    }

    fn tell(&self, report: &mut Report) {
        report.set(&pdf::BLANK_PAGES, self.blank);
        report.set(&pdf::UNREADABLE_PAGES, self.unreadable);
        report.set(&pdf::UNEMBEDDED_FONTS, self.missing_fonts.len() as f64);
        if let Some(dpi) = self.least_dpi {
            report.set(&pdf::LEAST_DPI, dpi.round());
        }
    }
}

/// Whether an annotation puts something on its page. Most readers draw those that bring no picture of themselves as well.
fn shows(annotation: &Dictionary, document: &Document) -> bool {
    const HIDDEN: i64 = 1 << 1;
    const UNSEEN: [&[u8]; 2] = [b"Link", b"Popup"];
    let flags = annotation.get_deref(b"F", document).and_then(Object::as_i64).unwrap_or(0);
    let kind = annotation
        .get_deref(b"Subtype", document)
        .and_then(Object::as_name)
        .unwrap_or_default();
    flags & HIDDEN == 0 && (!UNSEEN.contains(&kind) || annotation.get_deref(b"AP", document).is_ok_and(|it| it.as_dict().is_ok()))
}
