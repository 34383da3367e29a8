//! The formats that can be imported.

/// What a file is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Title, questions and answers as paragraphs.
    Text,
    /// Markdown: questions as headings or bold lines.
    Markdown,
    /// A table with a line of headers, its columns separated by commas or semicolons.
    Csv,
    /// A table with a line of headers, its columns separated by tabs.
    Tsv,
    /// One JSON object a line, or one list of objects.
    Jsonl,
    /// The TSV export of QnA Maker.
    QnaMaker,
}

impl Format {
    /// All formats with the names by which they are asked for.
    pub const NAMES: [(&'static str, Self); 6] = [
        ("text", Self::Text),
        ("markdown", Self::Markdown),
        ("csv", Self::Csv),
        ("tsv", Self::Tsv),
        ("jsonl", Self::Jsonl),
        ("qnamaker", Self::QnaMaker),
    ];
}
