//! Any bytes in any format: an import never panics, and what it makes parses.
#![no_main]

use askwell::document::{Rendering, Source};
use askwell::faq::{self, import::Format, import::import};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u8, &[u8])| {
    let (choice, bytes) = input;
    // One choice more than there are formats: the last one leaves the guess to the import.
    let format = Format::NAMES.get(usize::from(choice) % (Format::NAMES.len() + 1)).map(|(_, format)| *format);
    match import("fuzz", bytes, format) {
        Ok(imported) => {
            for document in imported.documents.iter().chain([&imported.whole]) {
                let made = Source::new("made.toml", document.toml.as_str());
                if let Err(found) = faq::parse_documents(&[made]) {
                    panic!("an import made a broken document:\n{found}\n{}", document.toml);
                }
            }
            let _ = imported.found.render(Rendering::default());
        }
        Err(found) => assert!(found.has_errors() && !found.render(Rendering::default()).is_empty()),
    }
});
