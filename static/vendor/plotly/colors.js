// Of all color spaces, those in which figures name their colors, and the one that contrast is computed in.
import { modeHsl, modeLrgb, modeRgb, useMode } from "./node_modules/culori/src/index-fn.js";

[modeRgb, modeHsl, modeLrgb].forEach(useMode);

export { converter, formatHex, formatRgb, wcagContrast, wcagLuminance } from "./node_modules/culori/src/index-fn.js";
