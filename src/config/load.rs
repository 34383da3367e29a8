//! Lays the sources over one another: defaults, local file, named file, environment, options of the command line.

use super::check::check;
use super::effective::Effective;
use super::layer::Layer;
use super::problem::Problem;
use super::raw::Raw;
use super::schema::{DEFAULT_ORIGIN, DEFAULTS, Schema};
use super::settings::Settings;
use config::Config;
use std::collections::HashMap;
use std::ffi::OsString;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use toml::de::DeTable;

/// The file that is read without being named, if it is there.
const LOCAL_FILE: &str = "config/local.toml";

/// Where settings are read from.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// A file that is read if it exists.
    pub local: Option<PathBuf>,
    /// A file that must exist (`--config`).
    pub file: Option<PathBuf>,
    /// The variables of the environment, of which only `ASKWELL__…` count.
    pub environment: Vec<(OsString, OsString)>,
    /// The folder of documents (`--faq`), which goes before all other sources.
    pub faq_dir: Option<String>,
}

/// Settings that passed every check, and where each value came from.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The checked settings.
    pub settings: Settings,
    /// What is in force, for `askwell config`.
    pub effective: Effective,
}

impl Sources {
    /// The sources of a program that was started in this folder and environment.
    pub fn of_process() -> Self {
        Self { local: Some(PathBuf::from(LOCAL_FILE)), environment: std::env::vars_os().collect(), ..Self::default() }
    }

    /// Reads and checks everything.
    ///
    /// # Errors
    /// Every problem of every source at once, none of them holding the value of a secret.
    pub fn load(&self) -> Result<Loaded, Vec<Problem>> {
        let mut problems = Vec::new();
        let defaults = DeTable::parse(DEFAULTS).map_err(|error| vec![Problem::new(DEFAULT_ORIGIN, error.message())])?;
        let schema = Schema::of(defaults.get_ref());
        let layers = self.layers(&schema, &mut problems);
        let places: HashMap<&str, &str> = layers.iter().flat_map(Layer::places).collect();
        let mut builder = Config::builder();
        for layer in &layers {
            builder = builder.add_source(layer.clone());
        }
        let broken = |error: config::ConfigError| vec![Problem::new("settings", error.to_string())];
        let merged = builder.build().map_err(broken)?;
        let effective = Effective::of(&merged, &schema).map_err(broken)?;
        let raw: Raw = merged.try_deserialize().map_err(broken)?;
        let settings = check(&raw, &places, &mut problems);
        match settings {
            Some(settings) if problems.is_empty() => Ok(Loaded { settings, effective }),
            _ => Err(problems),
        }
    }

    fn layers(&self, schema: &Schema, problems: &mut Vec<Problem>) -> Vec<Layer> {
        let mut layers = vec![Layer::of_toml(DEFAULT_ORIGIN, DEFAULTS, schema, problems)];
        for (path, required) in [(&self.local, false), (&self.file, true)] {
            let Some(path) = path else { continue };
            match read(path, required) {
                Ok(Some(text)) => {
                    layers.push(Layer::of_toml(&path.display().to_string(), &text, schema, problems));
                }
                Ok(None) => {}
                Err(problem) => problems.push(problem),
            }
        }
        layers.push(Layer::of_environment(&self.environment, schema, problems));
        if let Some(dir) = &self.faq_dir {
            layers.push(Layer::of_option("--faq", "faq.dir", dir));
        }
        layers
    }
}

