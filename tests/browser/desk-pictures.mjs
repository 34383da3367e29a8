// Pictures of every page of the desk: node desk-pictures.mjs FOLDER
// ASKWELL_DESK_URL is the address of a running server with the accounts of the tests.

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Driver } from "./browser.mjs";
import { clicks, press, says, signIn } from "./desk.mjs";

const url = process.env.ASKWELL_DESK_URL;
const folder = process.argv[2] ?? "pictures";
const views = { light: {}, dark: { dark: true }, phone: { width: 360, height: 740 } };
// Higher pages are cut.
const HIGHEST = 1100;

const plain = {
  overview: "/desk", entries: "/desk/entries", synonyms: "/desk/synonyms", drafts: "/desk/drafts",
  unanswered: "/desk/unanswered", history: "/desk/history", revision: "/desk/history/2", statistics: "/desk/statistics",
  channels: "/desk/channels", safety: "/desk/safety", checks: "/desk/checks", accounts: "/desk/accounts",
  account: "/desk/account", new: "/desk/new",
};

async function picture(page, name, { width = 1280 } = {}) {
  const height = Math.min(HIGHEST, await page.run("return document.documentElement.scrollHeight"));
  await page.cdp("Emulation.setDeviceMetricsOverride", { width, height: Math.max(height, 600), deviceScaleFactor: 1, mobile: width < 500 });
  await page.run("return new Promise((done) => setTimeout(done, 300))");
  await writeFile(join(folder, `desk-${name}.png`), await page.picture());
}

// What the pictures are about: questions without an answer, a change in force, another one that waits.
async function prepare(page) {
  const questions = ["do you have wifi in the waiting room", "is there wifi while I wait", "do you sell gift cards", "wifi password for the waiting room?", "can I knit during it"];
  for (const text of questions) {
    await fetch(`${url}/api/v1/ask`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ text }) });
  }
  for (const phrasing of ["could a neighbour fetch me", "how long does it take to feel normal"]) {
    await page.go(`${url}/desk/entries/driving`);
    await page.run("document.querySelector('textarea[name=phrasings]').value += arguments[0]", `\n${phrasing}`);
    await press(page, "Make a draft");
    await page.until("#apply");
    if (phrasing.startsWith("could")) {
      await clicks(page, "#apply");
      await says(page, /Applied/);
    }
  }
}

await mkdir(folder, { recursive: true });
const driver = await Driver.start();
try {
  let prepared = false;
  for (const [tag, view] of Object.entries(views)) {
    const page = await driver.open({ still: true, width: 1280, ...view });
    await page.go(`${url}/desk/sign-in`);
    await picture(page, `sign-in-${tag}`, view);
    await signIn(page, url, "adam");
    if (!prepared) await prepare(page);
    prepared = true;
    for (const [name, path] of Object.entries(plain)) {
      await page.go(url + path);
      // Some parts come after the page.
      await page.run("return new Promise((done) => setTimeout(done, 3000))");
      await picture(page, `${name}-${tag}`, view);
    }
    await page.go(`${url}/desk/drafts`);
    await page.click("main a[href^='/desk/drafts/']");
    await page.until("#apply");
    await picture(page, `draft-${tag}`, view);
    for (const [name, path] of [["editor", "/desk/entries/driving"], ["try", "/desk/try"]]) {
      await page.go(url + path);
      await page.type("[name=message]", "will someone have to chaufeur me back afterwards");
      await page.until("#tried svg");
      await page.run("scrollTo(0, 0)");
      await picture(page, `${name}-${tag}`, view);
    }
    await page.close();
  }
} finally {
  driver.stop();
}
