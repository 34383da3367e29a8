//! The safety stage through its front door: the sentences that the rules of conduct name, one by one.

use askwell::safety::{Rules, Tier, Triage, Triager};
use askwell::text::{Lexicon, Text};
use std::sync::LazyLock;

static STAGE: LazyLock<(Lexicon, Triager)> = LazyLock::new(|| {
    let rules = Rules::built_in();
    let words = rules.words();
    let lexicon = Lexicon::new(words.iter().map(|(word, origin)| (word.as_str(), *origin)));
    let triager = rules.compile(&lexicon, &[]);
    (lexicon, triager)
});

fn triage(raw: &str) -> Triage {
    let (lexicon, triager) = &*STAGE;
    triager.triage(raw, &Text::read(raw, lexicon))
}

fn fires(tier: Tier, messages: &[&str]) {
    for raw in messages {
        assert_eq!(triage(raw).tier(), Some(tier), "{raw}");
    }
}

fn no_alarm(messages: &[&str]) {
    for raw in messages {
        let found = triage(raw);
        assert!(!found.tier().is_some_and(Tier::is_danger), "{raw}: {:?}", found.hits);
    }
}

#[test]
fn the_plainest_words_are_met_at_once() {
    fires(
        Tier::Crisis,
        &["im going to kill myslef", "I tried to kill myself last night", "i want to die", "kill myself"],
    );
    fires(
        Tier::Emergency,
        &["I took the whole bottle", "he isnt breathing", "i overdosed", "chest pain", "she won't wake up"],
    );
}

#[test]
fn a_negation_or_a_joke_word_cancels_nothing() {
    fires(
        Tier::Crisis,
        &[
            "not joking, I'm going to end it",
            "I won't be here next week",
            "can't promise I won't",
            "lol gonna kill myself haha",
            "jk jk but i do want to die 😂",
            "never mind the jokes, I don't want to be alive",
            "nobody believes me but I'm going to kill myself",
            "I'm not being dramatic, I want to die",
        ],
    );
}

#[test]
fn a_denial_with_its_object_hides_its_own_words_only() {
    no_alarm(&[
        "I'm not suicidal",
        "no thoughts of hurting myself",
        "I am not going to kill myself",
        "not suicidal, just tired",
        "I'd never hurt myself",
        "I haven't had any suicidal thoughts",
        "she is not suicidal",
        "I don't want to die",
    ]);
    fires(
        Tier::Crisis,
        &[
            "I'm not suicidal but I can't go on",
            "I'm not suicidal, I just don't want to wake up",
            "no thoughts of hurting myself last week, this week I cut myself",
            "can't promise I won't hurt myself",
        ],
    );
}

#[test]
fn an_idiom_names_its_trivial_object_and_hides_its_own_words_only() {
    no_alarm(&[
        "this traffic is killing me",
        "my phone died",
        "I can't do this anymore, this jigsaw has beaten me",
        "I want to die of embarrassment",
        "this diet, I can't take it anymore",
        "if this bus is late again I'm going to kill myself",
        "I could murder a curry",
        "my boss will kill me",
    ]);
    fires(
        Tier::Crisis,
        &[
            "this wait is killing me, and I want to kill myself",
            "stuck in traffic and I can't go on with life",
            "I could murder a curry. Then I'm going to end my life",
            "this jigsaw is done and so am I, I want to die",
        ],
    );
}

#[test]
fn the_past_is_exempt_with_a_distance_and_not_when_it_is_back() {
    no_alarm(&[
        "I was suicidal two years ago and this saved me",
        "I tried to kill myself in 2014",
        "last winter I wanted to die and now I'm gardening",
        "when I was a teenager I used to cut myself",
        "I used to be suicidal",
        "years back I took an overdose, I look back and shudder",
        "I was suicidal as a student, now I'm back at work",
    ]);
    fires(
        Tier::Crisis,
        &[
            "I was suicidal two years ago and it's back",
            "I was suicidal years ago and I'm suicidal again",
            "still suicidal",
            "I tried to kill myself yesterday",
            "I cut myself three weeks ago",
            "I've wanted to die since 2019",
            "I used to be suicidal and those thoughts are back",
        ],
    );
}

