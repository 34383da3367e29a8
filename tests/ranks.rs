//! One way through: reads the sources and keeps the ranks that `src/lib.rs` lists.
//!
//! A file may use only what has a lower rank, or its own part; every file has a rank; the files of one folder may use
//! one another but not in a circle. Every way of naming a module counts: `use` (groups and renames too), full paths,
//! `self::`, `super::`, the crate's own name.

mod paths;
mod tokens;

use paths::{Reference, references};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The file that only starts the program stands above everything.
const ENTRY: &str = "main";

/// A module path from the crate's root: `["engine", "index"]`; the root itself is empty.
type Module = Vec<String>;

struct Crate {
    /// Sources by module.
    files: BTreeMap<Module, String>,
}

impl Crate {
    fn read() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut files = BTreeMap::new();
        let mut folders = vec![root.clone()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|ending| ending == "rs") {
                    files.insert(module_of(path.strip_prefix(&root).unwrap()), std::fs::read_to_string(&path).unwrap());
                }
            }
        }
        Self { files }
    }

    fn of(sources: &[(&str, &str)]) -> Self {
        let files = sources.iter().map(|(path, text)| (module_of(Path::new(path)), (*text).to_owned())).collect();
        Self { files }
    }

    /// The ranks of the table in `lib.rs`: rows like ``| 2 | [`engine`], [`conversation`] | … |``.
    fn ranks(&self) -> BTreeMap<String, u32> {
        let mut ranks = BTreeMap::from([(ENTRY.to_owned(), u32::MAX)]);
        for line in self.files[&Module::new()].lines().filter_map(|line| line.strip_prefix("//! | ")) {
            let mut cells = line.split(" | ");
            let Some(Ok(rank)) = cells.next().map(|cell| cell.trim().parse()) else { continue };
            for part in cells.next().unwrap_or_default().split('`').skip(1).step_by(2) {
                ranks.insert(part.to_owned(), rank);
            }
        }
        ranks
    }

    /// What is wrong, one line each.
    fn faults(&self) -> Vec<String> {
        let ranks = self.ranks();
        let mut faults = Vec::new();
        let mut uses: BTreeMap<&Module, BTreeSet<&Module>> = BTreeMap::new();
        for (module, text) in self.files.iter().filter(|(module, _)| !module.is_empty()) {
            let Some(rank) = ranks.get(&module[0]) else {
                faults.push(format!("{} has no rank in the table of lib.rs", module.join("::")));
                continue;
            };
            for mut reference in references(module, text) {
                self.lead_to_macro(&mut reference);
                match fault(module, *rank, &reference, &ranks) {
                    Some(fault) => faults.push(fault),
                    None => uses.entry(module).or_default().extend(self.used(module, &reference)),
                }
            }
        }
        faults.extend(circles(&uses));
        faults
    }

    /// A macro handed on by `#[macro_export]` is named from the crate's root but stands in its file.
    fn lead_to_macro(&self, reference: &mut Reference) {
        let [name] = reference.path.as_slice() else { return };
        if let Some((file, _)) = self.files.iter().find(|(_, text)| exports_macro(text, name)) {
            reference.path = file.iter().chain([name]).cloned().collect();
        }
    }

    /// The file of the same part that a reference leads to, through the re-exports of the folder's `mod.rs`.
    fn used<'a>(&'a self, module: &Module, reference: &Reference) -> Option<&'a Module> {
        if reference.path[0] != module[0] || (reference.exported && reference.path.starts_with(module)) {
            return None;
        }
        let (file, rest) = self.file_of(&reference.path)?;
        let target = rest.first().and_then(|name| self.exported_by(file, name)).unwrap_or(file);
        (target != module).then_some(target)
    }

    /// The longest beginning of a path that is a file, and what is left of the path.
    fn file_of<'a, 'b>(&'a self, path: &'b [String]) -> Option<(&'a Module, &'b [String])> {
        let lengths = (1..=path.len()).rev();
        lengths.into_iter().find_map(|length| {
            let (file, _) = self.files.get_key_value(&path[..length])?;
            Some((file, &path[length..]))
        })
    }

    /// The file that a folder's `mod.rs` hands a name on from, if it does.
    fn exported_by<'a>(&'a self, folder: &Module, name: &str) -> Option<&'a Module> {
        let exports = references(folder, &self.files[folder]);
        let export = exports.iter().find(|r| r.exported && r.name == name && r.path.starts_with(folder))?;
        self.file_of(&export.path).map(|(file, _)| file).filter(|file| *file != folder)
    }
}

