// What people do on the page.

// Types a question and sends it with the button.
export async function ask(page, question) {
  await page.type("#question", question);
  await page.click("button.send");
}

// Waits until so many questions have their reply.
export function answered(page, count = 1) {
  return page.until(".asked", count);
}
