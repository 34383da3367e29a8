//! Arrays of a document: a new element looks like the others.

use toml_edit::{Array, RawString, Value};

/// A line holds so many characters; longer arrays are written with one element a line.
const LINE: usize = 100;

/// An array of texts, on one line where it fits.
pub(super) fn strings(texts: &[String]) -> Array {
    let mut array: Array = texts.iter().map(String::as_str).collect();
    if array.to_string().len() > LINE {
        for element in array.iter_mut() {
            element.decor_mut().set_prefix("\n    ");
        }
        array.set_trailing_comma(true);
        array.set_trailing("\n  ");
    }
    array
}

/// Adds an element, on a line of its own where the last one has one.
pub(super) fn push(array: &mut Array, element: Value) {
    let long = array.to_string().len() + element.to_string().len() > LINE;
    let lines = array.iter().any(|element| text(element.decor().prefix()).contains('\n'));
    let mut element = element;
    let mut behind = String::new();
    let last = array.len().checked_sub(1);
    if let Some(last) = last.and_then(|last| array.get_mut(last)) {
        let prefix = text(last.decor().prefix()).to_owned();
        text(last.decor().suffix()).clone_into(&mut behind);
        let blank = behind.trim().is_empty();
        if blank {
            last.decor_mut().set_suffix("");
        } else {
            behind.clear();
        }
        let own = if lines { format!("\n{}", prefix.rsplit('\n').next().unwrap_or_default()) } else { " ".to_owned() };
        element.decor_mut().set_prefix(own);
        element.decor_mut().set_suffix(behind.clone());
    }
    if lines && array.trailing_comma() && behind.is_empty() {
        let trailing = text(Some(array.trailing())).to_owned();
        // A comment behind the last element stands before the closing bracket: it stays with its element.
        if let Some((comment, rest)) = trailing.split_once('\n').filter(|(comment, _)| !comment.trim().is_empty()) {
            let prefix = format!("{comment}{}", text(element.decor().prefix()));
            element.decor_mut().set_prefix(prefix);
            array.set_trailing(format!("\n{rest}"));
        }
    }
    array.push_formatted(element);
    if !lines && long {
        for element in array.iter_mut() {
            element.decor_mut().set_prefix("\n  ");
        }
        array.set_trailing_comma(true);
        array.set_trailing("\n");
    }
}

/// Takes an element out. The comment behind the element before it and those around its neighbours stay.
pub(super) fn remove(array: &mut Array, at: usize) {
    let Some(element) = array.get(at) else { return };
    let before = text(element.decor().prefix()).to_owned();
    let behind = text(element.decor().suffix()).to_owned();
    let last = at + 1 == array.len();
    // What stands on the line of the element before this one belongs to that.
    let (kept, own) = before.split_at(before.find('\n').unwrap_or_default());
    let rest = |after: &str| format!("{kept}{}", after.find('\n').map_or(own, |newline| &after[newline..]));
    let own_line = before.contains('\n');
    if !last {
        let after = array.get(at + 1).map(|next| text(next.decor().prefix()).to_owned()).unwrap_or_default();
        let prefix = if own_line { rest(&after) } else { before.clone() };
        array.remove(at);
        if let Some(next) = array.get_mut(at) {
            next.decor_mut().set_prefix(prefix);
        }
    } else if array.trailing_comma() {
        let after = text(Some(array.trailing())).to_owned();
        let trailing = if own_line { rest(&after) } else { after };
        array.remove(at);
        array.set_trailing(trailing);
    } else {
        array.remove(at);
        let suffix = if own_line { rest(&behind) } else { behind };
        if let Some(previous) = at.checked_sub(1).and_then(|previous| array.get_mut(previous)) {
            let own = text(previous.decor().suffix()).to_owned();
            previous.decor_mut().set_suffix(format!("{own}{suffix}"));
        }
    }
    if array.is_empty() {
        array.set_trailing_comma(false);
    }
}

/// Makes an array hold these texts: those that stay keep their places and comments, others go, new ones come behind.
pub(super) fn become_these(array: &mut Array, texts: &[String]) {
    let gone = (0..array.len()).rev().filter(|at| {
        let own = array.get(*at).and_then(Value::as_str);
        !own.is_some_and(|own| texts.iter().any(|text| text == own))
    });
    for at in gone.collect::<Vec<_>>() {
        remove(array, at);
    }
    for text in texts {
        if !array.iter().any(|own| own.as_str() == Some(text)) {
            push(array, text.as_str().into());
        }
    }
}

fn text(raw: Option<&RawString>) -> &str {
    raw.and_then(RawString::as_str).unwrap_or_default()
}
