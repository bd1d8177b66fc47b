//! A photo's file, opened: its header measured, its pixels not yet touched.

use super::pixels::Picture;
use crate::facts::photo as fact;
use crate::picture::{self, Header, decode};
use crate::sniff::Format;
use crate::{Job, Report, Unreadable, run};

/// An opened file. It is decoded here, or elsewhere: a browser knows more formats, and colours beyond sRGB.
pub struct Opened<'a> {
    report: Report,
    format: Format,
    header: Header,
    bytes: &'a [u8],
    max_pixels: u64,
}

/// What the first bytes of a photo tell, to be told before the rest of its `size` bytes is read. `None` of what is no JPEG, or
/// does not say its size so early, or is too large for this job: then the whole file is to be asked.
pub fn glance(job: &Job, name: &str, size: u64, head: &[u8]) -> Option<Report> {
    let mut report = Report::of(name, size);
    let format = run::open(job, name, head, &mut report)
        .ok()
        .filter(|format| *format == Format::Jpeg)?;
    picture::measure(format, head, job.max_pixels(), &mut report).ok()?;
    // Of the end nothing is known.
    report.facts.remove(fact::TRUNCATED.name);
    Some(report)
}

impl<'a> Opened<'a> {
    /// Measures the header. `Err` is the whole report on a file that cannot be a photo for this job.
    pub fn open(job: &Job, name: &str, bytes: &'a [u8]) -> Result<Opened<'a>, Report> {
        let mut report = Report::of(name, bytes.len() as u64);
        let max_pixels = job.max_pixels();
        let header = run::open(job, name, bytes, &mut report).and_then(|format| {
            if !format.is_picture() {
                return Err(Unreadable::UnknownFormat);
            }
            Ok((format, picture::measure(format, bytes, max_pixels, &mut report)?))
        });
        match header {
            Ok((format, header)) => Ok(Opened {
                report,
                format,
                header,
                bytes,
                max_pixels,
            }),
            Err(why) => {
                report.refuse(why);
                Err(report)
            }
        }
    }

    /// What is known so far.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// The same, to be added to.
    pub fn report_mut(&mut self) -> &mut Report {
        &mut self.report
    }

    /// What is known in the end.
    pub fn into_report(self) -> Report {
        self.report
    }

    /// Width and height as displayed, if the header tells.
    pub fn size(&self) -> Option<(u32, u32)> {
        let (width, height) = self.header.size?;
        Some(if self.orientation() >= 5 {
            (height, width)
        } else {
            (width, height)
        })
    }

    /// Decodes the picture and turns it upright; this is the proof that it can be decoded, too. `None` if nothing here
    /// decodes this format; a file that cannot be decoded is refused in the report as well.
    pub fn decode(&mut self) -> Result<Option<Picture>, Unreadable> {
        let decoded = decode::decode(self.format, self.bytes, &self.header, self.max_pixels);
        let picture = decoded.and_then(|pixels| match pixels {
            None => Ok(None),
            Some(pixels) => pixels.upright(self.orientation()).map(Some).ok_or(Unreadable::Damaged),
        });
        match &picture {
            Ok(picture) => self.report.set(&fact::DECODED, picture.is_some()),
            Err(why) => self.report.refuse(*why),
        }
        picture
    }

    /// Proves that the picture can be decoded, where something here decodes its format; what was believed stands otherwise.
    pub fn prove(&mut self) -> Result<(), Unreadable> {
        let decoded = decode::prove(self.format, self.bytes, &self.header, self.max_pixels);
        match decoded {
            Ok(false) => {}
            Ok(true) => self.report.set(&fact::DECODED, true),
            Err(why) => self.report.refuse(why),
        }
        decoded.map(drop)
    }

    /// Takes a picture that somebody else has decoded, as large as `width` by `height` when displayed. `false` if it
    /// is not the one of which the header speaks: then it was turned otherwise, or not at all.
    ///
    /// Where nothing here decodes the format, that other decoder is believed, also about the size.
    pub fn believe(&mut self, width: u32, height: u32) -> bool {
        let ours = matches!(self.format, Format::Jpeg | Format::Png | Format::Gif | Format::Webp | Format::Bmp);
        if ours && self.header.unusual != Some(true) {
            return self.size() == Some((width, height));
        }
        // A cut file is refused whoever decodes it.
        if self.header.truncated == Some(true) || width == 0 || height == 0 {
            return false;
        }
        picture::tell_size(&mut self.report, width, height);
        self.report.set(&fact::DECODED, true);
        true
    }

    fn orientation(&self) -> u32 {
        self.header.orientation.unwrap_or(1)
    }
}
