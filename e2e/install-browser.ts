import { ensureChromium } from "./browser.js";

ensureChromium((line) => {
  console.log(line);
});
