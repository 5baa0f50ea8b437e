import { counting } from "../../flights/words/counting";
import type { AddressVocabulary } from "../address-vocabulary";

const { plural } = counting("fr");

/** Wrong addresses in French. */
export const frenchAddress: AddressVocabulary = {
  title: "L’adresse de cet écran n’est pas valide",
  parameter: (name) => `Paramètre «\u00a0${name}\u00a0»`,
  expected: (text) => `Attendu\u00a0: ${text}`,
  actual: (text) => `Trouvé\u00a0: ${text}`,
  nearest: (text) => `Valeur autorisée la plus proche\u00a0: ${text}`,
  advice: "Corrigez l’adresse et rouvrez la page.",
  empty: "(vide)",
  oneOf: (values) => `l’une des valeurs ${values}`,
  someOf: (values) => `certaines des valeurs ${values}, chacune une fois, séparées par des virgules`,
  wholeNumber: (least, most) => `un nombre entier de ${least} à ${most}`,
  range: (least, most) => `de ${least} à ${most}`,
  atLeast: (least) => `${least} ou plus`,
  atMost: (most) => `${most} ou moins`,
  besideDistance: (name) => `la diagonale de l’écran en pouces, lorsque ${name} est indiqué`,
  onPanel: (values) => `${values}, car les lettres d’une liste ne sont pas celles d’un écran`,
  roomForColumns: "un écran assez grand pour les colonnes",
  instant: (example) => `une date et une heure avec fuseau horaire, par exemple ${example}`,
  placeCode: "1 à 8 lettres, chiffres ou traits d’union",
  address: (examples) => `une adresse comme ${examples}`,
  capitals: (rule, height, distance) => `${rule} exige des capitales hautes de ${height} à ${distance}.`,
  hung: { landscape: (diagonal) => `${diagonal} en paysage`, portrait: (diagonal) => `${diagonal} en portrait` },
  rows: (count) => plural(count, { one: "# ligne", other: "# lignes" }),
  room: (panel, rows) => `Sur ${panel}, il y a de la place pour ${rows}.`,
  noRoom: (panel, rows) => `Sur ${panel}, il n’y a pas de place pour ${rows}.`,
  notFound: { title: "Cet écran n’existe pas", link: "Choisir un écran" },
};
