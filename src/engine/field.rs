//! A field: sparse vectors of many documents (phrasings, entries) in one inverted index, compared by cosine.
//!
//! Weight of a term in a document: (1 + ln tf) × idf, divided by the document's norm, so that a query needs only sums.
//! Terms that no document has stay in the query's norm at the highest idf: what nobody knows counts against a match.

/// The id of a term inside one field.
pub(super) type Term = u32;
/// A term that no document has.
pub(super) const UNKNOWN: Term = Term::MAX;

/// Postings of one field.
pub(super) struct Field {
    idf: Vec<f32>,
    highest_idf: f32,
    starts: Vec<u32>,
    docs: Vec<u32>,
    weights: Vec<f32>,
    doc_count: usize,
}

/// A message's vector in one field: each known term with its weight, and the norm over all terms, unknown ones included.
#[derive(Default)]
pub(super) struct Query {
    pub(super) terms: Vec<(Term, f32)>,
    pub(super) norm: f32,
}

impl Field {
    /// Builds the index. `docs` holds for each document its terms with their counts; `group_of` says for which group of
    /// documents (an entry) it stands, since idf counts groups and not documents.
    pub(super) fn new(term_count: usize, docs: &[Vec<(Term, f32)>], group_of: &[u32], groups: usize) -> Self {
        let idf = idf(term_count, docs, group_of, groups);
        let highest_idf = idf_of(0, groups);
        let mut postings: Vec<Vec<(u32, f32)>> = vec![Vec::new(); term_count];
        for (doc, terms) in docs.iter().enumerate() {
            let weighted: Vec<(Term, f32)> =
                terms.iter().map(|(term, count)| (*term, weight(*count) * idf[*term as usize])).collect();
            let norm = weighted.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
            for (term, weight) in weighted {
                if norm > 0.0 && weight > 0.0 {
                    postings[term as usize].push((doc as u32, weight / norm));
                }
            }
        }
        let mut field =
            Self { idf, highest_idf, starts: vec![0], docs: Vec::new(), weights: Vec::new(), doc_count: docs.len() };
        for list in postings {
            for (doc, weight) in list {
                field.docs.push(doc);
                field.weights.push(weight);
            }
            field.starts.push(field.docs.len() as u32);
        }
        field
    }

    /// The weight that one unknown term has in a query.
    pub(super) fn unknown(&self) -> f32 {
        self.highest_idf
    }

    /// Turns counted terms into a query; `unknown` is the sum of squares of what the index does not know.
    pub(super) fn query(&self, counted: &[(Term, f32)], unknown: f32) -> Query {
        let terms: Vec<(Term, f32)> =
            counted.iter().map(|(term, count)| (*term, weight(*count) * self.idf[*term as usize])).collect();
        let norm = (terms.iter().map(|(_, weight)| weight * weight).sum::<f32>() + unknown).sqrt();
        Query { terms, norm }
    }

    /// Cosine of the query with every document.
    pub(super) fn cosines(&self, query: &Query, out: &mut Vec<f32>) {
        out.clear();
        out.resize(self.doc_count, 0.0);
        if query.norm <= 0.0 {
            return;
        }
        for (term, weight) in &query.terms {
            let range = self.starts[*term as usize] as usize..self.starts[*term as usize + 1] as usize;
            let weight = weight / query.norm;
            for (doc, own) in self.docs[range.clone()].iter().zip(&self.weights[range]) {
                out[*doc as usize] += weight * own;
            }
        }
    }

    /// What each term of the query brings to the cosine with one document.
    pub(super) fn parts(&self, query: &Query, doc: u32) -> Vec<(Term, f32)> {
        let mut parts = Vec::new();
        for (term, weight) in &query.terms {
            let range = self.starts[*term as usize] as usize..self.starts[*term as usize + 1] as usize;
            if let Ok(at) = self.docs[range.clone()].binary_search(&doc) {
                parts.push((*term, weight / query.norm * self.weights[range.start + at]));
            }
        }
        parts
    }
}

fn weight(count: f32) -> f32 {
    if count > 0.0 { 1.0 + count.ln() } else { 0.0 }
}

/// Smoothed inverse frequency: ln((1 + groups) / (1 + groups with the term)) + 1.
fn idf_of(with_term: usize, groups: usize) -> f32 {
    ((1.0 + groups as f32) / (1.0 + with_term as f32)).ln() + 1.0
}

fn idf(term_count: usize, docs: &[Vec<(Term, f32)>], group_of: &[u32], groups: usize) -> Vec<f32> {
    let mut last = vec![u32::MAX; term_count];
    let mut seen = vec![0_usize; term_count];
    for (doc, terms) in docs.iter().enumerate() {
        for (term, _) in terms {
            if last[*term as usize] != group_of[doc] {
                last[*term as usize] = group_of[doc];
                seen[*term as usize] += 1;
            }
        }
    }
    seen.into_iter().map(|count| idf_of(count, groups)).collect()
}
