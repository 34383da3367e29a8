// The patients' page in a real browser. ASKWELL_URL is a running server with a clinic's name; ASKWELL_SITE_URL is a site
// whose page has the chat in a frame.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { Driver, KEYS } from "./browser.mjs";
import { answered, ask } from "./chat.mjs";

const url = process.env.ASKWELL_URL;
const phone = { width: 360, height: 740 };
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
let driver;

before(async () => {
  driver = await Driver.start();
});
after(() => driver.stop());

// A test with a page of its own, which at its end has nothing to complain about.
function shows(name, view, check) {
  test(name, async () => {
    const page = await driver.open({ still: true, ...view });
    try {
      await page.go(url);
      await check(page);
      assert.deepEqual(await page.complaints(), []);
    } finally {
      await page.close();
    }
  });
}

// The part of an element that is in the window, from 0 to 1.
function inView(page, css) {
  return page.run(
    `const box = document.querySelector(arguments[0]).getBoundingClientRect();
     return Math.max(0, Math.min(innerHeight, box.bottom) - Math.max(0, box.top)) / box.height;`,
    css,
  );
}

async function fits(page) {
  const [content, window] = await page.run("return [document.documentElement.scrollWidth, innerWidth]");
  assert.ok(content <= window, `the page is ${content} wide in a window of ${window}`);
}

shows("a question is answered below the others, and the field is free again", {}, async (page) => {
  await ask(page, "can i drive home afterwards?");
  await answered(page, 1);
  await ask(page, "will i be awake?");
  await answered(page, 2);
  const said = await page.text("#log");
  assert.match(said, /Can I drive afterward\?\nNo\. You will need someone to drive you home/);
  assert.match(said, /Will I be awake\?\nYes\. You remain conscious/);
  assert.match(said, /not medical advice/);
  assert.equal(await page.run("return document.getElementById('question').value"), "");
  assert.equal(await page.run("return location.pathname + location.search"), "/");
});

shows("a suggestion is picked with one press", {}, async (page) => {
  await ask(page, "is one enough to feel it");
  await answered(page, 1);
  assert.match(await page.text(".turn:last-child"), /Did you mean one of these\?/);
  const first = await page.text(".turn:last-child .choices button");
  await page.click(".turn:last-child .choices button");
  await answered(page, 2);
  assert.equal(await page.text(".turn:last-child h3"), first);
  assert.match(await page.text(".turn:last-child"), /not medical advice/);
});

for (const [where, view] of [["on a desk", {}], ["on a phone", phone]]) {
  shows(`a crisis reply stands out and stays in view ${where}`, view, async (page) => {
    await ask(page, "i want to die");
    await page.until(".danger[role=alert]");
    assert.match(await page.text(".danger"), /do not stay alone.*911[^]*988[^]*Nobody was told about this message/);
    assert.ok(await inView(page, ".danger strong") > 0.99);
    const numbers = await page.run("return [...document.querySelectorAll('.danger a')].map((link) => link.href)");
    assert.ok(numbers.includes("tel:911") && numbers.includes("tel:988"), numbers.join());
    for (const [at, question] of ["will i be awake?", "is it safe?", "how quickly does it work?"].entries()) {
      await ask(page, question);
      await answered(page, at + 2);
      assert.ok(await inView(page, ".danger strong") > 0.99, `after ${question}`);
      assert.ok(await inView(page, ".turn:last-child .asked") > 0.99, `the answer to ${question} is not hidden`);
    }
  });
}

shows("without JavaScript a form asks, and danger stays in view", { script: false, ...phone }, async (page) => {
  await ask(page, "can i drive home afterwards?");
  await answered(page);
  assert.match(await page.text("#answer"), /Can I drive afterward\?[^]*You will need someone/);
  assert.equal(new URL(await page.get("/url")).search, "");
  await page.click(".choices button");
  await page.until("#answer h3");
  await ask(page, "i want to die");
  await page.until(".danger");
  await ask(page, "will i be awake?");
  await page.until("#answer h3");
  assert.match(await page.text(".danger"), /988/);
  assert.match(await page.text("#answer"), /Will I be awake\?/);
});

