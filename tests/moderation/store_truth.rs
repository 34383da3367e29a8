//! The store as the truth: documents are its newest revisions.

use super::clinic::{Clinic, POOL, person, phrasing, said};
use askwell::config::FaqSource;
use askwell::moderation::{Moderation, ModerationError};
use askwell::store;
use std::fs;
use std::sync::Arc;

#[tokio::test]
async fn an_empty_store_takes_the_folder_over_and_then_goes_its_own_way() {
    let clinic = Clinic::with(POOL, FaqSource::Store).await;
    // Two processes start at once.
    let other = store::connect(&clinic.settings.store.url).await.unwrap();
    let other = Moderation::new(other, clinic.settings.clone(), clinic.clock.clone());
    let (one, two) = tokio::join!(clinic.moderation.sync(), other.sync());
    assert_eq!(one.unwrap() + two.unwrap(), 1);

    fs::write(clinic.path(), "broken [").unwrap();
    clinic.change("ana", phrasing("towels", "towel hire")).await;
    assert_eq!(clinic.file(), "broken [", "the folder is nobody's truth any more");
    assert_eq!(other.entry("towels").await.unwrap().phrasings, ["towel hire"]);
    let documents = other.snapshot().await.unwrap().documents().unwrap();
    assert_eq!(documents.pack.entries[2].phrasings, ["towel hire"]);

    let (ana, ben) = (
        clinic.draft("ana", vec![phrasing("towels", "rent a cloth")]).await,
        other.draft(&person("ben"), vec![phrasing("towels", "loan a cloth")], None).await.unwrap(),
    );
    let (eve, mel) = (person("eve"), person("mel"));
    let both = tokio::join!(clinic.moderation.apply(&eve, ana.id), other.apply(&mel, ben.id));
    let ((Ok(_), Err(failed)) | (Err(failed), Ok(_))) = both else {
        panic!("one goes live, and the other is told");
    };
    assert!(matches!(failed, ModerationError::Conflict(_) | ModerationError::Refused(_)), "{failed}");
    assert_eq!(other.entry("towels").await.unwrap().phrasings.len(), 2);
    let undo = clinic.moderation.undo(&eve, None, None).await.unwrap();
    clinic.apply("eve", &undo).await.unwrap();
    assert_eq!(clinic.moderation.entry("towels").await.unwrap().phrasings, ["towel hire"]);
}

#[tokio::test]
async fn without_a_folder_the_store_begins_with_the_built_in_faq() {
    let mut clinic = Clinic::with(POOL, FaqSource::Store).await;
    clinic.settings.faq.dir = None;
    let moderation = Moderation::new(Arc::clone(&clinic.store), clinic.settings.clone(), clinic.clock.clone());
    assert_eq!(moderation.sync().await.unwrap(), 1);
    let first = moderation.history(None, 5).await.unwrap().remove(0);
    assert_eq!((first.author.as_str(), first.change.document.as_str()), ("askwell", "ketamine.toml"));
    assert!(moderation.entry("driving").await.unwrap().answer.is_some());
    assert!(said(moderation.undo(&person("ana"), None, None).await).contains("begins"));
}
