//! `kill -9` between any two steps of an apply: a child process does the work and ends itself there.

use super::clinic::{Clinic, POOL, person, phrasing, said};
use askwell::clock::Clock;
use askwell::config::Sources;
use askwell::moderation::{Moderation, Step};
use askwell::store::{self, DraftState};
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

/// Tells the child where the clinic is, which draft it applies, and after which step it is killed.
const HOME: &str = "MODERATION_HOME";
const DRAFT: &str = "MODERATION_DRAFT";
const STEP: &str = "MODERATION_STEP";

const STEPS: [Step; 4] = [Step::Claimed, Step::Marked, Step::Written(1), Step::Recorded];

/// Not a test of its own: what the child process does.
#[test]
#[ignore = "run by the tests beside it, in a process of its own"]
fn child() {
    let Some(home) = std::env::var_os(HOME).map(PathBuf::from) else { return };
    let variable = |name: &str| std::env::var(name).unwrap().parse::<i64>().unwrap();
    let (draft, step) = (variable(DRAFT), STEPS[usize::try_from(variable(STEP)).unwrap()]);
    let mut settings = Sources::default().load().unwrap().settings;
    settings.faq.dir = Some(home.join("faq"));
    let url = format!("sqlite:{}", home.join("askwell.db").display()).into();
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let store = store::connect(&url).await.unwrap();
        let kill = move |now: Step| {
            if now == step {
                let id = std::process::id().to_string();
                Command::new("kill").args(["-9", &id]).status().unwrap();
                std::thread::sleep(Duration::from_secs(60));
            }
        };
        let moderation = Moderation::new(store, settings, Clock::default()).watched(Arc::new(kill));
        moderation.apply(&person("ana"), draft).await.unwrap();
    });
}

/// Applies a draft in a child that is killed after a step.
fn killed(clinic: &Clinic, draft: i64, step: usize) {
    let status = Command::new(std::env::current_exe().unwrap())
        .args(["moderation::crash::child", "--exact", "--ignored"])
        .env(HOME, clinic.home.path())
        .env(DRAFT, draft.to_string())
        .env(STEP, step.to_string())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert_eq!(status.code(), None, "it was killed");
}

/// A clinic whose clock is the one of the child.
async fn clinic() -> Clinic {
    let mut clinic = Clinic::new().await;
    clinic.moderation = Moderation::new(Arc::clone(&clinic.store), clinic.settings.clone(), Clock::default());
    clinic
}

/// The same store and folder as the next start of a program sees them, after the dead one's claim has ended.
fn restarted(clinic: &Clinic) -> Moderation {
    let later = Clock::standing_at(Clock::default().now().after(Duration::from_secs(60)));
    Moderation::new(Arc::clone(&clinic.store), clinic.settings.clone(), later)
}

#[cfg(unix)]
#[tokio::test]
async fn a_process_that_is_killed_between_two_steps_loses_nothing_and_does_nothing_twice() {
    for (step, name) in STEPS.iter().enumerate() {
        let clinic = clinic().await;
        let drafted = clinic.draft("ana", vec![phrasing("towels", "towel hire")]).await;
        killed(&clinic, drafted.id, step);
        let written = !matches!(name, Step::Claimed | Step::Marked);
        assert_eq!(clinic.file() != POOL, written, "{name:?}");

        // While the claim may be a living writer's nobody takes its work for somebody's edit on the disk.
        clinic.moderation.sync().await.unwrap();
        let disk = clinic.history().await.into_iter().filter(|line| line.starts_with("disk")).count();
        assert_eq!(disk, 1, "{name:?}");

        let next = restarted(&clinic);
        next.sync().await.unwrap();
        let state = next.show_draft(drafted.id).await.unwrap().state;
        let expected = if *name == Step::Claimed { DraftState::Open } else { DraftState::Applied };
        assert_eq!(state, expected, "{name:?}");
        if state == DraftState::Open {
            next.apply(&person("ana"), drafted.id).await.unwrap();
        } else {
            assert!(said(next.apply(&person("ana"), drafted.id).await).contains("applied by ana"), "{name:?}");
        }
        assert_eq!(clinic.file().matches("towel hire").count(), 1, "{name:?}");
        let history = clinic.history().await;
        assert_eq!(history, ["ana: towels: phrasing “towel hire” added", "disk: first seen"], "{name:?}");
        assert_eq!(next.sync().await.unwrap(), 0, "{name:?}");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn a_file_that_somebody_changed_after_the_crash_is_theirs() {
    let clinic = clinic().await;
    let drafted = clinic.draft("ana", vec![phrasing("towels", "towel hire")]).await;
    killed(&clinic, drafted.id, 1);
    let theirs = POOL.replace("Seven", "Eight");
    fs::write(clinic.path(), &theirs).unwrap();
    let next = restarted(&clinic);
    next.sync().await.unwrap();
    assert_eq!(next.show_draft(drafted.id).await.unwrap().state, DraftState::Open);
    assert_eq!(clinic.file(), theirs);
    assert!(said(next.apply(&person("ana"), drafted.id).await).contains("by disk: pool.toml: changed on the disk"));
}
