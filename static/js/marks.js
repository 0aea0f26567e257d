// Lays a link over each mark of a drawn figure, so that the keyboard leads where the mouse does: Tab reaches the figure,
// the arrows go from mark to mark, Enter follows. The mouse goes through to the figure below.
"use strict";

(() => {
  const UNESCAPED = { "&lt;": "<", "&gt;": ">", "&amp;": "&", "<br>": ", " };
  const SAME_ROW = 4;
  // Not every browser tells when it is idle.
  const whenIdle = window.requestIdleCallback ?? window.setTimeout;

  const named = (words) => words.replace(/&(lt|gt|amp);|<br>/g, (one) => UNESCAPED[one]);

  function* shapesOf(place) {
    // A bar stands in a group that knows which it is; a dot knows it by itself.
    for (const path of place.querySelectorAll(".barlayer .point > path, .scatterlayer path.point")) {
      const { i } = path.__data__ ?? path.parentNode.__data__;
      const { trace } = path.closest(".trace").__data__[0];
      if (trace.customdata) {
        yield { url: trace.customdata[i], words: trace.hovertext[i], box: path.getBoundingClientRect() };
      }
    }
  }

  // The cells of a heat grid are one picture: where each stands is what its axes say.
  function* cellsOf(place) {
    const { xaxis, yaxis } = place._fullLayout;
    const origin = place.getBoundingClientRect();
    for (const { z, customdata, hovertext } of place._fullData.filter((one) => one.type === "heatmap")) {
      for (const [row, shares] of z.entries()) {
        for (const column of shares.keys()) {
          const width = xaxis.c2p(column + 0.5) - xaxis.c2p(column - 0.5);
          const height = yaxis.c2p(row + 0.5) - yaxis.c2p(row - 0.5);
          const left = origin.left + xaxis._offset + xaxis.c2p(column - 0.5);
          const top = origin.top + yaxis._offset + yaxis.c2p(row - 0.5);
          if (shares[column] !== null) {
            yield { url: customdata[row][column], words: hovertext[row][column], box: { left, top, width, height } };
          }
        }
      }
    }
  }

  function inReadingOrder(one, other) {
    const rows = one.box.top - other.box.top;
    return Math.abs(rows) > SAME_ROW ? rows : one.box.left - other.box.left;
  }

  function link({ url, words, box }, origin) {
    const made = document.createElement("a");
    made.className = "chart__mark";
    made.href = url;
    made.tabIndex = -1;
    made.setAttribute("aria-label", named(words));
    made.style.left = `${box.left - origin.left}px`;
    made.style.top = `${box.top - origin.top}px`;
    made.style.width = `${box.width}px`;
    made.style.height = `${box.height}px`;
    made.classList.toggle("chart__mark--end", box.left + box.width / 2 > origin.left + origin.width / 2);
    return made;
  }

  function lay(chart) {
    const place = chart.querySelector(".js-plotly-plot");
    if (!chart.isConnected || !place) {
      return;
    }
    const group = chart.querySelector(".chart__marks");
    const held = [...group.children].indexOf(document.activeElement);
    const origin = group.parentNode.getBoundingClientRect();
    const marks = [...shapesOf(place), ...cellsOf(place)];
    const links = marks
      .filter(({ url, box }) => url && box.width > 0 && box.height > 0)
      .sort(inReadingOrder)
      .map((mark) => link(mark, origin));
    group.replaceChildren(...links);
    group.hidden = !links.length;
    if (links.length) {
      const current = links[Math.min(Math.max(held, 0), links.length - 1)];
      current.tabIndex = 0;
      if (held >= 0) {
        current.focus({ preventScroll: true });
      }
    }
  }

  const middle = (one) => [one.offsetLeft + one.offsetWidth / 2, one.offsetTop + one.offsetHeight / 2];

  // The mark in the next row, above or below, that stands nearest.
  function acrossRows(links, from, direction) {
    const [x, y] = middle(from);
    const away = links
      .map((one) => ({ one, at: middle(one) }))
      .map(({ one, at }) => ({ one, rows: (at[1] - y) * direction, columns: Math.abs(at[0] - x) }))
      .filter(({ rows }) => rows > SAME_ROW);
    const nearest = Math.min(...away.map(({ rows }) => rows)) + SAME_ROW;
    const row = away.filter(({ rows }) => rows <= nearest);
    return row.sort((one, other) => one.columns - other.columns)[0]?.one;
  }

  const MOVES = {
    ArrowRight: (links, from) => links[links.indexOf(from) + 1],
    ArrowLeft: (links, from) => links[links.indexOf(from) - 1],
    ArrowDown: (links, from) => acrossRows(links, from, 1),
    ArrowUp: (links, from) => acrossRows(links, from, -1),
    Home: (links) => links[0],
    End: (links) => links[links.length - 1],
  };

  document.addEventListener("keydown", (event) => {
    const from = event.target;
    const move = MOVES[event.key];
    if (!move || !from.matches(".chart__mark") || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    event.preventDefault();
    const to = move([...from.parentNode.children], from);
    if (to) {
      from.tabIndex = -1;
      to.tabIndex = 0;
      to.focus();
    }
  });

  // Nobody reaches a mark before the page has come to rest.
  document.addEventListener("chart:drawn", (event) => {
    whenIdle(() => lay(event.target), { timeout: 1000 });
  });
})();
