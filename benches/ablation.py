#!/usr/bin/env python3
"""What each part of the score brings, as a Markdown table.

    cargo build --release
    benches/ablation.py --sets FOLDER --corpus FILE.jsonl

FOLDER (or the variable ASKWELL_BENCH_SETS) holds public question sets, each a folder with faq/ and test.jsonl or
dev.jsonl; FILE is a clinic's labelled chat. Each part is left out in turn by `askwell eval --without PART`; nothing else
changes, the thresholds neither. Standard library only.
"""

import argparse
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

PARTS = [
    "contrast", "letters", "words", "word pairs", "telling words", "answer",
    "edit distance", "keywords", "margin", "odds of its words", "words covered", "units", "synonyms", "spelling", "talk",
]


def figures(program, part, options):
    command = [program, "eval", "--json", "--misses", "0", *options]
    command += ["--without", part] if part else []
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stderr}")
    return json.loads(done.stdout)["figures"]


def messages_of(folder):
    found = [folder / name for name in ("test.jsonl", "dev.jsonl") if (folder / name).is_file()]
    return found[0] if found and (folder / "faq").is_dir() else None


def columns(arguments):
    """Heading, options of `askwell eval`, and the two figures of each column."""
    for folder in sorted(arguments.sets.iterdir()) if arguments.sets else []:
        messages = messages_of(folder)
        if messages and (not arguments.only or folder.name in arguments.only):
            options = ["--engine-only", "--faq", folder / "faq", "--messages", messages]
            yield f"{folder.name} acc0 / c90", options, ("acc0", "c90")
    if arguments.corpus:
        for mode in ("direct", "ambient"):
            options = ["--mode", mode, "--messages", arguments.corpus]
            yield f"clinic chat, {mode}: right / wrong", options, ("faq_right", "faq_wrong")


def cell(found, names):
    return " / ".join(f"{100 * found[name]:.1f}" if found.get(name) is not None else "–" for name in names)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    sets = os.environ.get("ASKWELL_BENCH_SETS")
    parser.add_argument("--sets", type=Path, default=Path(sets) if sets else None, help="folder of public sets")
    parser.add_argument("--corpus", type=Path, help="a clinic's labelled chat")
    parser.add_argument("--only", action="append", metavar="SET", help="only this set; may be given several times")
    parser.add_argument("--program", default=Path(__file__).parent.parent / "target/release/askwell")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    arguments = parser.parse_args()
    wanted = list(columns(arguments))
    if not wanted:
        sys.exit("nothing to measure: name --sets and --corpus, or set ASKWELL_BENCH_SETS")
    rows = [None, *PARTS]
    with ThreadPoolExecutor(arguments.jobs) as pool:
        cells = {
            (row, at): pool.submit(figures, arguments.program, row, options)
            for row in rows
            for at, (_, options, _) in enumerate(wanted)
        }
        print("| left out | " + " | ".join(heading for heading, _, _ in wanted) + " |")
        print("|---" * (len(wanted) + 1) + "|")
        for row in rows:
            shown = [cell(cells[row, at].result(), names) for at, (_, _, names) in enumerate(wanted)]
            print(f"| {row or '(nothing)'} | " + " | ".join(shown) + " |", flush=True)


if __name__ == "__main__":
    main()
