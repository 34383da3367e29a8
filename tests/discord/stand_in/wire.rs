//! How payloads travel: as text, or compressed as the client asks for.

use axum::extract::ws::Message;
use flate2::write::ZlibEncoder;
use flate2::{Compress, Compression, FlushCompress};
use std::io::Write;

/// A payload of this size is compressed where the client can read it, as Discord does with large ones.
const WORTH_IT: usize = 1_024;

/// The way of one connection's payloads.
pub(super) enum Wire {
    /// Text, until `compress` in identify allows single compressed payloads.
    Single { compresses: bool },
    /// One stream over all payloads: `compress=zlib-stream` in the address.
    Stream(Compress),
}

impl Wire {
    /// As the query of the address asks for; an error names what cannot be served.
    pub(super) fn asked_for(query: &str) -> Result<Self, String> {
        let mut wire = Self::Single { compresses: false };
        for (key, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
            match (key, value) {
                ("v", "10") | ("encoding", "json") => {}
                ("compress", "zlib-stream") => wire = Self::Stream(Compress::new(Compression::fast(), true)),
                _ => return Err(format!("the gateway's address asks for {key}={value}")),
            }
        }
        if query.split('&').any(|pair| pair == "v=10") {
            Ok(wire)
        } else {
            Err(format!("the gateway's version is not asked for: {query:?}"))
        }
    }

    /// Identify said whether single payloads may be compressed.
    pub(super) fn may_compress(&mut self) {
        if let Self::Single { compresses } = self {
            *compresses = true;
        }
    }

    /// A payload as it goes out, and whether it is compressed.
    pub(super) fn pack(&mut self, text: String) -> (Message, bool) {
        match self {
            Self::Single { compresses } if !*compresses || text.len() < WORTH_IT => (Message::Text(text.into()), false),
            Self::Single { .. } => {
                let mut packed = ZlibEncoder::new(Vec::new(), Compression::fast());
                packed.write_all(text.as_bytes()).unwrap();
                (Message::Binary(packed.finish().unwrap().into()), true)
            }
            Self::Stream(stream) => {
                let mut packed = Vec::with_capacity(text.len() + 64);
                let begun = stream.total_in();
                loop {
                    let rest = &text.as_bytes()[(stream.total_in() - begun) as usize..];
                    stream.compress_vec(rest, &mut packed, FlushCompress::Sync).unwrap();
                    // Room that was left says that everything is written, the flush included.
                    if packed.len() < packed.capacity() {
                        break;
                    }
                    packed.reserve(1_024);
                }
                (Message::Binary(packed.into()), true)
            }
        }
    }
}

#[test]
fn both_ways_of_compressing_can_be_read() {
    use flate2::{Decompress, FlushDecompress};
    let texts = [r#"{"op": 11}"#.to_owned(), "x".repeat(100_000), r#"{"op": 7}"#.to_owned()];
    let mut single = Wire::asked_for("v=10&encoding=json").unwrap();
    assert!(!single.pack(texts[1].clone()).1, "not before it was allowed");
    single.may_compress();
    let (Message::Binary(packed), true) = single.pack(texts[1].clone()) else { panic!("not compressed") };
    let mut text = String::new();
    std::io::Read::read_to_string(&mut flate2::read::ZlibDecoder::new(&packed[..]), &mut text).unwrap();
    assert_eq!(text, texts[1]);
    assert!(!single.pack(texts[0].clone()).1, "not worth it");

    let mut stream = Wire::asked_for("v=10&compress=zlib-stream").unwrap();
    let mut reader = Decompress::new(true);
    for text in texts {
        let (Message::Binary(packed), true) = stream.pack(text.clone()) else { panic!("not compressed") };
        assert!(packed.ends_with(&[0, 0, 0xff, 0xff]), "each payload ends with a flush");
        let mut read = Vec::with_capacity(200_000);
        reader.decompress_vec(&packed, &mut read, FlushDecompress::Sync).unwrap();
        assert_eq!(read, text.as_bytes());
    }
    for query in ["", "v=9", "v=10&encoding=etf", "v=10&compress=zstd-stream"] {
        assert!(Wire::asked_for(query).is_err(), "{query}");
    }
}
