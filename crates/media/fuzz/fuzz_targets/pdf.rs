//! Any bytes as the body of a PDF: opened by two readers, and looked through.

#![no_main]

use libfuzzer_sys::fuzz_target;
use media::{Job, run};

fuzz_target!(|bytes: &[u8]| {
    let job = Job::Paper {
        max_bytes: 1 << 20,
        max_pixels: 1 << 20,
        decode: true,
    };
    // Without its first word hardly any input would be taken for a PDF.
    let file = [b"%PDF-1.7\n", bytes].concat();
    run(&job, "paper.pdf", &file, &mut |_| {});
});
