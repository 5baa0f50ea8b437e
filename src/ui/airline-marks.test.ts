import { expect, test } from "vitest";
import { deployedMarks, marksByDesignator } from "./airline-marks";

test.each([
  { path: "./airline-marks/UA.svg", code: "UA", source: "IATA" },
  { path: "./airline-marks/9E.png", code: "9E", source: "IATA, with a digit" },
  { path: "./airline-marks/UAL.webp", code: "UAL", source: "ICAO" },
])("$path is the mark of $code: $source", ({ path, code }) => {
  expect(marksByDesignator({ [path]: "/address" })).toEqual({ marks: new Map([[code, "/address"]]), misnamed: [] });
});

test.each([
  "./airline-marks/ua.svg",
  "./airline-marks/United.svg",
  "./airline-marks/UA.jpg",
  "./airline-marks/UA 2.svg",
  "./airline-marks/U.svg",
  "./airline-marks/U2L.svg",
])("%s is no airline's mark", (path) => {
  expect(marksByDesignator({ [path]: "/address" })).toEqual({ marks: new Map(), misnamed: [path] });
});

test("every file in airline-marks/ is named by a designator", () => {
  expect(deployedMarks.misnamed).toEqual([]);
});
