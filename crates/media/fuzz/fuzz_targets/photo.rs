//! Any bytes as a photo, decoded as far as a million pixels.

#![no_main]

use libfuzzer_sys::fuzz_target;
use media::{Job, run};

fuzz_target!(|bytes: &[u8]| {
    let job = Job::Photo {
        max_bytes: 1 << 20,
        max_pixels: 1 << 20,
        frame: None,
    };
    run(&job, "photo.jpg", bytes, &mut |_| {});
});
