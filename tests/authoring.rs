//! From nothing to a bot that answers a clinic's own questions, through the front door.

use assert_cmd::Command;
use std::path::Path;

/// The program in a folder, without what the environment says about Askwell.
fn askwell(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::cargo_bin("askwell").unwrap();
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("ASKWELL__")) {
        command.env_remove(name);
    }
    let output = command.current_dir(folder).args(arguments).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap_or(-1), text(&output.stdout), text(&output.stderr))
}

fn sample(name: &str) -> String {
    format!("{}/tests/data/import/{name}", env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn a_new_folder_checks_and_answers() {
    let home = tempfile::tempdir().unwrap();
    let (code, out, error) = askwell(home.path(), &["init", "clinic"]);
    assert_eq!(code, 0, "{error}");
    assert!(out.contains("cd clinic"), "{out}");
    let clinic = home.path().join("clinic");
    let (code, out, error) = askwell(&clinic, &["check"]);
    assert_eq!(code, 0, "{out}{error}");
    let (code, out, error) = askwell(&clinic, &["ask", "is there any parking"]);
    assert_eq!(code, 0, "{error}");
    assert!(out.contains("You can park behind the house."), "{out}");
}

#[test]
fn a_folder_begins_with_the_clinics_own_file() {
    for (name, question, answer) in [
        ("clinic.md", "what should i wear", "Comfortable clothes."),
        ("clinic.csv", "may I eat breakfast before", "No food for 4 hours"),
        ("two-languages.txt", "is it safe", "Yes"),
        ("two-languages.txt", "¿Puedo conducir después?", "Necesitará que alguien le lleve a su casa."),
    ] {
        let home = tempfile::tempdir().unwrap();
        let (code, _, error) = askwell(home.path(), &["init", ".", "--from", &sample(name)]);
        assert_eq!(code, 0, "{name}: {error}");
        let (code, out, _) = askwell(home.path(), &["check"]);
        assert_eq!(code, 0, "{name}: {out}");
        let (_, out, error) = askwell(home.path(), &["ask", question]);
        assert!(out.contains(answer), "{name}: {out}{error}");
    }
}

#[test]
fn nothing_is_ever_overwritten() {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("README.md"), "mine").unwrap();
    let (code, _, error) = askwell(home.path(), &["init"]);
    assert_eq!(code, 1);
    assert!(error.contains("README.md") && error.contains("nothing was written"), "{error}");
    assert!(!home.path().join("faq").exists());

    let out = home.path().join("faq.toml");
    std::fs::write(&out, "mine").unwrap();
    let (code, _, error) = askwell(home.path(), &["import", &sample("clinic.md"), "--out", "faq.toml"]);
    assert_eq!(code, 1);
    assert!(error.contains("faq.toml exists already"), "{error}");
    assert_eq!(std::fs::read_to_string(&out).unwrap(), "mine");
    let (code, _, error) = askwell(home.path(), &["import", &sample("clinic.md"), "--out", "faq.toml", "--overwrite"]);
    assert_eq!(code, 0, "{error}");
    assert!(std::fs::read_to_string(&out).unwrap().contains("What should I wear?"));
}

#[test]
fn import_prints_a_document_and_says_what_it_could_not_place() {
    let home = tempfile::tempdir().unwrap();
    let (code, out, error) = askwell(home.path(), &["import", &sample("clinic.md")]);
    assert_eq!(code, 0);
    assert!(out.starts_with("#:schema ./faq.schema.json\ntitle = \"Riverside Clinic FAQ\"\n"), "{out}");
    assert!(error.contains("clinic.md:43:1") && error.contains("4 entries with their answers"), "{error}");
    let (code, _, error) = askwell(home.path(), &["import", "no-such-file"]);
    assert_eq!(code, 1);
    assert!(error.contains("no-such-file") && error.contains("cannot be read"), "{error}");
    let (code, _, _) = askwell(home.path(), &["import", &sample("clinic.md"), "--format", "word"]);
    assert_eq!(code, 2);
}

#[test]
fn check_tells_errors_from_warnings_by_its_exit_code() {
    let home = tempfile::tempdir().unwrap();
    let faq = home.path().join("faq");
    std::fs::create_dir(&faq).unwrap();
    let write = |text: &str| std::fs::write(faq.join("faq.toml"), text).unwrap();
    let sound = "title = \"T\"\nreviewed_by = \"A\"\n[[entries]]\nid = \"parking\"\nquestion = \"Where can I park?\"\nanswer = \"Behind the house.\"\n";
    write(sound);
    assert_eq!(askwell(home.path(), &["check", "--faq", "faq", "--strict"]).0, 0);
    write(&sound.replace("reviewed_by = \"A\"\n", ""));
    let (code, out, _) = askwell(home.path(), &["check", "--faq", "faq"]);
    assert_eq!((code, out.contains("no errors, 1 warning")), (0, true), "{out}");
    assert_eq!(askwell(home.path(), &["check", "--faq", "faq", "--strict"]).0, 1);
    write(&sound.replace("question", "qestion"));
    let (code, out, _) = askwell(home.path(), &["check", "--faq", "faq"]);
    assert_eq!((code, out.contains("did you mean `question`?")), (1, true), "{out}");
    let (code, out, _) = askwell(home.path(), &["check", "--faq", "faq", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, &json["errors"], &json["findings"][0]["line"]), (1, &2.into(), &3.into()), "{out}");
    std::fs::write(faq.join("safety.toml"), "[[rules]]\nid = \"x\"\ntier = \"crises\"\n").unwrap();
    write(sound);
    let (code, out, _) = askwell(home.path(), &["check", "--faq", "faq"]);
    assert_eq!(
        (code, out.contains("did you mean `crisis`?"), out.contains("has no `patterns`")),
        (1, true, true),
        "{out}"
    );
    assert_eq!(askwell(home.path(), &["check", "--explain", "no-such-lint"]).0, 2);
}
