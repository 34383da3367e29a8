// The desk in a real browser. ASKWELL_DESK_URL is a running server of a clinic with the accounts anna (moderator), rita
// (reviewer), adam (admin) and rhea (reader).

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { Driver } from "./browser.mjs";
import { clicks, press, says, signIn } from "./desk.mjs";

const url = process.env.ASKWELL_DESK_URL;
const phone = { width: 360, height: 740 };
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
let driver;

before(async () => {
  driver = await Driver.start();
});
after(() => driver.stop());

// A test with a window of its own for somebody who has signed in.
function sits(name, who, view, check) {
  test(name, async () => {
    const page = await driver.open({ still: true, ...view });
    try {
      await signIn(page, url, who);
      await check(page);
      assert.deepEqual(await page.complaints(), []);
    } finally {
      await page.close();
    }
  });
}

test("a wrong password is said, the right one opens the desk, and signing out closes it", async () => {
  const page = await driver.open({ still: true });
  try {
    await page.go(`${url}/desk/drafts`);
    await page.type("input[name=name]", "rhea");
    await page.type("input[name=password]", "not the password");
    await press(page, "Sign in");
    await says(page, "do not belong together");
    await signIn(page, url, "rhea");
    const [cookie] = await page.get("/cookie");
    assert.ok(cookie.httpOnly && cookie.sameSite === "Strict", JSON.stringify(cookie));
    assert.equal(await page.run("return document.cookie"), "");
    await page.click(".who button");
    await page.until("input[name=password]");
    await page.go(`${url}/desk`);
    await page.until("input[name=password]");
  } finally {
    await page.close();
  }
});

const PAGES = [
  "/desk", "/desk/try", "/desk/entries", "/desk/entries?q=drive", "/desk/entries/driving", "/desk/new",
  "/desk/synonyms", "/desk/drafts", "/desk/unanswered", "/desk/history", "/desk/history/1", "/desk/statistics",
  "/desk/channels", "/desk/safety", "/desk/checks", "/desk/accounts", "/desk/account", "/desk/nowhere",
];

for (const dark of [false, true]) {
  sits(`axe finds nothing at the desk, ${dark ? "dark" : "light"}`, "adam", { dark }, async (page) => {
    for (const path of PAGES) {
      await page.go(url + path);
      // What comes after the page.
      await page.run("return new Promise((done) => setTimeout(done, 500))");
      await page.run(axe);
      const violations = await page.runAsync(
        "const done = arguments[0]; axe.run().then(({ violations }) => done(violations.map((one) => [one.id, one.nodes.map((node) => node.html)])))",
      );
      assert.deepEqual(violations, [], path);
    }
    // A page that is not there is told by its status, which the browser notes.
    await page.complaints();
  });
}

for (const [name, view] of [["at 360 pixels", phone], ["in print of twice the size", { ...phone, print: 32 }]]) {
  sits(`nothing runs out of the window of the desk ${name}`, "adam", view, async (page) => {
    for (const path of PAGES) {
      await page.go(url + path);
      const [content, window] = await page.run("return [document.documentElement.scrollWidth, innerWidth]");
      assert.ok(content <= window, `${path} is ${content} wide in a window of ${window}`);
    }
    await page.complaints();
  });
}

// Asks as a patient does, and returns what the page says.
async function patient(question) {
  const page = await driver.open({ still: true });
  try {
    await page.go(url);
    await page.type("#question", question);
    await page.click("button.send");
    await page.until(".asked");
    return await page.text(".turn:last-child");
  } finally {
    await page.close();
  }
}

// Asks until the reply says this: a change is in force a moment after it was applied.
async function hears(question, words) {
  const end = Date.now() + 60_000;
  let said = "";
  do {
    said = await patient(question);
    if (words.test(said)) return;
  } while (Date.now() < end);
  throw new Error(`nobody ever heard ${words}: ${said}`);
}

// Types into a field of the editor at its end.
async function adds(page, field, text) {
  await page.run("const field = document.querySelector(arguments[0]); field.focus(); field.setSelectionRange(field.value.length, field.value.length)", field);
  await page.type(field, text);
}

sits("a change that breaks a rule is refused by its replay, and cannot be applied", "anna", {}, async (page) => {
  await page.go(`${url}/desk/entries/awake`);
  await adds(page, "textarea[name=phrasings]", "\nis zorblimg a dream");
  await press(page, "Make a draft");
  const said = await says(page, /own-emergency/);
  assert.match(said, /This cannot go live[^]*does not fire on its own example/);
  assert.deepEqual(await page.all("#apply"), []);
  await clicks(page, "#drop");
  await says(page, /dropped/i);
  await page.go(`${url}/desk/entries/awake`);
  assert.doesNotMatch(await page.run("return document.querySelector('textarea[name=phrasings]').value"), /zorblimg/);
});

