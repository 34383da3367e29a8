//! Language: whether a message is written in another language than English.

use crate::text::{Lexicon, Origin, Text, WordList};

/// Frequent small words of Spanish, French, German, Portuguese, Italian, Dutch and Polish that are no English words.
static SMALL_WORDS: WordList = WordList::new(
    " la de en un el los las una que por para como esta estoy es soy muy puedo tengo hola gracias con pero mi del \
    le les des une est je suis tu vous nous pas pour avec dans bonjour merci sur mais ce cette ca que puis peut \
    der das und ich ist nicht ein eine mit wie kann auf fur hallo danke wir sie ihr bei nach auch oder wenn \
    o os uma nao eu voce para com mais meu minha posso ola obrigado obrigada \
    il che di sono una per ciao grazie non \
    het een ik niet van dat wat hoe kan mijn \
    jest nie jak czy sie dzien dobry ",
);
/// A shorter message is left to the score: one foreign word proves nothing.
const FEWEST_WORDS: usize = 2;
/// Share of letters outside the Latin alphabet from which a message counts as foreign.
const OTHER_SCRIPT: f32 = 0.5;

/// Whether the message is in a language that the bot does not read. Where the pack has entries in other languages than
/// English (`pack_has_others`), the words of the pack are words that it reads, small ones included.
pub fn is_foreign(raw: &str, text: &Text, lexicon: &Lexicon, pack_has_others: bool) -> bool {
    let letters = raw.chars().filter(|ch| ch.is_alphabetic()).count();
    let other = raw.chars().filter(|ch| ch.is_alphabetic() && !is_latin(*ch)).count();
    if letters > 0 && other as f32 / letters as f32 >= OTHER_SCRIPT {
        return true;
    }
    let mut small = 0_usize;
    let mut english = 0_usize;
    for token in &text.tokens {
        let word = text.word(token);
        let common =
            token.id.is_some_and(|id| lexicon.origin(id).has(Origin::COMMON.or(Origin::PACK))) && !token.corrected;
        let of_pack = pack_has_others && token.id.is_some_and(|id| lexicon.origin(id).has(Origin::PACK));
        if SMALL_WORDS.has(word) && !of_pack {
            small += 1;
        } else if common {
            english += 1;
        }
    }
    text.tokens.len() >= FEWEST_WORDS && small >= 2 && small >= english
}

/// Basic Latin to Latin Extended, with the compatibility forms that fold to it.
fn is_latin(ch: char) -> bool {
    matches!(ch, 'A'..='Z' | 'a'..='z' | '\u{AA}'..='\u{24F}' | '\u{1D00}'..='\u{1EFF}' | '\u{FB00}'..='\u{FB06}'
        | '\u{FF21}'..='\u{FF5A}' | '\u{1D400}'..='\u{1D7FF}' | '\u{2C60}'..='\u{2C7F}' | '\u{24B6}'..='\u{24E9}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_languages_are_told_from_english() {
        let lexicon = Lexicon::new([]);
        for (raw, foreign) in [
            ("Bonjour à tous, je suis nouveau ici", true),
            ("¿puedo conducir después de la sesión?", true),
            ("Ist das sicher, und wie lange dauert es?", true),
            ("можно ли водить машину", true),
            ("治療は安全ですか", true),
            ("can I drive afterwards", false),
            ("is it safe to die hard", false),
            ("𝓘𝓼 𝓲𝓽 𝓼𝓪𝓯𝓮", false),
        ] {
            let text = Text::read(raw, &lexicon);
            assert_eq!(is_foreign(raw, &text, &lexicon, false), foreign, "{raw}");
        }
    }
    #[test]
    fn what_the_pack_is_written_in_is_not_foreign() {
        let lexicon = Lexicon::new(["puedo conducir después de la sesión"].map(|words| (words, Origin::PACK)));
        for (raw, foreign) in
            [("¿puedo conducir después de la sesión?", false), ("je suis une patiente, et vous ?", true)]
        {
            let text = Text::read(raw, &lexicon);
            assert_eq!(is_foreign(raw, &text, &lexicon, true), foreign, "{raw}");
        }
    }
}