shows("everything can be done with the keyboard alone", {}, async (page) => {
  await page.press(KEYS.tab);
  assert.equal((await page.focused()).name, "Skip to the content");
  await page.press(KEYS.enter);
  const names = [];
  for (let step = 0; step < 20 && names.at(-1) !== "Your question"; step++) {
    await page.press(KEYS.tab);
    names.push((await page.focused()).name);
  }
  assert.equal(names.at(-1), "Your question", names.join(" · "));
  await page.press(..."can i drive", KEYS.enter);
  await answered(page, 1);
  assert.equal((await page.focused()).name, "Your question");
  const related = await page.text(".turn:last-child .choices button");
  for (let step = 0; step < 20 && (await page.focused()).name !== related; step++) {
    await page.post("/actions", {
      actions: [{
        type: "key",
        id: "keyboard",
        actions: [
          { type: "keyDown", value: KEYS.shift }, { type: "keyDown", value: KEYS.tab },
          { type: "keyUp", value: KEYS.tab }, { type: "keyUp", value: KEYS.shift },
        ],
      }],
    });
  }
  await page.press(KEYS.enter);
  await answered(page, 2);
  assert.equal(await page.text(".turn:last-child h3"), related);
});

for (const [name, view] of [
  ["at 360 pixels", phone],
  ["in print of twice the size", { ...phone, print: 32 }],
  ["zoomed to 200 %", { width: 640, height: 400 }],
]) {
  shows(`nothing runs out of the window ${name}`, view, async (page) => {
    await fits(page);
    await ask(page, "is it safe? will i be awake?");
    await answered(page, 1);
    await ask(page, "i want to die");
    await page.until(".danger");
    await fits(page);
    for (const path of ["/topics", "/topics/driving", "/embed"]) {
      await page.go(url + path);
      await fits(page);
    }
  });
}

shows("nothing is stored, and no other host is asked", {}, async (page) => {
  await ask(page, "can i drive home afterwards?");
  await answered(page, 1);
  await page.go(`${url}/topics/driving`);
  const requests = await page.requests();
  assert.ok(requests.length >= 5);
  for (const request of requests) {
    assert.equal(new URL(request.url).origin, new URL(url).origin);
    assert.doesNotMatch(request.url, /drive\+?.*home/);
  }
  assert.deepEqual(await page.get("/cookie"), []);
  const kept = "return indexedDB.databases().then((all) => [localStorage.length, sessionStorage.length, all.length])";
  assert.deepEqual(await page.run(kept), [0, 0, 0]);
});

shows("the first page weighs less than 100 kB", {}, async (page) => {
  const sizes = await page.run(
    `return performance.getEntriesByType("navigation").concat(performance.getEntriesByType("resource"))
       .map((entry) => entry.transferSize)`,
  );
  const all = sizes.reduce((sum, size) => sum + size, 0);
  assert.ok(sizes.length >= 4 && all > 1_000 && all < 100_000, `${sizes}`);
});

test("a clinic's own site has the chat in a frame, another site has not", async () => {
  const page = await driver.open({ still: true });
  try {
    await page.go(`${process.env.ASKWELL_SITE_URL}/`);
    const frame = await page.find("iframe");
    assert.equal(await page.get(`/element/${frame}/computedlabel`), "Questions and answers");
    await page.post("/frame", { id: { "element-6066-11e4-a52e-4f735466cecf": frame } });
    await page.until("#question");
    await ask(page, "can i drive home afterwards?");
    await answered(page, 1);
    assert.match(await page.text("#log"), /You will need someone/);
    // The same page under a name that the settings do not allow.
    await page.go(`${process.env.ASKWELL_SITE_URL.replace("localhost", "127.0.0.1")}/`);
    await page.post("/frame", { id: { "element-6066-11e4-a52e-4f735466cecf": await page.find("iframe") } });
    assert.deepEqual(await page.all("#question"), []);
  } finally {
    await page.close();
  }
});

const PAGES = ["/", "/topics", "/topics/driving", "/topics/cost", "/topics/nope", "/embed"];
const ASKED = ["can i drive home afterwards?", "is one enough to feel it", "how much does it cost?", "how much should i take", "i want to die"];

for (const dark of [false, true]) {
  test(`axe finds nothing on any page, ${dark ? "dark" : "light"}`, async () => {
    const page = await driver.open({ still: true, dark });
    const found = async (what) => {
      await page.run(axe);
      const violations = await page.runAsync(
        "const done = arguments[0]; axe.run().then(({ violations }) => done(violations.map((one) => [one.id, one.nodes.map((node) => node.html)])))",
      );
      assert.deepEqual(violations, [], what);
    };
    try {
      for (const path of PAGES) {
        await page.go(url + path);
        await found(path);
      }
      await page.go(url);
      for (const [at, question] of ASKED.entries()) {
        await ask(page, question);
        await answered(page, at + 1);
        await found(question);
      }
    } finally {
      await page.close();
    }
  });
}
