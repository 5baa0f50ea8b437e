import { expect, test } from "vitest";
import { delayCause } from "./delay-cause";

test.each([
  { code: "93", expected: "lateAircraft", source: "AHM 730: aircraft rotation" },
  { code: "71", expected: "weather", source: "AHM 730: departure station" },
  { code: "77", expected: "weather", source: "AHM 730: ground handling impaired by adverse weather" },
  { code: "71A", expected: "weather", source: "a letter says more" },
  { code: "89", expected: "airTraffic", source: "AHM 730: restrictions at airport of departure" },
  { code: "41", expected: "technical", source: "AHM 730: aircraft defects" },
  { code: "95", expected: "crew", source: "AHM 730: crew rotation" },
  { code: "06", expected: undefined, source: "an airline's own" },
  { code: "99", expected: undefined, source: "AHM 730: not elsewhere specified" },
  { code: "", expected: undefined, source: "none" },
  { code: "931", expected: undefined, source: "none" },
])("$code: $expected ($source)", ({ code, expected }) => {
  expect(delayCause(code)).toBe(expected);
});
