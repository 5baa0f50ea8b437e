import { counting } from "../../flights/words/counting";
import type { AddressVocabulary } from "../address-vocabulary";

const { plural } = counting("de");

/** Wrong addresses in German. */
export const germanAddress: AddressVocabulary = {
  title: "Die Adresse dieser Anzeige ist ungültig",
  parameter: (name) => `Parameter „${name}“`,
  expected: (text) => `Erwartet: ${text}`,
  actual: (text) => `Gefunden: ${text}`,
  nearest: (text) => `Nächster erlaubter Wert: ${text}`,
  advice: "Bitte berichtigen Sie die Adresse und öffnen Sie die Seite erneut.",
  empty: "(leer)",
  oneOf: (values) => `einer der Werte ${values}`,
  someOf: (values) => `einige der Werte ${values}, jeder einmal, durch Kommas getrennt`,
  wholeNumber: (least, most) => `eine ganze Zahl von ${least} bis ${most}`,
  range: (least, most) => `${least} bis ${most}`,
  atLeast: (least) => `mindestens ${least}`,
  atMost: (most) => `höchstens ${most}`,
  besideDistance: (name) => `die Diagonale des Bildschirms in Zoll, wenn ${name} angegeben ist`,
  onPanel: (values) => `${values}, da eine Liste nicht die Buchstaben eines Bildschirms hat`,
  roomForColumns: "ein Bildschirm mit Platz für die Spalten",
  instant: (example) => `Datum und Uhrzeit mit Zeitzone, etwa ${example}`,
  placeCode: "1 bis 8 Buchstaben, Ziffern oder Bindestriche",
  address: (examples) => `eine Adresse wie ${examples}`,
  capitals: (rule, height, distance) => `${rule} verlangt bei ${distance} Abstand ${height} hohe Großbuchstaben.`,
  hung: { landscape: (diagonal) => `${diagonal} im Querformat`, portrait: (diagonal) => `${diagonal} im Hochformat` },
  rows: (count) => plural(count, { one: "# Zeile", other: "# Zeilen" }),
  room: (panel, rows) => `${panel} haben Platz für ${rows}.`,
  noRoom: (panel, rows) => `${panel} haben keinen Platz für ${rows}.`,
  notFound: { title: "Diese Anzeige gibt es nicht", link: "Anzeige auswählen" },
};