/// What is wrong with a reference from a file of that rank.
fn fault(module: &Module, rank: u32, reference: &Reference, ranks: &BTreeMap<String, u32>) -> Option<String> {
    let here = module.join("::");
    let Some(part) = reference.path.first() else {
        return Some(format!("{here} names the crate's root itself, which hides what it uses"));
    };
    if *part == module[0] {
        return None;
    }
    match ranks.get(part) {
        None => Some(format!("{here} uses {part}, which has no rank in the table of lib.rs")),
        Some(used) if *used < rank => None,
        Some(used) => Some(format!("{here} (rank {rank}) uses {} (rank {used})", reference.path.join("::"))),
    }
}

fn module_of(file: &Path) -> Module {
    let mut names: Module = file.with_extension("").iter().map(|name| name.to_str().unwrap().to_owned()).collect();
    if names.last().is_some_and(|name| name == "mod" || (name == "lib" && names.len() == 1)) {
        names.pop();
    }
    names
}

/// Every file that is used from here on, directly or through others.
fn reached_from<'a>(from: &'a Module, uses: &BTreeMap<&'a Module, BTreeSet<&'a Module>>) -> BTreeSet<&'a Module> {
    let (mut seen, mut open) = (BTreeSet::new(), vec![from]);
    while let Some(next) = open.pop() {
        open.extend(uses.get(next).into_iter().flatten().filter(|module| seen.insert(**module)));
    }
    seen
}

fn exports_macro(text: &str, name: &str) -> bool {
    text.contains("#[macro_export]") && text.contains(&format!("macro_rules! {name} "))
}

/// Circles among the files, each named by the files in it.
fn circles(uses: &BTreeMap<&Module, BTreeSet<&Module>>) -> Vec<String> {
    let reached: BTreeMap<&Module, BTreeSet<&Module>> =
        uses.keys().map(|module| (*module, reached_from(module, uses))).collect();
    let mut circles = BTreeSet::new();
    for (module, forth) in reached.iter().filter(|(module, forth)| forth.contains(**module)) {
        let back = |other: &&&Module| reached.get(**other).is_some_and(|from| from.contains(*module));
        let members: Vec<&&Module> = forth.iter().filter(back).collect();
        let names: Vec<String> = members.iter().map(|member| member.join("::")).collect();
        let steps = members.iter().flat_map(|from| uses[**from].iter().map(move |to| (from, to)));
        let steps: Vec<String> = steps
            .filter(|(_, to)| members.contains(to))
            .map(|(from, to)| format!("\n  {} uses {}", from.join("::"), to.join("::")))
            .collect();
        circles.insert(format!("a circle: {}{}", names.join(", "), steps.concat()));
    }
    circles.into_iter().collect()
}

