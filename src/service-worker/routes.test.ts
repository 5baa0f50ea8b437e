import { expect, test } from "vitest";
import { isConfiguration, isDisplayPath, isFontFile } from "./routes";

test.each([
  { path: "/", page: true },
  { path: "/departures", page: true },
  { path: "/departures/", page: true },
  { path: "/arrivals", page: true },
  { path: "/gates/B44", page: true },
  { path: "/belts/4", page: true },
  { path: "/flights", page: true },
  { path: "/flights/", page: true },
  { path: "/flights/2024-01-25/JK123/departures", page: true },
  { path: "/flights/2024-01-25/JK123/arrivals/", page: true },
  { path: "/flightsof", page: false },
  { path: "/print", page: true },
  { path: "/companies", page: false },
  { path: "/operations", page: false },
  { path: "/graphql", page: false },
  { path: "/graphql/realtime", page: false },
  { path: "/aws", page: false },
  { path: "/gates", page: false },
  { path: "/gates/B44/more", page: false },
  { path: "/version.json", page: false },
  { path: "/departures.json", page: false },
])("$path comes from the service worker: $page", ({ path, page }) => {
  expect(isDisplayPath(path)).toBe(page);
});

test.each([
  { path: "/amplify_outputs.json", expected: ["configuration"] },
  { path: "/assets/noto-sans-sc-4-wght-normal-abc.woff2", expected: ["font"] },
  { path: "/assets/index-abc.css", expected: ["font"] },
  { path: "/assets/CompaniesPage-abc.js", expected: [] },
  { path: "/graphql", expected: [] },
  { path: "/aws/bucket/assets/a.css", expected: [] },
  { path: "/version.json", expected: [] },
  { path: "/us-east-1_Pool/.well-known/jwks.json", expected: [] },
])("$path is kept as $expected", ({ path, expected }) => {
  const kept = [isConfiguration(path) ? "configuration" : "", isFontFile(path) ? "font" : ""];
  expect(kept.filter((each) => each !== "")).toEqual(expected);
});
