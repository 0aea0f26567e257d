// Everything works without this file: it adds one key, closes menus, unfolds what a link leads to, says what takes a
// moment, tells of files that are too large, reads new counts aloud, tells beside a region why it stays as it was, starts
// the download of what was built, and says why a key was not used.
"use strict";

// The policy of contents demands that text becomes markup or script only here: nothing does but what htmx was answered by
// this site, which it parses apart from the page and without scripts, and the name of one character, by which plotly
// learns which it is. No address becomes a script but that of plotly, as the page names it.
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

// A link leads to what is folded on a phone: it is unfolded first.
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

// A live region must be there before its words change, so the count is copied into one that is never swapped.
document.addEventListener("htmx:afterSettle", (event) => {
  const count = event.target.querySelector("[data-announce]");
  if (count) {
    document.getElementById("announcer").textContent = count.textContent;
  }
});

// Files that are larger together than their form takes are told where they are chosen, and not sent.
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

// A form that takes a moment says so; sending it twice does no harm.
document.addEventListener("submit", (event) => {
  const { busy } = event.target.dataset;
  if (busy) {
    event.target.querySelector("button[type=submit]").textContent = busy;
    document.getElementById("announcer").textContent = busy;
  }
});

// An answer that goes before its region leaves the region as it is, and is told once until the next that fits.
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

// What went wrong when the browser was asked for a key stands beside the button.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const said = document.getElementById("key-error");
  said.textContent = "The key was not used. Try again, or use another way.";
  said.className = "usa-error-message";
  said.hidden = false;
});

// The file of a briefing is an attachment: it is saved, and the page stays.
document.addEventListener("briefing-built", (event) => {
  window.location.assign(event.detail.file);
});