/// The text of a settings file, or `None` where a file that may be missing is missing.
fn read(path: &Path, required: bool) -> Result<Option<String>, Problem> {
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound && !required => return Ok(None),
        Err(error) => return Err(Problem::new(path.display().to_string(), format!("cannot be read: {error}"))),
    };
    let text = String::from_utf8(bytes);
    text.map(Some).map_err(|_| Problem::new(path.display().to_string(), "is not UTF-8 text"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use secrecy::ExposeSecret;

    fn of_file(text: &str) -> (tempfile::TempDir, Sources) {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("local.toml");
        std::fs::write(&path, text).unwrap();
        (dir, Sources { local: Some(path), ..Sources::default() })
    }

    fn of_vars(vars: &[(&str, &str)]) -> Sources {
        let environment = vars.iter().map(|(name, value)| (OsString::from(name), OsString::from(value))).collect();
        Sources { environment, ..Sources::default() }
    }

    fn problems(sources: &Sources) -> Vec<String> {
        sources.load().err().unwrap_or_default().iter().map(ToString::to_string).collect()
    }

    fn origin(loaded: &Loaded, key: &str) -> String {
        loaded.effective.settings.iter().find(|setting| setting.key == key).unwrap().origin.clone()
    }

    #[test]
    fn the_defaults_alone_are_fine_and_complete() {
        let loaded = Sources::default().load().unwrap();
        assert!(loaded.effective.settings.iter().all(|setting| setting.origin == DEFAULT_ORIGIN));
        assert_eq!(
            loaded.effective.settings.len(),
            DEFAULTS.lines().filter(|l| l.contains(" = ") && !l.starts_with('#')).count()
        );
        assert!(loaded.settings.discord.token.is_none() && loaded.settings.faq.dir.is_none());
    }

    #[test]
    fn later_sources_win_and_are_named() {
        let (dir, mut sources) = of_file("[bot]\nregion = \"uk\"\n[provider]\nname = \"Local\"\nphone = \"1\"\n");
        let file = dir.path().join("own.toml");
        std::fs::write(&file, "[provider]\nname = \"Own\"\nphone = \"2\"\n").unwrap();
        sources.file = Some(file.clone());
        sources.environment = of_vars(&[("ASKWELL__PROVIDER__PHONE", "3")]).environment;
        sources.faq_dir = Some("given".to_owned());
        let loaded = sources.load().unwrap();
        let Settings { bot, provider, faq, .. } = &loaded.settings;
        assert_eq!(
            (bot.region.name(), provider.name.as_deref(), provider.phone.as_deref()),
            ("uk", Some("Own"), Some("3"))
        );
        assert_eq!(faq.dir.as_deref(), Some(Path::new("given")));
        assert_eq!(origin(&loaded, "bot.region"), dir.path().join("local.toml").display().to_string());
        assert_eq!(origin(&loaded, "provider.name"), file.display().to_string());
        assert_eq!(origin(&loaded, "provider.phone"), "ASKWELL__PROVIDER__PHONE");
        assert_eq!(origin(&loaded, "faq.dir"), "--faq");
    }

    #[test]
    fn variables_hold_lists_and_leave_ids_alone() {
        let cases: [(&str, &[&str]); 4] = [("12,34", &["12", "34"]), ("12", &["12"]), (" 12 , ", &["12"]), ("", &[])];
        for (value, channels) in cases {
            let loaded = of_vars(&[("ASKWELL__DISCORD__CHANNELS", value)]).load().unwrap();
            assert_eq!(loaded.settings.discord.channels, channels, "{value:?}");
        }
        let loaded =
            of_vars(&[("ASKWELL__PROVIDER__PHONE", "0123"), ("ASKWELL__PROVIDER__NAME", "true")]).load().unwrap();
        assert_eq!(loaded.settings.provider.phone.as_deref(), Some("0123"));
        assert_eq!(loaded.settings.provider.name.as_deref(), Some("true"));
        let loaded =
            of_vars(&[("ASKWELL_DISCORD_TOKEN", "no"), ("DISCORD_TOKEN", "no"), ("askwell__bot__region", "uk")]);
        assert!(loaded.load().unwrap().effective.settings.iter().all(|setting| setting.origin == DEFAULT_ORIGIN));
    }

    #[test]
    fn a_bare_number_in_a_file_is_an_id() {
        let (_dir, sources) = of_file("[discord]\nchannels = [123456789012345678]\nstaff_channel = 42\n");
        let discord = sources.load().unwrap().settings.discord;
        assert_eq!(discord.channels, ["123456789012345678"]);
        assert_eq!(discord.staff_channel.as_deref(), Some("42"));
    }

    #[test]
    fn all_problems_are_reported_at_once_with_their_places() {
        let text = "[bot]\nregion = \"usa\"\n[discrod]\ntoken = \"x\"\n[match]\nanswer = 1.5\nmargin = \"wide\"\n";
        let (dir, mut sources) = of_file(text);
        sources.environment = of_vars(&[("ASKWELL__WEB__BIND", "8080"), ("ASKWELL__BOT__REIGON", "us")]).environment;
        let file = dir.path().join("local.toml").display().to_string();
        let expected = [
            format!("{file}:4: unknown setting `discrod.token`: did you mean `discord.token`?"),
            format!("{file}:7: `match.margin` must be a number"),
            "ASKWELL__BOT__REIGON: unknown setting `bot.reigon`: did you mean `bot.region`?".to_owned(),
            format!(
                "{file}:2: `bot.region` must be one of us, ca, uk, ie, au, nz, other, not \"usa\": did you mean \"us\"?"
            ),
            format!("{file}:6: `match.answer` must be from 0 to 1, not 1.5"),
            format!(
                "{file}:6: `match.ambient` must not be below match.answer: unasked, the bot must be surer than asked"
            ),
            "ASKWELL__WEB__BIND: `web.bind` must be an address and a port like 127.0.0.1:8080, not \"8080\"".to_owned(),
        ];
        assert_eq!(problems(&sources), expected);
    }

    #[test]
    fn what_no_setting_may_be() {
        for (name, value, part) in [
            ("ASKWELL__DISCORD__CHANNELS", "#general", "is no id"),
            ("ASKWELL__DISCORD__API_URL", "https://discord.com", "on this machine"),
            ("ASKWELL__SLACK__API_URL", "http://slack.com:80", "on this machine"),
            ("ASKWELL__SLACK__CHANNELS", "general", "is no id"),
            ("ASKWELL__SLACK__MODE", "sockets", "did you mean \"socket\"?"),
            ("ASKWELL__SLACK__BOT_TOKEN", "xoxb-1", "`slack.app_token` is needed"),
            ("ASKWELL__BOT__DISCLAIMER", " ", "must not be empty"),
            ("ASKWELL__PROVIDER__URL", "clinic.example", "must begin with https://"),
            ("ASKWELL__WEB__PUBLIC_URL", "https://faq.clinic.example", "`web.trusted_proxies` is needed"),
            ("ASKWELL__WEB__TRUSTED_PROXIES", "127.0.0.1:80", "did you mean \"127.0.0.1\"?"),
            ("ASKWELL__WEB__ALLOWED_ORIGINS", "https://a.example,*", "\"*\", which is no web address"),
            ("ASKWELL__WEB__ALLOWED_ORIGIN", "https://a.example", "did you mean `web.allowed_origins`?"),
            ("ASKWELL__STORE__URL", "mysql://x", "must be sqlite:FILE"),
            ("ASKWELL__PRIVACY__KEEP", "all", "must be one of nothing, redacted, text"),
            ("ASKWELL__PRIVACY__RETENTION_DAYS", "0", "must be from 1 to 3650"),
            ("ASKWELL__PRIVACY__RETENTION_DAYS", "-1", "must be from 1 to 3650"),
            ("ASKWELL__MATCH__ANSWER", "NaN", "must be from 0 to 1"),
            ("ASKWELL__MATCH__SUGGEST", "0.75", "must not be above match.answer"),
            ("ASKWELL__FAQ__SOURCE", "file", "did you mean \"files\"?"),
            ("ASKWELL__TOKEN", "x", "did you mean"),
            ("ASKWELL__", "x", "unknown setting"),
        ] {
            let found = problems(&of_vars(&[(name, value)]));
            assert!(found.len() == 1 && found[0].starts_with(name) && found[0].contains(part), "{name}: {found:?}");
        }
    }

    #[test]
    fn where_the_page_lives_is_kept_as_browsers_write_it() {
        let web = |vars: &[(&str, &str)]| of_vars(vars).load().unwrap().settings.web;
        let given = web(&[
            ("ASKWELL__WEB__PUBLIC_URL", "https://FAQ.clinic.example/"),
            ("ASKWELL__WEB__TRUSTED_PROXIES", "127.0.0.1, ::1"),
            ("ASKWELL__WEB__ALLOWED_ORIGINS", "https://clinic.example:443"),
        ]);
        assert_eq!(given.public_url.as_deref(), Some("https://faq.clinic.example"));
        assert_eq!(given.trusted_proxies.iter().map(ToString::to_string).collect::<Vec<_>>(), ["127.0.0.1", "::1"]);
        assert_eq!(given.allowed_origins, ["https://clinic.example"]);
        let none = web(&[]);
        assert!(none.public_url.is_none() && none.trusted_proxies.is_empty() && none.allowed_origins.is_empty());
    }

    #[test]
    fn files_that_cannot_be_used_say_why() {
        let missing = Sources { file: Some(PathBuf::from("no/such/file.toml")), ..Sources::default() };
        assert!(problems(&missing)[0].starts_with("no/such/file.toml: cannot be read"));
        let missing = Sources { local: Some(PathBuf::from("no/such/file.toml")), ..Sources::default() };
        assert!(missing.load().is_ok());
        let (_dir, broken) = of_file("[bot]\nregion = us\n");
        assert!(problems(&broken)[0].contains("local.toml:2: not valid TOML"));
        let (_dir, flat) = of_file("region = \"us\"\n");
        assert!(problems(&flat)[0].ends_with("local.toml:1: unknown setting `region`: did you mean `bot.region`?"));
    }

    #[test]
    fn secrets_are_in_no_debug_output_listing_or_problem() {
        let secret = "S3CRET";
        let url = format!("postgres://ann:{secret}@host/db");
        let vars = [
            ("ASKWELL__DISCORD__TOKEN", secret),
            ("ASKWELL__SLACK__APP_TOKEN", secret),
            ("ASKWELL__SLACK__BOT_TOKEN", secret),
            ("ASKWELL__SLACK__SIGNING_SECRET", secret),
            ("ASKWELL__STORE__URL", &url),
        ];
        let loaded = of_vars(&vars).load().unwrap();
        assert_eq!(loaded.settings.discord.token.as_ref().unwrap().expose_secret(), secret);
        assert!(!format!("{loaded:?}").contains(secret));
        let shown = loaded.effective.settings.iter().filter(|setting| setting.value == "(set)").count();
        assert_eq!(shown, 4);
        let (_dir, unclosed) = of_file(&format!("[discord]\ntoken = \"{secret}\n"));
        let (_dir, number) = of_file(&format!("[discord]\ntoken = [\"{secret}\"]\n"));
        for sources in [unclosed, number, of_vars(&[("ASKWELL__STORE__URL", secret)])] {
            let found = problems(&sources);
            assert!(!found.is_empty() && found.iter().all(|problem| !problem.contains(secret)), "{found:?}");
        }
    }
}
