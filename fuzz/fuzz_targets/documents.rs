//! Any text as a FAQ document: reading it never panics, and every finding can be drawn.
#![no_main]

use askwell::document::{Rendering, Source};
use askwell::faq;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let reading = faq::read(&[Source::new("fuzz.toml", text)]);
    let _ = reading.found.render(Rendering { colour: true, limit: Some(5) });
});
