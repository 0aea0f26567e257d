// What the figures need of plotly.js, and no more: its core registers every component, those never drawn too.
const Registry = require("plotly.js/src/registry");
// Drawing and changing figures, and a picture of one: neither templates nor checks of a figure.
const api = { ...require("plotly.js/src/plot_api/plot_api"), toImage: require("plotly.js/src/plot_api/to_image") };
const drawing = require("plotly.js/src/components/drawing");

for (const [name, fn] of Object.entries(api)) {
  Registry.register({ moduleType: "apiMethod", name, fn });
}
Registry.register([
  // What a trace is unless it says otherwise.
  require("plotly.js/lib/scatter"),
  require("plotly.js/lib/bar"),
  require("plotly.js/lib/heatmap"),
  require("plotly.js/src/components/annotations"),
  require("plotly.js/src/components/shapes"),
  require("plotly.js/src/components/colorscale"),
  require("plotly.js/src/components/colorbar"),
  // After shapes, and hovering after legends: their defaults look at those before them.
  require("plotly.js/src/components/legend"),
  require("plotly.js/src/components/fx"),
  require("plotly.js/src/components/modebar"),
  require("plotly.js/src/locale-en"),
  require("plotly.js/src/locale-en-us"),
]);

// A line of words is measured on a canvas: measured in the page, as plotly does, each one lays the page out anew.
const measureInPage = drawing.bBox;
const pen = document.createElement("canvas").getContext("2d");
const SHARE_BEFORE = { middle: 0.5, end: 1 };

drawing.bBox = (node, ...more) => {
  if (node.nodeName !== "text" || node.childElementCount || !node.textContent) {
    return measureInPage(node, ...more);
  }
  const { fontStyle, fontWeight, fontSize, fontFamily } = node.style;
  pen.font = `${fontStyle || "normal"} ${fontWeight || "normal"} ${fontSize} ${fontFamily}`;
  const { width, fontBoundingBoxAscent: above, fontBoundingBoxDescent: below } = pen.measureText(node.textContent);
  const left = -width * (SHARE_BEFORE[node.getAttribute("text-anchor")] || 0);
  return { width, height: above + below, left, right: left + width, top: -above, bottom: below };
};

module.exports = { ...api, version: require("plotly.js/src/version").version };