#[test]
fn mourning_and_topics_alarm_nobody() {
    no_alarm(&[
        "my brother died by suicide",
        "lost my mum to an overdose in March",
        "watched a film where the hero kills himself",
        "my essay on suicide in literature is due",
        "it's suicide awareness day",
        "does ketamine help with suicidal thoughts",
        "is chest pain a side effect?",
        "can you stop breathing on it?",
        "what if I have a seizure in there",
    ]);
}

#[test]
fn writing_it_otherwise_hides_nothing() {
    fires(
        Tier::Crisis,
        &[
            "i wnat to kil myself",
            "killmyself",
            "I’m going to kill myself",
            "I waaaaant to dieeee",
            "i want to k1ll mys3lf",
            "i want to kіll mуself",
            "k i l l   m y s e l f",
            "I WANT TO DIE",
            "`i want to die`",
            "||i want to die||",
            "**kill** *myself*",
            "sucidal",
        ],
    );
}

#[test]
fn other_languages_are_met_and_named() {
    for (raw, language, tier) in [
        ("quiero morir", "es", Tier::Crisis),
        ("No puedo respirar", "es", Tier::Emergency),
        ("je veux mourir", "fr", Tier::Crisis),
        ("il ne respire plus", "fr", Tier::Emergency),
        ("ich will sterben", "de", Tier::Crisis),
        ("er atmet nicht mehr", "de", Tier::Emergency),
        ("quero morrer", "pt", Tier::Crisis),
        ("não consigo respirar", "pt", Tier::Emergency),
        ("I want to die", "en", Tier::Crisis),
    ] {
        let found = triage(raw);
        assert_eq!((found.tier(), found.language()), (Some(tier), language), "{raw}");
    }
}

#[test]
fn the_highest_tier_wins() {
    fires(Tier::Emergency, &["I want to die and I took all my pills", "can I take it with lithium? I can't breathe"]);
    fires(Tier::Crisis, &["can I take it with lithium, I want to die"]);
}

#[test]
fn advice_is_told_from_the_faq() {
    fires(
        Tier::Advice,
        &[
            "how much should i take",
            "can I take it with my lithium",
            "should I stop my sertraline first",
            "I'm pregnant, can I have it",
            "is it ok with epilepsy",
            "my heart flutters since the last one, is that normal",
            "can I snort it at home",
            "where can I buy ketamine without a prescription",
        ],
    );
    for raw in [
        "does it work for PTSD",
        "tried 5 antidepressants and nothing works, is this worth a go",
        "is it addictive?",
        "is it safe?",
        "two so far and nothing yet",
        "what usually happens afterwards",
        "I have depression and anxiety",
        "does it make you dizzy",
        "lithium",
    ] {
        assert_eq!(triage(raw).tier(), None, "{raw}: {:?}", triage(raw).hits);
    }
}

#[test]
fn danger_is_found_wherever_it_stands_in_a_long_message() {
    for words in [0, 1, 59, 60, 61, 110, 119, 120, 121, 500] {
        let raw = format!("{} i want to kill myself {}", "and then ".repeat(words), "so it goes ".repeat(50));
        assert_eq!(triage(&raw).tier(), Some(Tier::Crisis), "after {words}");
    }
}

#[test]
fn odd_messages_are_silent_and_do_no_harm() {
    for raw in [
        "",
        " ",
        "🙂",
        "what's the weather in paris",
        "(((((",
        &"a".repeat(100_000),
        &"kill ".repeat(20_000),
        "@everyone <script>",
    ] {
        assert_eq!(triage(raw).tier(), None, "{}", raw.len());
    }
}

#[test]
fn personal_details_stand_aside() {
    let found = triage("my number is 07700 900123, can I drive after?");
    assert_eq!((found.tier(), found.personal.len()), (None, 1));
}

proptest::proptest! {
    #[test]
    fn an_exception_never_hides_plain_danger_beside_it(before in "[a-z ]{0,60}", after in "[a-z ]{0,60}") {
        let raw = format!("{before}. i am going to kill myself tonight. {after}");
        proptest::prop_assert!(triage(&raw).tier() >= Some(Tier::Crisis));
    }
}
