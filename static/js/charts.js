// Draws every <figure data-chart> from the data beside it. Without this file the tables hold the same numbers.
"use strict";

(() => {
  const CONFIG = { displayModeBar: false, responsive: true, showTips: false, doubleClick: false };
  const PNG = { format: "png", width: 1000, scale: 2 };
  // Milliseconds after which a figure out of view is drawn even by a browser that is never idle.
  const LONGEST_BUSY = 200;
  // Milliseconds without another change of the window after which figures are fitted to its width.
  const SETTLED = 100;
  const WORDS = '13px "Public Sans Web"';
  // Figures not drawn yet, each as it will be drawn, and those of them that are in view.
  const waiting = new Map();
  const inView = new Set();
  let idle = false;
  let fittedTo;
  let settling;
  // Not every browser tells when it is idle.
  const whenIdle = window.requestIdleCallback ?? window.setTimeout;

  // It tells of every figure once it is observed: what is in view comes first, the rest whenever the browser is idle.
  const seen = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (isIntersecting) {
        inView.add(target);
      } else {
        inView.delete(target);
      }
    }
    drawInView();
    drawRest();
  });

  function figureOf(chart) {
    return JSON.parse(chart.querySelector("template").content.textContent);
  }

  // Room for words is measured here once: left to plotly, each figure would be laid out twice.
  const pen = document.createElement("canvas").getContext("2d");
  const UNESCAPED = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };
  const ESCAPED = { "<": "&lt;", ">": "&gt;", "&": "&amp;" };
  const MOST_FOR_NAMES = 0.42;
  const NARROW = 480;
  const MOST_IN_CELL = 6;
  const CELL_LINE = 10;
  const LEGEND_SYMBOL = 46;
  const LEGEND_LINE = 19;

  function widthOf(text) {
    return pen.measureText(text.replace(/&(lt|gt|amp);/g, (one) => UNESCAPED[one])).width;
  }

  // The table has the whole name. A name that isolates its direction goes on doing so.
  function shortened(text, most) {
    if (widthOf(text) <= most) {
      return text;
    }
    const kept = [...text.replace(/&(lt|gt|amp);/g, (one) => UNESCAPED[one])];
    const end = kept[0] === "\u2068" ? "…\u2069" : "…";
    while (kept.length && widthOf(kept.join("") + end) > most) {
      kept.pop();
    }
    return kept.join("").trimEnd().replace(/[<>&]/g, (one) => ESCAPED[one]) + end;
  }

  function roomForNames(layout, width) {
    const { yaxis, margin } = layout;
    if (!yaxis?.automargin || !yaxis.ticktext) {
      return layout;
    }
    const { size, family } = { ...layout.font, ...yaxis.tickfont };
    pen.font = `${size}px ${family}`;
    const ticktext = yaxis.ticktext.map((text) => shortened(text, width * (layout.meta?.names ?? MOST_FOR_NAMES)));
    const left = Math.ceil(Math.max(0, ...ticktext.map(widthOf))) + (margin.pad || 0) + 4;
    return {
      ...layout,
      margin: { ...margin, l: Math.max(margin.l, left) },
      yaxis: { ...yaxis, ticktext, automargin: false },
    };
  }

  // On a narrow page the legend takes more lines: the figure grows by them, and its bars stay as thick.
  function roomForLegend(data, layout, width) {
    if (!layout.showlegend) {
      return layout;
    }
    pen.font = `${layout.legend.font.size}px ${layout.font.family}`;
    const room = width - layout.margin.l - layout.margin.r;
    const widths = data.map(({ name }) => widthOf(name) + LEGEND_SYMBOL);
    const inOne = widths.reduce((sum, one) => sum + one, 0) <= room;
    const columns = inOne ? data.length : Math.max(1, Math.floor(room / Math.max(...widths)));
    const more = (Math.ceil(data.length / columns) - 1) * LEGEND_LINE;
    return { ...layout, height: layout.height + more, margin: { ...layout.margin, t: layout.margin.t + more } };
  }

  // In narrow cells what moved stands below the number; the rows grow by a line where one does.
  function inLines(trace, width) {
    const lines = (words) => (words.length > MOST_IN_CELL ? words.replace(/ (?=[▲▼])/, "<br>") : words);
    return trace.type === "heatmap" && width < NARROW ? { ...trace, text: trace.text.map((row) => row.map(lines)) } : trace;
  }

  function roomForLines(data, layout) {
    const rows = data.flatMap(({ type, text }) => (type === "heatmap" ? text : []));
    const more = rows.some((row) => row.some((words) => words.includes("<br>"))) ? rows.length * CELL_LINE : 0;
    return more ? { ...layout, height: layout.height + more } : layout;
  }

  function fitted({ data, layout }, width) {
    const told = data.map((trace) => inLines(trace, width));
    return { data: told, layout: roomForLegend(told, roomForNames(roomForLines(told, layout), width), width) };
  }

  // The figure scales with the page where it is printed or zoomed after it was drawn.
  function scalable(place) {
    for (const svg of place.querySelectorAll(".main-svg")) {
      svg.setAttribute("viewBox", `0 0 ${svg.getAttribute("width")} ${svg.getAttribute("height")}`);
    }
  }

  function follow(event) {
    const link = event.points[0].customdata;
    if (typeof link === "string" && link.startsWith("/")) {
      window.location.assign(link);
    }
  }

  function drop(chart) {
    seen.unobserve(chart);
    inView.delete(chart);
    waiting.delete(chart);
  }

  function draw(chart) {
    const figure = waiting.get(chart);
    drop(chart);
    if (!figure || !chart.isConnected) {
      return;
    }
    const place = chart.querySelector(".chart__drawn");
    Plotly.newPlot(place, figure.data, figure.layout, CONFIG).then(() => {
      if (!place.on) {
        return;
      }
      const done = () => {
        scalable(place);
        chart.dispatchEvent(new Event("chart:drawn", { bubbles: true }));
      };
      place.style.minHeight = "";
      place.on("plotly_afterplot", done);
      place.on("plotly_click", follow);
      chart.dataset.drawn = "";
      performance.mark("chart-drawn", { detail: chart.id });
      done();
    });
  }

  // One after another, and between them the browser answers.
  function drawInView() {
    const [next] = inView;
    if (next) {
      draw(next);
      window.setTimeout(drawInView);
    }
  }

  function drawRest() {
    if (waiting.size && !idle) {
      idle = true;
      whenIdle(() => {
        idle = false;
        const [next] = inView.size ? inView : waiting.keys();
        if (next) {
          draw(next);
        }
        drawRest();
      }, { timeout: LONGEST_BUSY });
    }
  }

  // All stand in columns of one width; asked for once, before anything changes.
  function widthIn(root) {
    return root.querySelector(".chart__drawn")?.clientWidth;
  }

  // In a window made narrower or wider, names have other room and legends other lines.
  function refit() {
    const width = widthIn(document);
    if (width === fittedTo) {
      return;
    }
    fittedTo = width;
    for (const chart of waiting.keys()) {
      waiting.set(chart, fitted(figureOf(chart), width));
    }
    for (const chart of document.querySelectorAll("figure[data-drawn]")) {
      const { data, layout } = fitted(figureOf(chart), width);
      Plotly.react(chart.querySelector(".chart__drawn"), data, layout, CONFIG);
    }
  }

  function prepare(root) {
    const width = fittedTo = widthIn(root);
    for (const chart of root.querySelectorAll("figure[data-chart]")) {
      const place = chart.querySelector(".chart__drawn");
      if (place && !("drawn" in chart.dataset) && !waiting.has(chart)) {
        const figure = fitted(figureOf(chart), width);
        waiting.set(chart, figure);
        seen.observe(chart);
        // Its room, with what a narrow page adds to it, so that nothing moves when it is drawn.
        place.style.minHeight = `${figure.layout.height}px`;
        const png = chart.querySelector("[data-png]");
        png.hidden = false;
        png.addEventListener("click", () => take(chart, png.dataset));
      }
    }
  }

  function forget(root) {
    for (const chart of root.querySelectorAll("figure[data-chart]")) {
      drop(chart);
      const place = chart.querySelector(".js-plotly-plot");
      if (place) {
        Plotly.purge(place);
      }
    }
  }

  // The picture says by itself what it shows, of when, and how it is marked.
  function take(chart, { png, said }) {
    const { data, layout } = figureOf(chart);
    const words = (selector) => {
      const text = document.createElement("i");
      text.textContent = chart.querySelector(selector).firstChild.textContent.trim();
      return text.innerHTML;
    };
    const top = (layout.margin.t || 0) + 84;
    const titled = {
      ...layout,
      height: layout.height + 116,
      margin: { ...layout.margin, t: top, b: (layout.margin.b || 0) + 32 },
      title: {
        text: words(".chart__title"),
        subtitle: { text: words(".chart__summary").replace(/(.{80,110}) /g, "$1<br>"), font: { size: 15 } },
        x: 0.01, xanchor: "left", y: 1, yref: "container", yanchor: "top", pad: { t: 14 }, font: { size: 15, weight: 700 },
      },
      annotations: [...(layout.annotations || []), {
        text: said, showarrow: false, x: 1, xanchor: "right", xref: "paper", y: 0, yref: "paper", yanchor: "top",
        yshift: -(layout.margin.b || 0) - 6, font: { size: 12 },
      }],
    };
    Plotly.toImage({ data, layout: titled }, { ...PNG, height: titled.height }).then((address) => {
      const link = document.createElement("a");
      link.href = address;
      link.download = `${png}.png`;
      link.click();
    });
  }

  function drawAll() {
    for (const chart of [...waiting.keys()]) {
      draw(chart);
    }
  }

  // Words are measured before they are drawn, so their typeface comes first; without it, they are drawn in another.
  const start = () => prepare(document);
  document.fonts.load(WORDS).then(start, start);
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.shouldSwap) {
      forget(event.detail.target);
    }
  });
  document.addEventListener("htmx:afterSettle", () => {
    performance.clearMarks("chart-drawn");
    prepare(document);
  });
  window.addEventListener("beforeprint", drawAll);
  window.addEventListener("resize", () => {
    window.clearTimeout(settling);
    settling = window.setTimeout(refit, SETTLED);
  });
})();
