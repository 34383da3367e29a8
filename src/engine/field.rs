//! A field: sparse vectors of many documents (phrasings, entries), compared by cosine.
//!
//! Weight of a term in a document: (1 + ln tf) × idf, divided by the document's norm, so that a query needs only sums.
//! Terms that no document has stay in the query's norm at the highest idf: what nobody knows counts against a match.
//! A field can be walked by term (which documents have it) and by document (which terms it has).

/// The id of a term inside one field.
pub(super) type Term = u32;
/// Terms with how often they stand in a text.
pub(super) type Counts = Vec<(Term, f32)>;
/// A term that no document has.
pub(super) const UNKNOWN: Term = Term::MAX;

/// The vectors of one field.
pub(super) struct Field {
    idf: Vec<f32>,
    highest_idf: f32,
    by_term: Lists,
    by_doc: Lists,
}

/// Many short lists of ids with weights, one after the other.
#[derive(Default)]
struct Lists {
    starts: Vec<u32>,
    pairs: Vec<(u32, f32)>,
}

/// A message's vector in one field: each known term with its weight, divided by the norm over all terms, unknown ones
/// included.
#[derive(Default)]
pub(super) struct Query {
    pub(super) terms: Vec<(Term, f32)>,
}

impl Field {
    /// Builds the field. `docs` holds for each document its terms with their counts; `group_of` says for which group of
    /// documents (an entry) it stands, since idf counts groups and not documents.
    pub(super) fn new(term_count: usize, docs: &[Counts], group_of: &[u32], groups: usize) -> Self {
        let idf = idf(term_count, docs, group_of, groups);
        let mut by_doc = Lists::with_room(docs.len(), docs.iter().map(Vec::len).sum());
        let mut weighted = Vec::new();
        for terms in docs {
            weighted.clear();
            weighted.extend(terms.iter().map(|(term, count)| (*term, weight(*count) * idf[*term as usize])));
            let norm = norm(&weighted, 0.0);
            for (_, own) in &mut weighted {
                *own /= norm;
            }
            by_doc.push(&weighted);
        }
        Self { idf, highest_idf: idf_of(0, groups), by_term: by_doc.inverted(term_count), by_doc }
    }

    /// The same, to be walked by document alone: the lists by term take half of the memory.
    #[must_use]
    pub(super) fn without_lists_by_term(mut self) -> Self {
        self.by_term = Lists::default();
        self
    }

    /// The share of the highest idf that a term has, 0 to 1.
    pub(super) fn rarity(&self, term: Term) -> f32 {
        self.idf[term as usize] / self.highest_idf
    }

    /// Turns counted terms into a query; `unknown` is how many of its terms no document has.
    pub(super) fn query(&self, counted: &[(Term, f32)], unknown: f32, query: &mut Query) {
        query.terms.clear();
        query.terms.extend(counted.iter().map(|(term, count)| (*term, weight(*count) * self.idf[*term as usize])));
        let norm = norm(&query.terms, unknown * self.highest_idf * self.highest_idf);
        query.terms.iter_mut().for_each(|(_, own)| *own /= norm);
    }

    /// How many terms there are.
    pub(super) fn term_count(&self) -> usize {
        self.idf.len()
    }

    /// The terms of a document, with the weight of each in it.
    pub(super) fn terms_of(&self, doc: u32) -> &[(Term, f32)] {
        self.by_doc.list(doc)
    }

    /// How many documents have a term.
    pub(super) fn doc_count(&self, term: Term) -> usize {
        self.by_term.range(term).len()
    }

    /// The documents that have a term, with its weight in each.
    pub(super) fn docs_with(&self, term: Term) -> &[(u32, f32)] {
        self.by_term.list(term)
    }

    /// Spreads a query over one number a term, as [`Field::cosine`] wants it.
    pub(super) fn spread(&self, query: &Query, dense: &mut Vec<f32>) {
        dense.resize(self.idf.len(), 0.0);
        query.terms.iter().for_each(|(term, own)| dense[*term as usize] = *own);
    }

    /// Takes a query back out of what [`Field::spread`] filled.
    pub(super) fn clear(query: &Query, dense: &mut [f32]) {
        query.terms.iter().for_each(|(term, _)| dense[*term as usize] = 0.0);
    }

    /// The cosine of a spread query with one document.
    pub(super) fn cosine(&self, dense: &[f32], doc: u32) -> f32 {
        self.by_doc.list(doc).iter().map(|(term, own)| dense[*term as usize] * own).sum()
    }

    /// What each term of a query brings to the cosine with one document.
    pub(super) fn parts(&self, query: &Query, doc: u32) -> Vec<(Term, f32)> {
        let own = |term: Term| self.by_doc.list(doc).iter().find(|(known, _)| *known == term);
        query.terms.iter().filter_map(|(term, asked)| own(*term).map(|(_, own)| (*term, asked * own))).collect()
    }
}

impl Lists {
    fn with_room(lists: usize, pairs: usize) -> Self {
        let mut starts = Vec::with_capacity(lists + 1);
        starts.push(0);
        Self { starts, pairs: Vec::with_capacity(pairs) }
    }

    fn push(&mut self, list: &[(u32, f32)]) {
        self.pairs.extend_from_slice(list);
        self.starts.push(self.pairs.len() as u32);
    }

    /// For each id the lists that have it, in their order; ids are below `ids`.
    fn inverted(&self, ids: usize) -> Self {
        let mut starts = vec![0; ids + 1];
        for (id, _) in &self.pairs {
            starts[*id as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut free = starts.clone();
        let mut pairs = vec![(0, 0.0); self.pairs.len()];
        for list in 0..self.starts.len() as u32 - 1 {
            for (id, own) in self.list(list) {
                let place = &mut free[*id as usize];
                pairs[*place as usize] = (list, *own);
                *place += 1;
            }
        }
        Self { starts, pairs }
    }

    fn range(&self, list: u32) -> std::ops::Range<usize> {
        self.starts[list as usize] as usize..self.starts[list as usize + 1] as usize
    }

    fn list(&self, list: u32) -> &[(u32, f32)] {
        &self.pairs[self.range(list)]
    }
}

/// The length of a vector; `more` is a sum of squares that counts too. Never zero, so that it can divide.
fn norm(terms: &[(Term, f32)], more: f32) -> f32 {
    (terms.iter().map(|(_, own)| own * own).sum::<f32>() + more).sqrt().max(f32::MIN_POSITIVE)
}

fn weight(count: f32) -> f32 {
    // Most terms stand once: their logarithm need not be taken.
    if count > 1.0 { 1.0 + count.ln() } else { count }
}

/// Smoothed inverse frequency: ln((1 + groups) / (1 + groups with the term)) + 1.
fn idf_of(with_term: usize, groups: usize) -> f32 {
    ((1.0 + groups as f32) / (1.0 + with_term as f32)).ln() + 1.0
}

fn idf(term_count: usize, docs: &[Counts], group_of: &[u32], groups: usize) -> Vec<f32> {
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
