// Puts the chat where this script stands: <script src="https://…/embed.js" async></script>
// data-title names the frame for screen readers, data-height is its height.
"use strict";

(() => {
  const script = document.currentScript ?? document.querySelector('script[src$="/embed.js"]');
  const frame = document.createElement("iframe");
  frame.src = new URL("embed", script.src).href;
  frame.title = script.dataset.title ?? "{title}";
  frame.loading = "lazy";
  frame.referrerPolicy = "no-referrer";
  frame.style.cssText = "border: 0; display: block; width: 100%; max-width: 48rem";
  frame.style.height = script.dataset.height ?? "40rem";
  script.after(frame);
})();
