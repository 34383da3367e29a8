// Lists of the desk are taken anew while others work; htmx does that. This keeps it from taking away what somebody is
// typing, and from asking while nobody looks. Without it pages stay as they were loaded.
"use strict";
(() => {
  const FIELDS = "input:not([type=hidden]), textarea, select";

  const isChanged = (field) => {
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    if (field.tagName !== "SELECT") return field.value !== field.defaultValue;
    const first = [...field.options].findIndex((option) => option.defaultSelected);
    return field.selectedIndex !== Math.max(first, 0);
  };

  const isBegun = (list) =>
    [...list.querySelectorAll(FIELDS)].some((field) => field === document.activeElement || isChanged(field));

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.elt.id === "live" && document.hidden) event.preventDefault();
  });

  document.addEventListener("htmx:beforeSwap", (event) => {
    const list = event.detail.target;
    if (!list.hasAttribute("data-fresh")) return;
    const isThere = event.detail.serverResponse.includes(`id="${list.id}"`);
    if (isThere && !isBegun(list)) return;
    event.detail.shouldSwap = false;
    list.previousElementSibling.hidden = false;
  });
})();
