//! What can be said of any file once its first bytes are there.

use crate::facts::file;
use crate::report::Report;
use crate::sniff::Format;

pub(crate) fn measure(report: &mut Report, name: &str, format: Format) {
    report.set(&file::FORMAT, format.name());
    if format != Format::Unknown {
        report.set(&file::EXTENSION_FITS, format.extensions().contains(&file::extension(name).as_str()));
    }
}
