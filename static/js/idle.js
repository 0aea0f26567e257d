// Warns before an idle session ends, and lets its person extend it; typing counts as activity.
// What was typed stays on the page, even after the end, and goes with the form through the sign-in page.
"use strict";

(() => {
  const dialog = document.getElementById("idle");
  if (!dialog) {
    return;
  }
  const WARNED = 120;
  const address = dialog.dataset.address;
  const token = dialog.querySelector("[name=csrfmiddlewaretoken]").value;
  const left = dialog.querySelectorAll("[data-left]");
  let typedAt = 0;
  let askedAt = Date.now();
  let endsAt = 0;
  let timer = 0;
  // Whether the session can no longer be extended, and whether its person knows.
  let ends = false;
  let told = false;

  for (const kind of ["keydown", "pointerdown", "input"]) {
    document.addEventListener(kind, () => { typedAt = Date.now(); }, { passive: true });
  }

  function part(name) {
    return dialog.querySelector(`[data-part=${name}]`);
  }

  function after(seconds, act) {
    window.clearTimeout(timer);
    timer = window.setTimeout(act, Math.max(seconds, 1) * 1000);
  }

  async function remaining(method) {
    const headers = method === "POST" ? { "X-CSRFToken": token } : {};
    try {
      const answer = await fetch(address, { method, headers, cache: "no-store" });
      if (!answer.ok) {
        return null;
      }
      const said = await answer.json();
      ends = said.ends === true;
      return said.seconds;
    } catch {
      return null;
    }
  }

  function wait(seconds) {
    if (dialog.open) {
      dialog.close();
    }
    after(seconds - WARNED, look);
  }

  // Another tab may have been active since; the server knows.
  async function look() {
    const typed = typedAt > askedAt;
    askedAt = Date.now();
    const seconds = await remaining(typed ? "POST" : "GET");
    if (seconds === null) {
      after(30, look);
    } else if (seconds > WARNED + 5) {
      wait(seconds);
    } else {
      endsAt = Date.now() + seconds * 1000;
      if (!dialog.open && !(ends && told)) {
        warn();
      }
      count();
    }
  }

  function warn() {
    const name = ends ? "last" : "idle";
    part("warned").hidden = ends;
    part("last").hidden = !ends;
    dialog.setAttribute("aria-labelledby", `${name}-title`);
    dialog.setAttribute("aria-describedby", `${name}-text`);
    dialog.showModal();
  }

  function count() {
    const seconds = Math.round((endsAt - Date.now()) / 1000);
    if (seconds <= 0) {
      ended();
      return;
    }
    // A screen reader announces every half minute, not every second.
    const said = seconds > 30 ? `${Math.ceil(seconds / 30) * 30} seconds` : "half a minute";
    for (const one of left) {
      if (one.textContent !== said) {
        one.textContent = said;
      }
    }
    after(1, count);
  }

  async function ended() {
    const seconds = await remaining("GET");
    if (seconds === null || seconds > 0) {
      after(5, look);
      return;
    }
    // Cover the page, so that nobody reads it while its person is away.
    dialog.classList.add("idle--ended");
    part("warned").hidden = true;
    part("last").hidden = true;
    part("ended").hidden = false;
    if (!dialog.open) {
      dialog.showModal();
    }
    part("ended").querySelector("button").focus();
  }

  function changed(form) {
    return [...form.elements].some((field) => {
      if (field.type === "hidden" || field.type === "submit" || field.type === "button") {
        return false;
      }
      if (field.tagName === "SELECT") {
        return [...field.options].some((option) => option.selected !== option.defaultSelected);
      }
      return field.type === "checkbox" || field.type === "radio"
        ? field.checked !== field.defaultChecked
        : "defaultValue" in field && field.value !== field.defaultValue;
    });
  }

  part("warned").querySelector("button").addEventListener("click", async () => {
    askedAt = Date.now();
    const seconds = await remaining("POST");
    if (seconds) {
      wait(seconds);
    } else {
      look();
    }
  });

  // The countdown continues behind it.
  part("last").querySelector("button").addEventListener("click", () => {
    told = true;
    dialog.close();
  });

  part("ended").querySelector("button").addEventListener("click", async () => {
    if (await remaining("GET")) {
      window.location.reload();
      return;
    }
    const typed = [...document.querySelectorAll("main form[method=post]")].find(changed);
    if (typed) {
      HTMLFormElement.prototype.submit.call(typed);
    } else {
      window.location.reload();
    }
  });

  // Escape must not close it, because nothing would warn any more.
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  after(Number(dialog.dataset.seconds) - WARNED, look);
})();