#[test]
fn the_sources_keep_their_ranks() {
    let faults = Crate::read().faults();
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn every_part_of_the_table_exists() {
    let sources = Crate::read();
    for part in sources.ranks().keys().filter(|part| *part != ENTRY) {
        let file: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(part);
        assert!(file.is_dir() || file.with_extension("rs").is_file(), "{part} is in the table of lib.rs only");
    }
}

#[test]
fn each_way_of_breaking_the_rule_is_found() {
    let table = "//! | 0 | [`low`] | |\n//! | 1 | [`mid`], [`peer`] | |\n//! | 2 | [`high`] | |\n";
    let broken = [
        ("mid.rs", "use crate::high::X;"),
        ("mid.rs", "use crate::{low::A, high};"),
        ("mid.rs", "use crate::{low::{A, B}, high::{C}};"),
        ("mid.rs", "use crate::{low, high::{self}};"),
        ("mid.rs", "use crate::high as low;"),
        ("mid.rs", "fn f() -> crate::high::X { loop {} }"),
        ("mid.rs", "fn f() { crate :: high :: g(); }"),
        ("mid.rs", "use super::high::X;"),
        ("mid.rs", "use super::peer::X;"),
        ("mid.rs", "use ::askwell::high::X;"),
        ("mid.rs", "use askwell::high::X;"),
        ("mid.rs", "macro_rules! m { () => { $crate::high::f() } }"),
        ("mid.rs", "mod tests { use super::super::high::X; }"),
        ("mid.rs", "use crate as root;"),
        ("mid.rs", "use super::*;"),
        ("mid.rs", "pub(in crate::high) fn f() {}"),
        ("mid.rs", "/* } */ use r#crate_::x; use crate::r#high::X;"),
        ("mid/mod.rs", "use super::high::X;"),
        ("mid/a.rs", "use super::super::high::X;"),
        ("mid/a/b.rs", "mod inner { fn f() { super::super::super::super::high::g() } }"),
        ("high.rs", "#[macro_export] macro_rules! m { () => {} }\nuse crate::odd_macro;"),
        ("odd.rs", "fn f() {}"),
        ("mid.rs", "use crate::odd::X;"),
    ];
    for (path, text) in broken {
        let faults = Crate::of(&[("lib.rs", table), (path, text)]).faults();
        assert_eq!(faults.len(), 1, "{path}: {text}: {faults:?}");
    }
}

#[test]
fn what_keeps_the_rule_is_left_alone() {
    let table = "//! | 0 | [`low`] | |\n//! | 1 | [`mid`], [`peer`] | |\n//! | 2 | [`high`] | |\n";
    let fine = [
        ("mid.rs", "use crate::low::X; mod tests { use super::*; use super::super::low::Y; }"),
        ("mid.rs", "// use crate::high::X;\n/* /* crate::high */ */ const A: &str = \"crate::high::X\";"),
        ("mid.rs", "const A: &str = r#\"\"crate::high::X\"#; const C: char = '\"'; use crate::low::Y; fn f<'a>() {}"),
        ("mid/a.rs", "use super::b::X; use super::Y; use std::collections::high;"),
        ("mid/a.rs", "use super::super::low::X; use config::high;"),
        ("main.rs", "fn main() { askwell::high::run() }"),
    ];
    for (path, text) in fine {
        let faults = Crate::of(&[("lib.rs", table), (path, text)]).faults();
        assert!(faults.is_empty(), "{path}: {text}: {faults:?}");
    }
}

#[test]
fn a_macro_has_the_rank_of_its_file() {
    let table = "//! | 0 | [`low`] | |\n//! | 1 | [`high`] | |\n";
    let exported = "#[macro_export]\nmacro_rules! form { () => {} }";
    let fine = Crate::of(&[("lib.rs", table), ("low/form.rs", exported), ("high.rs", "use crate::form;")]).faults();
    assert!(fine.is_empty(), "{fine:?}");
    let broken = Crate::of(&[("lib.rs", table), ("high/form.rs", exported), ("low.rs", "use crate::form;")]).faults();
    assert_eq!(broken, ["low (rank 0) uses high::form::form (rank 1)"]);
}

#[test]
fn circles_in_a_folder_are_found_through_re_exports() {
    let table = "//! | 0 | [`low`] | |\n";
    let exports = "mod a; mod b; pub use a::A; pub use b::B;";
    let faults = |sources: &[(&str, &str)]| {
        let mut all = vec![("lib.rs", table)];
        all.extend_from_slice(sources);
        Crate::of(&all).faults()
    };
    let straight = faults(&[("low/mod.rs", exports), ("low/a.rs", "use super::B;"), ("low/b.rs", "struct B;")]);
    assert!(straight.is_empty(), "{straight:?}");
    let circle = faults(&[("low/mod.rs", exports), ("low/a.rs", "use super::B;"), ("low/b.rs", "use super::a::A;")]);
    assert_eq!(circle, ["a circle: low::a, low::b\n  low::a uses low::b\n  low::b uses low::a"]);
    let hub = faults(&[("low/mod.rs", "mod a; struct X; fn f() { a::g() }"), ("low/a.rs", "use super::X;")]);
    assert_eq!(hub, ["a circle: low, low::a\n  low uses low::a\n  low::a uses low"]);
}
