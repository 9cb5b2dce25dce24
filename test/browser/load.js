/** Loads the package as a page does that allows no script within itself. */
import * as fuelbox from "/dist/browser/fuelbox.js";

globalThis.fuelbox = fuelbox;
