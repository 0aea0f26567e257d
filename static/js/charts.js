// Draws every <figure data-chart> from the data beside it. Without this file the tables hold the same numbers.
"use strict";

(() => {
  // plotly.js sets some styles as attributes, which a strict policy refuses; the same text set as a property is allowed.
  const setAttribute = Element.prototype.setAttribute;
  Element.prototype.setAttribute = function (name, value) {
    if (name === "style") {
      this.style.cssText = value;
    } else {
      setAttribute.call(this, name, value);
    }
  };

  const CONFIG = { displayModeBar: false, responsive: true, showTips: false, doubleClick: false };
  const PNG = { format: "png", width: 1000, scale: 2 };
  const waiting = new Set();
  let scheduled = false;

  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (entry.isIntersecting) {
        draw(entry.target);
      }
    }
  }, { rootMargin: "200px" });

  function figureOf(chart) {
    return JSON.parse(chart.querySelector("template").content.textContent);
  }

  // Room for the names at the left, measured here once: left to plotly, each figure would be laid out twice.
  const pen = document.createElement("canvas").getContext("2d");
  const UNESCAPED = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };

  function roomForNames(layout) {
    const { yaxis, margin } = layout;
    if (!yaxis?.automargin || !yaxis.ticktext) {
      return layout;
    }
    const { size, family } = { ...layout.font, ...yaxis.tickfont };
    pen.font = `${size}px ${family}`;
    const widths = yaxis.ticktext.map((text) => pen.measureText(text.replace(/&(lt|gt|amp);/g, (one) => UNESCAPED[one])).width);
    const left = Math.ceil(Math.max(0, ...widths)) + (margin.pad || 0) + 4;
    return { ...layout, margin: { ...margin, l: Math.max(margin.l, left) }, yaxis: { ...yaxis, automargin: false } };
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

  function draw(chart) {
    seen.unobserve(chart);
    if (!waiting.delete(chart) || !chart.isConnected) {
      return;
    }
    const place = chart.querySelector(".chart__drawn");
    const { data, layout } = figureOf(chart);
    Plotly.newPlot(place, data, roomForNames(layout), CONFIG).then(() => {
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
      performance.mark("chart-drawn");
      done();
    });
  }

  // What is seen is drawn first; the rest one after another, and between them the browser answers.
  function drawRest() {
    scheduled = false;
    const [next] = waiting;
    if (next) {
      draw(next);
      schedule();
    }
  }

  function schedule() {
    if (!scheduled && waiting.size) {
      scheduled = true;
      window.setTimeout(drawRest);
    }
  }

  function prepare(root) {
    for (const chart of root.querySelectorAll("figure[data-chart]")) {
      if (chart.querySelector(".chart__drawn") && !("drawn" in chart.dataset) && !waiting.has(chart)) {
        waiting.add(chart);
        seen.observe(chart);
        // Its room is kept, so that nothing moves when it is drawn.
        chart.querySelector(".chart__drawn").style.minHeight = `${figureOf(chart).layout.height}px`;
        const png = chart.querySelector("[data-png]");
        png.hidden = false;
        png.addEventListener("click", () => take(chart, png.dataset));
      }
    }
    schedule();
  }

  function forget(root) {
    for (const chart of root.querySelectorAll("figure[data-chart]")) {
      waiting.delete(chart);
      seen.unobserve(chart);
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
    const top = (layout.margin.t || 0) + 64;
    const titled = {
      ...layout,
      height: layout.height + 96,
      margin: { ...layout.margin, t: top, b: (layout.margin.b || 0) + 32 },
      title: {
        text: `<b>${words(".chart__title")}</b><br><span>${words(".chart__summary").replace(/(.{80,110}) /g, "$1<br>")}</span>`,
        x: 0.01, xanchor: "left", y: 1, yref: "container", yanchor: "top", pad: { t: 14 }, font: { size: 15 },
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
    for (const chart of [...waiting]) {
      draw(chart);
    }
  }

  // Words are measured when they are drawn, so the typeface comes first.
  document.fonts.ready.then(() => prepare(document));
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
})();
