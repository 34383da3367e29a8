// Asks without leaving the page. Without this script the same forms post, and the answer comes as a page of its own.
// Nothing is stored, and every sentence comes from the server.
"use strict";

(() => {
  const log = document.getElementById("log");
  const ask = document.getElementById("ask");
  const box = document.getElementById("question");
  const status = document.getElementById("status");
  let waiting = false;

  function show(html) {
    const part = document.createElement("template");
    part.innerHTML = html;
    const shown = part.content.querySelector(".danger") ?? part.content.firstElementChild;
    log.append(part.content);
    shown?.scrollIntoView({ block: "start" });
  }

  async function send(form, body) {
    const answer = await fetch(form.getAttribute("action").replace(/#.*/, ""), {
      method: "POST",
      body,
      cache: "no-store",
      credentials: "omit",
      headers: { "Askwell-Part": "1" },
    });
    const type = answer.headers.get("content-type") ?? "";
    if (!type.startsWith("text/html")) throw new Error(String(answer.status));
    show(await answer.text());
    return answer.ok;
  }

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("form.put")) return;
    event.preventDefault();
    if (waiting) return;
    const body = new URLSearchParams(new FormData(form));
    if (event.submitter?.name) body.set(event.submitter.name, event.submitter.value);
    waiting = true;
    status.textContent = "";
    try {
      // What could not be asked stays in the field.
      const done = await send(form, body);
      if (done && form === ask) box.value = "";
      // Whether an answer helped is said once.
      if (done && form.matches(".feedback")) form.remove();
    } catch {
      status.textContent = log.dataset.failed;
    } finally {
      waiting = false;
    }
  });

  // Return sends, as in every chat; with the shift key it begins a line.
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    ask.requestSubmit();
  });
})();
