//! The module paths that a source file names.

use super::tokens::tokens;

/// The name under which tests and `main.rs` know the library.
const CRATE: &str = "askwell";

/// One path into the crate.
pub(crate) struct Reference {
    /// From the crate's root.
    pub(crate) path: Vec<String>,
    /// The name by which it is known from there on.
    pub(crate) name: String,
    /// Whether it is handed on with `pub use`.
    pub(crate) exported: bool,
}

/// Every path into the crate that the file of a module names, its inline modules included.
pub(crate) fn references(module: &[String], text: &str) -> Vec<Reference> {
    let mut reader =
        Reader { tokens: tokens(text), at: 0, file: module.to_vec(), inner: Vec::new(), found: Vec::new() };
    reader.read();
    reader.found
}

struct Reader {
    tokens: Vec<String>,
    at: usize,
    file: Vec<String>,
    /// The open blocks: the name of an inline module, or nothing.
    inner: Vec<Option<String>>,
    found: Vec<Reference>,
}

impl Reader {
    fn read(&mut self) {
        while self.at < self.tokens.len() {
            match self.token(0) {
                "mod" if self.token(2) == "{" => {
                    self.inner.push(Some(self.token(1).to_owned()));
                    self.at += 3;
                }
                "{" => {
                    self.inner.push(None);
                    self.at += 1;
                }
                "}" => {
                    self.inner.pop();
                    self.at += 1;
                }
                // Up to which folder above something is seen is no use of that folder.
                "pub" if self.token(1) == "(" && self.token(2) == "in" && self.token(3) == "super" => {
                    self.at += 3;
                    while matches!(self.token(0), "super" | "::") {
                        self.at += 1;
                    }
                }
                "use" => self.read_use(),
                _ if self.starts_path() => self.read_path(),
                _ => self.at += 1,
            }
        }
    }

    fn token(&self, ahead: usize) -> &str {
        self.tokens.get(self.at + ahead).map_or("", String::as_str)
    }

    fn starts_path(&self) -> bool {
        let named = matches!(self.token(0), "crate" | "super" | "self") || self.token(0) == CRATE;
        let inside = self.at > 0 && self.tokens[self.at - 1] == "::";
        let child = self.is_child(self.token(0)) && self.token(1) == "::";
        !inside && (named && self.token(1) == "::" || child)
    }

    /// Whether the file declares a module of this name: `child::item` is a path from it.
    fn is_child(&self, name: &str) -> bool {
        let declares = |window: &[String]| window[0] == "mod" && window[1] == name && window[2] == ";";
        self.tokens.windows(3).any(declares)
    }

    fn read_path(&mut self) {
        let mut path = vec![self.token(0).to_owned()];
        self.at += 1;
        while self.token(0) == "::" && is_name(self.token(1)) {
            path.push(self.token(1).to_owned());
            self.at += 2;
        }
        self.add(&path, false, None);
    }

    fn read_use(&mut self) {
        let exported = self.at > 0 && matches!(self.tokens[self.at - 1].as_str(), "pub" | ")");
        self.at += 1;
        self.read_tree(&[], exported);
    }

    /// One branch of a `use`: a path that ends in a name, a star or a group.
    fn read_tree(&mut self, before: &[String], exported: bool) {
        let mut path = before.to_vec();
        loop {
            match self.token(0) {
                "::" => self.at += 1,
                "{" => return self.read_group(&path, exported),
                "*" => {
                    self.at += 1;
                    return self.add(&path, exported, None);
                }
                "self" if !path.is_empty() => self.at += 1,
                "as" => {
                    let name = self.token(1).to_owned();
                    self.at += 2;
                    return self.add(&path, exported, Some(name));
                }
                name if is_name(name) => {
                    path.push(name.to_owned());
                    self.at += 1;
                }
                _ => return self.add(&path, exported, None),
            }
        }
    }

    fn read_group(&mut self, path: &[String], exported: bool) {
        self.at += 1;
        while !matches!(self.token(0), "}" | "") {
            if self.token(0) == "," {
                self.at += 1;
            } else {
                self.read_tree(path, exported);
            }
        }
        self.at += 1;
    }

    /// Adds a path if it leads into the crate.
    fn add(&mut self, written: &[String], exported: bool, renamed: Option<String>) {
        let Some(first) = written.first() else { return };
        let inline = self.inner.iter().flatten().cloned();
        let mut path: Vec<String> = self.file.iter().cloned().chain(inline).collect();
        let mut rest = written;
        if first == "crate" || first == CRATE {
            path.clear();
            rest = &written[1..];
        } else if first == "self" || first == "super" {
            while let Some((step, after)) =
                rest.split_first().filter(|(step, _)| matches!(step.as_str(), "self" | "super"))
            {
                if step == "super" {
                    path.pop();
                }
                rest = after;
            }
        } else if !self.is_child(first) {
            return;
        }
        let name = renamed.or_else(|| rest.last().cloned()).unwrap_or_default();
        path.extend_from_slice(rest);
        self.found.push(Reference { path, name, exported });
    }
}

fn is_name(token: &str) -> bool {
    token.starts_with(|ch: char| ch.is_alphabetic() || ch == '_') && token != "as"
}
