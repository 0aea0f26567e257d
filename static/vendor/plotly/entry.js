// What the figures need of plotly.js, and no more: its core registers every component, those never drawn too.
const Registry = require("plotly.js/src/registry");
// Drawing figures, a picture of one, and the words of a mark: neither changes, templates nor checks of a figure.
const plots = require("plotly.js/src/plot_api/plot_api");
const toImage = require("plotly.js/src/plot_api/to_image");
const { hover, unhover } = require("plotly.js/src/components/fx");

for (const [name, fn] of Object.entries({ ...plots, toImage })) {
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
  // After shapes, and hovering after legends: their defaults look at those before them.
  require("plotly.js/src/components/legend"),
  require("plotly.js/src/components/fx"),
  require("plotly.js/src/components/modebar"),
  require("plotly.js/src/locale-en"),
  require("plotly.js/src/locale-en-us"),
]);

module.exports = {
  newPlot: plots.newPlot,
  purge: plots.purge,
  toImage,
  Fx: { hover, unhover },
  version: require("plotly.js/src/version").version,
};
