// What people do at the desk.

const PASSWORD = "four words in a row";

// Signs in, and is at the overview then.
export async function signIn(page, url, name) {
  await page.go(`${url}/desk/sign-in`);
  await page.type("input[name=name]", name);
  await page.type("input[name=password]", PASSWORD);
  await page.click("form button");
  await page.until(".who");
}

// Presses the button with these words.
export async function press(page, words) {
  const found = await page.run(
    `const button = [...document.querySelectorAll("main button, main a.button")].find((one) => one.textContent.trim().startsWith(arguments[0]));
     button?.click();
     return Boolean(button);`,
    words,
  );
  if (!found) throw new Error(`no button “${words}” on ${await page.get("/url")}: ${await page.text("main")}`);
}

// Clicks what is there at this moment: a list that refreshes itself may put another element in its place.
export function clicks(page, css) {
  return page.run("document.querySelector(arguments[0]).click()", css);
}

// Waits until the page says this.
export async function says(page, words) {
  const end = Date.now() + 60_000;
  let said = "";
  do {
    // While a page is loading there may be none.
    said = await page.text("main").catch(() => "");
    if (words instanceof RegExp ? words.test(said) : said.includes(words)) return said;
    await new Promise((done) => setTimeout(done, 50));
  } while (Date.now() < end);
  throw new Error(`the page never said ${words}: ${said}`);
}
