import { expect, test } from "vitest";
import { roomOf } from "./board-face";

// Measured in Chromium: IBM Plex Sans SemiBold at 75 percent width, its Arabic sister, Noto Sans JP.
test.each([
  { text: "C110", measured: 2.2 },
  { text: "00:00", measured: 2.45 },
  { text: "WN 8888", measured: 3.89 },
  { text: "Gate closed", measured: 4.92 },
  { text: "Letzter Aufruf", measured: 5.84 },
  { text: "Embarquement", measured: 6.5 },
  { text: "Última llamada", measured: 6.38 },
  { text: "Puerta cerrada", measured: 6.26 },
  { text: "الصعود للطائرة", measured: 5.8 },
  { text: "定刻どおり", measured: 5 },
])("$text has room in little more than it takes: $measured em", ({ text, measured }) => {
  expect(roomOf(text)).toBeGreaterThanOrEqual(measured);
  expect(roomOf(text)).toBeLessThan(1.1 * measured);
});
