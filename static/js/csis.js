// Everything works without this file. It adds one keyboard shortcut, closes menus, unfolds the target of a link, says
// what takes a moment, reports files that are too large, announces new counts, explains beside a region why it did not
// change, starts the download of a briefing, and says why a security key was not used.
"use strict";

// By the content security policy, only this code may turn text into markup or scripts. It allows answers of this site
// that htmx parses outside the page and without scripts, and the one character entity that plotly decodes. The only
// script address allowed is plotly's, as the page names it.
if (window.trustedTypes) {
  const parsed = new Set(["Document parseHTMLUnsafe", "DOMParser parseFromString"]);
  window.trustedTypes.createPolicy("default", {
    createHTML: (text, type, sink) => (parsed.has(sink) || /^(&#?\w+;)?$/.test(text) ? text : null),
    createScriptURL: (url) => (url === document.head.querySelector("script[data-plotly]")?.dataset.plotly ? url : null),
  });
}

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const box = document.getElementById("site-search");
    if (box && box.offsetParent) {
      event.preventDefault();
      box.focus();
    }
  }
  if (event.key === "Escape") {
    const menu = event.target.closest("details.menu[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  }
});

for (const button of document.querySelectorAll("[data-closes-menu]")) {
  button.hidden = false;
}

document.addEventListener("click", (event) => {
  const close = event.target.closest("[data-closes-menu]");
  if (close) {
    const menu = close.closest("details");
    menu.open = false;
    menu.querySelector("summary").focus();
  }
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) {
      menu.open = false;
    }
  }
});

// If a link leads to something that is folded on a phone, unfold it first.
function unfold() {
  const target = document.getElementById(location.hash.slice(1));
  const fold = target?.closest("details") ?? target?.parentElement.querySelector(":scope > details.fold");
  if (fold && !fold.open) {
    fold.open = true;
    target.scrollIntoView();
  }
}
window.addEventListener("hashchange", unfold);
unfold();

// A live region must exist before its text changes, so the count is copied into one that is never swapped.
document.addEventListener("htmx:afterSettle", (event) => {
  const count = event.target.querySelector("[data-announce]");
  if (count) {
    document.getElementById("announcer").textContent = count.textContent;
  }
});

// Files that together are too large for their form are reported where they are chosen, and not sent.
const tooLarge = (input) => [...input.files].reduce((sum, file) => sum + file.size, 0) > Number(input.dataset.mostBytes);

document.addEventListener("change", (event) => {
  if (event.target.matches("input[type=file][data-most-bytes]")) {
    event.target.setCustomValidity(tooLarge(event.target) ? event.target.dataset.tooLarge : "");
    event.target.reportValidity();
  }
});

document.addEventListener("submit", (event) => {
  const over = [...event.target.querySelectorAll("input[type=file][data-most-bytes]")].find(tooLarge);
  if (over) {
    event.preventDefault();
    event.stopImmediatePropagation();
    over.reportValidity();
  }
});

// A form that takes a moment says so; sending it twice is harmless.
document.addEventListener("submit", (event) => {
  const { busy } = event.target.dataset;
  if (busy) {
    event.target.querySelector("button[type=submit]").textContent = busy;
    document.getElementById("announcer").textContent = busy;
  }
});

// A message beside a region leaves the region as it is, and is announced once until the next proper answer.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { target, xhr } = event.detail;
  const told = target.previousElementSibling;
  const before = told && told.classList.contains("beside") ? told : null;
  if (xhr.getResponseHeader("HX-Reswap") === "beforebegin") {
    event.detail.shouldSwap = !before || before.dataset.status !== String(xhr.status);
  }
  if (before && event.detail.shouldSwap) {
    before.remove();
  }
});

// Show beside the button why the browser could not use a key.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const said = document.getElementById("key-error");
  said.textContent = "The key was not used. Try again, or use another way.";
  said.className = "usa-error-message";
  said.hidden = false;
});

// The file of a briefing is an attachment: the browser saves it and stays on the page.
document.addEventListener("briefing-built", (event) => {
  window.location.assign(event.detail.file);
});
