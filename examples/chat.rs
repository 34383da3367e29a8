use askwell::{bot::*, config::*, explain::*, faq, message::Mode, safety::Rules};
fn env(k: &str, d: f64) -> f64 {
    std::env::var(k).ok().map(|v| v.parse().unwrap()).unwrap_or(d)
}
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let ms = MatchSettings {
        answer: env("ANS", 0.5),
        margin: env("MAR", 0.1),
        suggest: env("SUG", 0.3),
        ambient: env("AMB", 0.6),
    };
    let pack = match std::env::var("FAQ") {
        Ok(d) => faq::load_folder(d.as_ref()).ok().unwrap(),
        _ => faq::built_in(),
    };
    let b = Brain::new(pack, Rules::built_in(), &ms);
    let mode = if a[1] == "ambient" { Mode::Ambient } else { Mode::Direct };
    let mut tot = 0.0;
    let mut n = 0;
    for l in std::fs::read_to_string(&a[2]).unwrap().lines() {
        let v: serde_json::Value = serde_json::from_str(l).unwrap();
        let raw = v["text"].as_str().unwrap();
        let t = std::time::Instant::now();
        let o = b.decide(raw, mode, Stages::All);
        tot += t.elapsed().as_secs_f64() * 1e6;
        n += 1;
        if std::env::var("WHY").is_ok() {
            println!("{raw}\n{}", Why::new(raw, &o, &b));
        } else {
            println!("{}", serde_json::to_string(&Prediction::new(&o, &b)).unwrap());
        }
    }
    eprintln!("mean {:.1}us", tot / n as f64);
}
