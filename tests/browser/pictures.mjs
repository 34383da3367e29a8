// Pictures of every page, in the ways in which people see them: node pictures.mjs FOLDER
// ASKWELL_URL is the address of a running server.

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Driver } from "./browser.mjs";
import { answered, ask } from "./chat.mjs";

const url = process.env.ASKWELL_URL;
const folder = process.argv[2] ?? "pictures";
const phone = { width: 360, height: 740 };

const scenes = {
  // The one in docs/page.png.
  "page": [{ width: 640, height: 1180, script: false }, ["can i drive home afterwards?"]],
  "start-light": [{}, []],
  "start-dark": [{ dark: true }, []],
  "start-phone": [phone, []],
  "answer-light": [{}, ["can i drive home afterwards?"]],
  "answer-dark": [{ dark: true }, ["can i drive home afterwards?"]],
  "answer-phone": [phone, ["can i drive home afterwards?"]],
  "answer-phone-dark": [{ ...phone, dark: true }, ["can i drive home afterwards?"]],
  "answer-large-print": [{ ...phone, print: 32 }, ["can i drive home afterwards?"]],
  "answer-forced-colours": [{ forced: true }, ["can i drive home afterwards?"]],
  "answer-no-script": [{ script: false }, ["can i drive home afterwards?"]],
  "suggest-light": [{}, ["is one enough to feel it"]],
  "two-answers": [{}, ["is it safe? will i be awake?"]],
  "handoff-light": [{}, ["how much does it cost?"]],
  "advice-phone": [phone, ["how much should i take"]],
  "crisis-light": [{}, ["will i be awake?", "i want to die"]],
  "crisis-dark": [{ dark: true }, ["i want to die"]],
  "crisis-phone": [phone, ["i want to die", "will i be awake?"]],
  "crisis-no-script": [{ ...phone, script: false }, ["i want to die", "will i be awake?"]],
  "topics-light": [{}, [], "/topics"],
  "topics-phone": [phone, [], "/topics"],
  "topic-light": [{}, [], "/topics/driving"],
  "topic-dark-phone": [{ ...phone, dark: true }, [], "/topics/driving"],
  "topic-gone": [phone, [], "/topics/nope"],
  "frame-phone": [phone, ["can i drive home afterwards?"], "/embed"],
};

await mkdir(folder, { recursive: true });
const driver = await Driver.start();
try {
  const wanted = process.argv.slice(3);
  for (const [name, [view, questions, path = "/"]] of Object.entries(scenes)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const page = await driver.open({ still: true, ...view });
    await page.go(url + path);
    for (const [at, question] of questions.entries()) {
      await ask(page, question);
      await answered(page, view.script === false ? 1 : at + 1);
    }
    await writeFile(join(folder, `${name}.png`), await page.picture());
    await page.close();
  }
} finally {
  driver.stop();
}
