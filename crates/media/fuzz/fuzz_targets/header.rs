//! Any bytes as a paper: the kind of the file, and the header of a picture. Nothing is decoded.

#![no_main]

use libfuzzer_sys::fuzz_target;
use media::{Job, run};

fuzz_target!(|bytes: &[u8]| {
    let job = Job::Paper {
        max_bytes: 1 << 20,
        max_pixels: 1 << 20,
        decode: false,
    };
    run(&job, "paper", bytes, &mut |_| {});
});
