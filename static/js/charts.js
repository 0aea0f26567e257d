// The server draws the figures, with a link for each mark. Plotly draws the figure that is pointed at or focused again,
// to say at once what a mark means, and makes the picture to download. It is loaded on its first use.
"use strict";

(() => {
  const { plotly, style } = document.currentScript.dataset;
  const CONFIG = { displayModeBar: false, showTips: false };
  const PNG = { format: "png", width: 1000, scale: 2 };
  // The approximate width of a letter, in pixels.
  const LETTER = 7;
  let loading;
  let pointedAt;

  function loaded(tag, properties) {
    return new Promise((done, failed) => {
      document.head.append(Object.assign(document.createElement(tag), properties, { onload: done, onerror: failed }));
    });
  }

  // With the name that plotly looks for, so that it adds no rules of its own.
  const STYLE = { rel: "stylesheet", href: style, id: "plotly.js-style-global", className: "no-inline-styles" };

  function load() {
    // If it does not arrive, the next mark that is pointed at asks again.
    loading ??= Promise.all([loaded("link", STYLE), loaded("script", { src: plotly })]).catch((error) => {
      loading = undefined;
      throw error;
    });
    return loading;
  }

  function figureOf(chart) {
    return JSON.parse(chart.querySelector("template").content.textContent);
  }

  // Plotly draws the plot in place; all text stays as it is.
  function fitted(layout, chart) {
    const stage = chart.querySelector(".chart__drawn").getBoundingClientRect();
    const plot = chart.querySelector(".chart__plot").getBoundingClientRect();
    const axes = Object.entries(layout).filter(([name]) => /^[xy]axis/.test(name));
    const bare = axes.map(([name, axis]) => [name, { ...axis, automargin: false, showticklabels: false, title: {} }]);
    return {
      ...layout,
      ...Object.fromEntries(bare),
      width: stage.width,
      height: stage.height,
      margin: {
        l: plot.left - stage.left, r: stage.right - plot.right,
        t: plot.top - stage.top, b: stage.bottom - plot.bottom, pad: 0,
      },
      annotations: [],
      showlegend: false,
      paper_bgcolor: "transparent",
      plot_bgcolor: "transparent",
    };
  }

  // The text about a mark fits on one side of it without hiding it: at most a third of the figure.
  function wrapped(words, width) {
    if (Array.isArray(words)) {
      return words.map((one) => wrapped(one, width));
    }
    const most = Math.floor(width / 3 / LETTER);
    return words.split("<br>").map((line) => line.replace(new RegExp(`(?!.{1,${most}}$)(.{1,${most}}) `, "g"), "$1<br>")).join("<br>");
  }

  async function takeOver(chart) {
    await load();
    if (chart.isConnected && !("drawn" in chart.dataset)) {
      const { data, layout } = figureOf(chart);
      const place = fitted(layout, chart);
      const shapes = data.map(({ text, texttemplate, hovertext, ...trace }) => ({
        ...trace, hovertext: wrapped(hovertext, place.width),
      }));
      chart.dataset.drawn = "";
      await Plotly.newPlot(chart.querySelector(".chart__plotly"), shapes, place, CONFIG);
    }
  }

  function giveBack(root) {
    for (const chart of root.querySelectorAll("figure[data-drawn]")) {
      Plotly.purge(chart.querySelector(".chart__plotly"));
      delete chart.dataset.drawn;
    }
  }

  async function say(mark) {
    const chart = mark.closest("figure[data-chart]");
    pointedAt = mark;
    await takeOver(chart);
    if (pointedAt === mark && mark.isConnected) {
      const place = chart.querySelector(".chart__plotly");
      const { curve, point } = mark.dataset;
      const [number, column] = point.split(",").map(Number);
      const at = column === undefined ? { pointNumber: number } : { xval: column, yval: number };
      Plotly.Fx.hover(place, [{ curveNumber: Number(curve), ...at }], `${place.data[curve].xaxis ?? "x"}y`);
    }
  }

  function fallSilent({ target }) {
    const mark = target.closest(".chart__mark");
    if (mark && mark === pointedAt) {
      pointedAt = undefined;
      const chart = mark.closest("figure[data-drawn]");
      if (chart) {
        Plotly.Fx.unhover(chart.querySelector(".chart__plotly"));
      }
    }
  }

  // Without plotly, the figure stays as the server drew it.
  function whenAsked({ target }) {
    const mark = target.closest(".chart__mark");
    const drawn = target.closest(".chart__drawn");
    if (mark || drawn) {
      (mark ? say(mark) : takeOver(drawn.closest("figure"))).catch(() => {
        loading = undefined;
      });
    }
  }

  // The picture contains its title, its date and its marking.
  async function take(chart, { png, said }) {
    await load();
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
    const address = await Plotly.toImage({ data, layout: titled }, { ...PNG, height: titled.height });
    const link = document.createElement("a");
    link.href = address;
    link.download = `${png}.png`;
    link.click();
  }

  document.addEventListener("pointerover", whenAsked);
  document.addEventListener("focusin", whenAsked);
  document.addEventListener("pointerout", fallSilent);
  document.addEventListener("focusout", fallSilent);
  document.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-png]");
    if (button) {
      take(button.closest("figure"), button.dataset);
    }
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.shouldSwap) {
      giveBack(event.detail.target);
    }
  });
  // After the window's width changes, figures are as the server drew them until they are pointed at again.
  window.addEventListener("resize", () => giveBack(document));
})();
