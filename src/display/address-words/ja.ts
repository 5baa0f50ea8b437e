import { counting } from "../../flights/words/counting";
import type { AddressVocabulary } from "../address-vocabulary";

const { plural } = counting("ja");

/** Wrong addresses in Japanese. */
export const japaneseAddress: AddressVocabulary = {
  title: "この画面のアドレスは正しくありません",
  parameter: (name) => `パラメーター「${name}」`,
  expected: (text) => `正しい値：${text}`,
  actual: (text) => `指定された値：${text}`,
  nearest: (text) => `使用できる最も近い値：${text}`,
  advice: "アドレスを直して、もう一度ページを開いてください。",
  empty: "（空）",
  oneOf: (values) => `${values} のいずれか`,
  someOf: (values) => `${values} から選び、重複なくコンマで区切る`,
  wholeNumber: (least, most) => `${least}～${most} の整数`,
  range: (least, most) => `${least}～${most}`,
  atLeast: (least) => `${least} 以上`,
  atMost: (most) => `${most} 以下`,
  besideDistance: (name) => `${name} と併せて指定する画面の対角線（インチ）`,
  onPanel: (values) => `${values}（リストの文字サイズは画面に合わせられません）`,
  roomForColumns: "すべての列が収まる画面",
  instant: (example) => `タイムゾーン付きの日時（例：${example}）`,
  placeCode: "英数字またはハイフン 1～8 文字",
  address: (examples) => `アドレス（例：${examples}）`,
  capitals: (rule, height, distance) => `${rule} では、${distance} の距離で高さ ${height} の大文字が必要です。`,
  hung: { landscape: (diagonal) => `横向きの ${diagonal}`, portrait: (diagonal) => `縦向きの ${diagonal}` },
  rows: (count) => plural(count, { other: "# 行" }),
  room: (panel, rows) => `${panel} には ${rows} を表示できます。`,
  noRoom: (panel, rows) => `${panel} には ${rows} を表示できません。`,
  notFound: { title: "この画面は存在しません", link: "画面を選ぶ" },
};
