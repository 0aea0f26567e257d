// Everything works without this file: it adds one key, closes menus, says what takes a moment, and reads new counts aloud.
"use strict";

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

// A live region must be there before its words change, so the count is copied into one that is never swapped.
document.addEventListener("htmx:afterSettle", (event) => {
  const count = event.target.querySelector("[data-announce]");
  if (count) {
    document.getElementById("announcer").textContent = count.textContent;
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
