import { counting } from "../../flights/words/counting";
import type { AddressVocabulary } from "../address-vocabulary";

const { plural } = counting("en");

/** Wrong addresses in English. */
export const englishAddress: AddressVocabulary = {
  title: "This display’s address is not valid",
  parameter: (name) => `Parameter “${name}”`,
  expected: (text) => `Expected: ${text}`,
  actual: (text) => `Found: ${text}`,
  nearest: (text) => `Nearest that is allowed: ${text}`,
  advice: "Correct the address and open the page again.",
  empty: "(empty)",
  oneOf: (values) => `one of ${values}`,
  someOf: (values) => `some of ${values}, each once, parted by commas`,
  wholeNumber: (least, most) => `a whole number from ${least} to ${most}`,
  range: (least, most) => `${least} to ${most}`,
  atLeast: (least) => `${least} or more`,
  atMost: (most) => `${most} or less`,
  besideDistance: (name) => `the panel’s diagonal in inches, beside ${name}`,
  onPanel: (values) => `${values}, since the letters of a list are not those of a panel`,
  roomForColumns: "a panel with room for the columns",
  instant: (example) => `a date and time with zone, such as ${example}`,
  placeCode: "1 to 8 letters, digits or hyphens",
  address: (examples) => `an address like ${examples}`,
  capitals: (rule, height, distance) => `${rule} asks for capitals ${height} high at ${distance}.`,
  hung: { landscape: (diagonal) => `${diagonal} in landscape`, portrait: (diagonal) => `${diagonal} in portrait` },
  rows: (count) => plural(count, { one: "# row", other: "# rows" }),
  room: (panel, rows) => `${panel} have room for ${rows}.`,
  noRoom: (panel, rows) => `${panel} have no room for ${rows}.`,
  notFound: { title: "There is no such display", link: "Choose a display" },
};
