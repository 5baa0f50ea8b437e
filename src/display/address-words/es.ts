import { counting } from "../../flights/words/counting";
import type { AddressVocabulary } from "../address-vocabulary";

const { plural } = counting("es");

/** Wrong addresses in Spanish. */
export const spanishAddress: AddressVocabulary = {
  title: "La dirección de esta pantalla no es válida",
  parameter: (name) => `Parámetro «${name}»`,
  expected: (text) => `Se esperaba: ${text}`,
  actual: (text) => `Se encontró: ${text}`,
  nearest: (text) => `Lo más próximo permitido: ${text}`,
  advice: "Corrija la dirección y vuelva a abrir la página.",
  empty: "(vacío)",
  oneOf: (values) => `uno de ${values}`,
  someOf: (values) => `algunos de ${values}, cada uno una vez, separados por comas`,
  wholeNumber: (least, most) => `un número entero de ${least} a ${most}`,
  range: (least, most) => `de ${least} a ${most}`,
  atLeast: (least) => `${least} o más`,
  atMost: (most) => `${most} o menos`,
  besideDistance: (name) => `la diagonal de la pantalla en pulgadas, si se indica ${name}`,
  onPanel: (values) => `${values}, ya que las letras de una lista no son las de una pantalla`,
  roomForColumns: "una pantalla en la que quepan las columnas",
  instant: (example) => `una fecha y hora con zona horaria, como ${example}`,
  placeCode: "1 a 8 letras, cifras o guiones",
  address: (examples) => `una dirección como ${examples}`,
  capitals: (rule, height, distance) => `${rule} exige mayúsculas de ${height} a ${distance} de distancia.`,
  hung: { landscape: (diagonal) => `${diagonal} en horizontal`, portrait: (diagonal) => `${diagonal} en vertical` },
  rows: (count) => plural(count, { one: "# fila", other: "# filas" }),
  room: (panel, rows) => `En ${panel} caben ${rows}.`,
  noRoom: (panel, rows) => `En ${panel} no caben ${rows}.`,
  notFound: { title: "Esa pantalla no existe", link: "Elegir una pantalla" },
};
