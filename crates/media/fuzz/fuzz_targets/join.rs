//! Any bytes, cut in two, joined as papers and made to fit into next to nothing.

#![no_main]

use libfuzzer_sys::fuzz_target;
use media::{Input, Job, Part, Turned, make};

fuzz_target!(|bytes: &[u8]| {
    let Some((&cut, bytes)) = bytes.split_first() else { return };
    let (one, other) = bytes.split_at(bytes.len() * usize::from(cut) / 256);
    let page = |page, turn| Turned { page, turn };
    let job = Job::Join {
        max_bytes: 1 << 20,
        max_pixels: 1 << 20,
        under_bytes: Some(2000),
        best_dpi: 300,
        floor_dpi: 150,
        best_quality: 85,
        floor_quality: 50,
        parts: vec![
            Part { file: 0, pages: None },
            Part {
                file: 1,
                pages: Some(vec![page(1, 90), page(1, 0)]),
            },
        ],
    };
    let files = [one, other].map(|bytes| Input { name: "paper", bytes });
    let (report, made) = make(&job, &files, &mut |_| {});
    assert_eq!(made.is_some(), report.unreadable.is_none());
});
