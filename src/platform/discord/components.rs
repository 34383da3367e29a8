//! Buttons, menus and forms: what people can press or fill in, with only documented fields.

use serde::Serialize;
use serde_json::{Value, json};

use super::limits;
use crate::platform::conduct::buttons::{Look, Offer, Rows};
use crate::platform::conduct::completion::Menu;
use crate::reply::split::shortened;

/// How a button looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// The thing to do.
    Primary,
    /// One thing among others.
    Secondary,
    /// Puts something in force.
    Success,
    /// Takes something away.
    Danger,
}

/// Something that can be pressed or chosen from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Component {
    /// A button; `act` says what it does, at most [`limits::CUSTOM_ID`] units.
    Button { label: String, style: Style, act: String, disabled: bool },
    /// A menu of which one line is chosen. Has a row for itself.
    Menu { hint: String, act: String, lines: Vec<Line> },
}

/// A line of a menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// What is shown; at most [`limits::MENU_TEXT`] units count.
    pub(super) label: String,
    /// What comes back when it is chosen; at most [`limits::MENU_TEXT`] units.
    pub(super) value: String,
}

/// One row of a message: up to five buttons, or a menu.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Row(pub(super) Vec<Component>);

/// What Discord shows of completions.
pub(super) const MENU: Menu = Menu { lines: limits::MENU_LINES, text: limits::MENU_TEXT };

/// The rows that are offered below a reply.
pub(super) fn rows(offered: Rows) -> Vec<Row> {
    let component = |offer: Offer| {
        let style = match offer.look {
            Look::Choice => Style::Primary,
            Look::Yes => Style::Success,
            Look::Plain => Style::Secondary,
        };
        let button = Component::button(&offer.label, style, offer.act);
        if offer.open { button } else { button.disabled() }
    };
    offered.into_iter().map(|row| Row(row.into_iter().map(component).collect())).collect()
}

impl Component {
    /// A button. A label that is too long is cut between words.
    pub(super) fn button(label: &str, style: Style, act: String) -> Self {
        Self::Button { label: shortened(label, limits::BUTTON_LABEL), style, act, disabled: false }
    }

    /// The same, but nobody can press it.
    pub(super) fn disabled(mut self) -> Self {
        if let Self::Button { disabled, .. } = &mut self {
            *disabled = true;
        }
        self
    }

    fn json(&self) -> Value {
        match self {
            Self::Button { label, style, act, disabled } => {
                let mut button = json!({"type": 2, "style": style.number(), "label": label, "custom_id": act});
                if *disabled {
                    button["disabled"] = json!(true);
                }
                button
            }
            Self::Menu { hint, act, lines } => {
                let lines = lines.iter().take(limits::MENU_LINES);
                let options: Vec<Value> = lines
                    .map(|line| json!({"label": shortened(&line.label, limits::MENU_TEXT), "value": line.value}))
                    .collect();
                json!({"type": 3, "custom_id": act, "placeholder": shortened(hint, limits::MENU_HINT), "options": options})
            }
        }
    }
}

impl Style {
    fn number(self) -> u8 {
        match self {
            Self::Primary => 1,
            Self::Secondary => 2,
            Self::Success => 3,
            Self::Danger => 4,
        }
    }
}

impl Row {
    fn json(&self) -> Value {
        json!({"type": 1, "components": self.0.iter().map(Component::json).collect::<Vec<_>>()})
    }
}

impl Serialize for Row {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.json().serialize(serializer)
    }
}

/// A form that opens over the chat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Form {
    pub(super) act: String,
    /// At most [`limits::FORM_TITLE`] units count.
    pub(super) title: String,
    /// Up to five.
    pub(super) fields: Vec<Field>,
}

/// A field of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Field {
    /// The name under which its text comes back.
    pub(super) name: String,
    pub(super) label: String,
    /// What stands in it at first. One that is longer than a field holds must not be offered at all.
    pub(super) value: String,
    /// Several lines.
    pub(super) long: bool,
    pub(super) required: bool,
}

impl Form {
    /// The data of the response that opens it.
    pub(super) fn json(&self) -> Value {
        let rows: Vec<Value> =
            self.fields.iter().map(|field| json!({"type": 1, "components": [field.json()]})).collect();
        json!({"custom_id": self.act, "title": shortened(&self.title, limits::FORM_TITLE), "components": rows})
    }
}

impl Field {
    fn json(&self) -> Value {
        let mut json = json!({
            "type": 4, "custom_id": self.name, "label": shortened(&self.label, limits::FIELD_LABEL),
            "style": if self.long { 2 } else { 1 }, "required": self.required, "max_length": limits::FIELD,
        });
        if !self.value.is_empty() {
            json["value"] = json!(self.value);
        }
        json
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_discords_form() {
        let row = Row(vec![Component::button("Helpful", Style::Success, "yes/1".into())]);
        let expected = json!({"type": 1, "components": [
            {"type": 2, "style": 3, "label": "Helpful", "custom_id": "yes/1"},
        ]});
        assert_eq!(serde_json::to_value(&row).unwrap(), expected);
    }

    #[test]
    fn a_form_has_discords_form() {
        let field =
            Field { name: "answer".into(), label: "Answer".into(), value: "A.".into(), long: true, required: true };
        let form = Form { act: "admin/x".into(), title: "Edit".into(), fields: vec![field] };
        let expected = json!({"custom_id": "admin/x", "title": "Edit", "components": [{"type": 1, "components": [
            {"type": 4, "custom_id": "answer", "label": "Answer", "style": 2, "required": true, "max_length": 4000, "value": "A."},
        ]}]});
        assert_eq!(form.json(), expected);
    }
}