sits("the test pane answers as one types, with what is not saved yet", "anna", {}, async (page) => {
  await page.go(`${url}/desk/entries/awake`);
  await adds(page, "textarea[name=phrasings]", "\nshall i be snoozing during it");
  await page.type("[name=message]", "shall i be snoozing during it");
  await page.until("#tried svg");
  await says(page, "Yes. You stay awake.");
  assert.match(await patient("shall i be snoozing during it"), /no reviewed answer|Did you mean/);
});

sits("a miss becomes a phrasing in force, and is taken back", "anna", {}, async (page) => {
  const miss = "could somebody chauffeur me";
  assert.doesNotMatch(await patient(miss), /You will need someone/);
  await page.go(`${url}/desk/unanswered`);
  await says(page, miss);
  const number = await page.run(
    `const group = [...document.querySelectorAll("main li, main section, main article, main tr")].reverse().find((one) => one.textContent.includes(arguments[0]) && one.querySelector("[name=other], button[name=entry]"));
     const [number] = group.textContent.match(/Question \\d+ ·/);
     group.querySelector("button[value=driving]").click();
     return number;`,
    miss,
  );
  await page.until("#apply");
  await clicks(page, "#apply");
  await says(page, /Applied/);
  await hears(miss, /You will need someone/);
  await page.go(`${url}/desk/unanswered`);
  assert.ok(!(await page.text("main")).includes(number), number);
  await page.go(`${url}/desk/history`);
  await page.click("main a[href^='/desk/history/']");
  await press(page, "Undo");
  await page.until("#apply");
  await clicks(page, "#apply");
  await says(page, /Applied/);
  const end = Date.now() + 60_000;
  while (/You will need someone/.test(await patient(miss))) assert.ok(Date.now() < end, "the undo never came into force");
});

test("of two moderators at once nobody loses what they did", async () => {
  const [anna, rita] = [await driver.open({ still: true }), await driver.open({ still: true })];
  try {
    await signIn(anna, url, "anna");
    await signIn(rita, url, "rita");
    for (const page of [anna, rita]) await page.go(`${url}/desk/entries/awake`);
    await adds(anna, "textarea[name=phrasings]", "\nam i conscious");
    await press(anna, "Make a draft");
    await anna.until("#apply");
    await adds(rita, "textarea[name=phrasings]", "\nam i knocked out");
    await press(rita, "Make a draft");
    await rita.until("#apply");
    await clicks(rita, "#apply");
    await says(rita, /Applied/);
    await clicks(anna, "#apply");
    const said = await says(anna, "Nothing was written");
    assert.match(said, /rita/);
    assert.match(said, /am i knocked out/);
    await press(anna, "Make it again");
    await anna.until("#apply");
    await clicks(anna, "#apply");
    await says(anna, /Applied/);
    await anna.go(`${url}/desk/entries/awake`);
    const phrasings = await anna.run("return document.querySelector('textarea[name=phrasings]').value");
    assert.match(phrasings, /am i conscious/);
    assert.match(phrasings, /am i knocked out/);
  } finally {
    await anna.close();
    await rita.close();
  }
});

test("who looks at a list sees what another does, without loading it anew", async () => {
  const [anna, rhea] = [await driver.open({ still: true }), await driver.open({ still: true })];
  try {
    await signIn(rhea, url, "rhea");
    await rhea.go(`${url}/desk/drafts`);
    await signIn(anna, url, "anna");
    await anna.go(`${url}/desk/entries/awake`);
    await adds(anna, "textarea[name=phrasings]", "\nam i dreaming then");
    await press(anna, "Make a draft");
    await anna.until("#apply");
    await says(rhea, "am i dreaming then");
    assert.deepEqual(await rhea.all("main button:not(.quiet)"), [], "a reader is offered nothing to change");
  } finally {
    await anna.close();
    await rhea.close();
  }
});

test("the desk can be used without JavaScript", async () => {
  const page = await driver.open({ still: true, script: false });
  try {
    await signIn(page, url, "anna");
    await page.go(`${url}/desk/try`);
    await page.type("[name=message]", "will i be awake");
    await page.click("main button");
    await page.until("#tried svg");
    assert.match(await page.text("main"), /Yes\. You stay awake\./);
  } finally {
    await page.close();
  }
});
