// Chromium through chromedriver: the few commands of WebDriver that the tests need. A browser of its own for each test,
// with an empty profile.

import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
// How long a test waits for what should happen at once. Generous: the machine may be busy.
const PATIENCE = 60_000;

export const KEYS = { tab: "\uE004", enter: "\uE007", shift: "\uE008", escape: "\uE00C" };

// A running chromedriver.
export class Driver {
  static async start() {
    const process_ = spawn(process.env.CHROMEDRIVER ?? "chromedriver", ["--port=0"], { stdio: ["ignore", "pipe", "inherit"] });
    const port = await new Promise((found, failed) => {
      let said = "";
      process_.on("error", failed);
      process_.stdout.on("data", (data) => {
        said += data;
        const port = said.match(/started successfully on port (\d+)/);
        if (port) found(port[1]);
      });
    });
    return new Driver(process_, `http://127.0.0.1:${port}`);
  }

  constructor(process_, address) {
    this.process = process_;
    this.address = address;
  }

  // A window of this size. `dark`, `script: false`, `forced` and `still` are the reader's own settings; `print` is the
  // size of print that the reader has chosen, 16 where nothing was.
  async open({ width = 1280, height = 800, dark = false, script = true, forced = false, still = false, print = 16 } = {}) {
    const profile = await mkdtemp(join(tmpdir(), "askwell-browser-"));
    const args = [
      "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync", `--user-data-dir=${profile}`, `--window-size=${width},${height}`,
    ];
    const prefs = { "webkit.webprefs.default_font_size": print };
    if (!script) prefs["profile.managed_default_content_settings.javascript"] = 2;
    const options = { args, prefs, ...(process.env.CHROMIUM && { binary: process.env.CHROMIUM }) };
    const wanted = { alwaysMatch: { browserName: "chrome", "goog:chromeOptions": options, "goog:loggingPrefs": { browser: "ALL", performance: "ALL" } } };
    const { sessionId } = await this.call("POST", "/session", { capabilities: wanted });
    const page = new Page(this, `/session/${sessionId}`, profile);
    await page.cdp("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: width < 500 });
    await page.cdp("Emulation.setEmulatedMedia", {
      features: [
        { name: "prefers-color-scheme", value: dark ? "dark" : "light" },
        { name: "prefers-reduced-motion", value: still ? "reduce" : "no-preference" },
        { name: "forced-colors", value: forced ? "active" : "none" },
      ],
    });
    return page;
  }

  async call(method, path, body) {
    const answer = await fetch(this.address + path, { method, ...(body && { body: JSON.stringify(body) }) });
    const { value } = await answer.json();
    if (value?.error) throw new Error(`${path}: ${value.error}: ${value.message.split("\n")[0]}`);
    return value;
  }

  stop() {
    this.process.kill();
  }
}

// A window.
export class Page {
  constructor(driver, path, profile) {
    Object.assign(this, { driver, path, profile });
  }

  post(command, body = {}) {
    return this.driver.call("POST", `${this.path}${command}`, body);
  }

  get(command) {
    return this.driver.call("GET", `${this.path}${command}`);
  }

  cdp(cmd, params = {}) {
    return this.post("/goog/cdp/execute", { cmd, params });
  }

  go(url) {
    return this.post("/url", { url });
  }

  run(script, ...args) {
    return this.post("/execute/sync", { script, args });
  }

  runAsync(script, ...args) {
    return this.post("/execute/async", { script, args });
  }

  async find(css) {
    return (await this.post("/element", { using: "css selector", value: css }))[ELEMENT];
  }

  async all(css) {
    return (await this.post("/elements", { using: "css selector", value: css })).map((found) => found[ELEMENT]);
  }

  // What an element shows.
  async text(css) {
    return this.get(`/element/${await this.find(css)}/text`);
  }

  async click(css) {
    return this.post(`/element/${await this.find(css)}/click`);
  }

  async type(css, text) {
    return this.post(`/element/${await this.find(css)}/value`, { text });
  }

  // Presses keys wherever the focus is.
  press(...keys) {
    const actions = keys.flatMap((value) => [{ type: "keyDown", value }, { type: "keyUp", value }]);
    return this.post("/actions", { actions: [{ type: "key", id: "keyboard", actions }] });
  }

  async focused() {
    const element = (await this.get("/element/active"))[ELEMENT];
    const name = await this.get(`/element/${element}/computedlabel`);
    return { element, name, role: await this.get(`/element/${element}/computedrole`) };
  }

  // Waits until so many elements are there.
  async until(css, count = 1) {
    const end = Date.now() + PATIENCE;
    for (;;) {
      const found = await this.all(css);
      if (found.length >= count) return found;
      if (Date.now() > end) throw new Error(`${css}: ${found.length} of ${count} after ${PATIENCE / 1000} s`);
      await new Promise((done) => setTimeout(done, 25));
    }
  }

  async picture() {
    return Buffer.from(await this.get("/screenshot"), "base64");
  }

  // What the browser complains about: refused scripts and styles, failed requests.
  async complaints() {
    const entries = await this.post("/se/log", { type: "browser" });
    return entries.filter((entry) => entry.level !== "INFO").map((entry) => entry.message);
  }

  // All requests so far.
  async requests() {
    const entries = await this.post("/se/log", { type: "performance" });
    const messages = entries.map((entry) => JSON.parse(entry.message).message);
    const sent = messages.filter(({ method }) => method === "Network.requestWillBeSent");
    // What the browser loads for its own first page is not the page's.
    return sent.map(({ params }) => params.request).filter(({ url }) => !/^(chrome|data):/.test(url));
  }

  async close() {
    await this.driver.call("DELETE", this.path);
    await rm(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
