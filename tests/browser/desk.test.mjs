// The desk in a real browser. ASKWELL_DESK_URL is a running server of a clinic with the accounts anna (moderator), rita
// (reviewer), adam (admin) and rhea (reader).

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { Driver } from "./browser.mjs";
import { PASSWORD, press, says, signIn } from "./desk.mjs";

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

export const PAGES = [
  "/desk", "/desk/try", "/desk/entries", "/desk/entries?q=drive", "/desk/entries/driving", "/desk/entries/new",
  "/desk/synonyms", "/desk/drafts", "/desk/unanswered", "/desk/history", "/desk/history/1", "/desk/statistics",
  "/desk/channels", "/desk/safety", "/desk/checks", "/desk/accounts", "/desk/account", "/desk/nowhere",
];

for (const dark of [false, true]) {
  sits(`axe finds nothing at the desk, ${dark ? "dark" : "light"}`, "adam", { dark }, async (page) => {
    for (const path of PAGES) {
      await page.go(url + path);
      // What comes after the page.
      await page.run("return new Promise((done) => setTimeout(done, 1500))");
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
