import { counting } from "../../flights/words/counting";
import type { AddressVocabulary } from "../address-vocabulary";

const { plural } = counting("zh");

/** Wrong addresses in Chinese. */
export const chineseAddress: AddressVocabulary = {
  title: "本屏的网址无效",
  parameter: (name) => `参数“${name}”`,
  expected: (text) => `应为：${text}`,
  actual: (text) => `实际为：${text}`,
  nearest: (text) => `最接近的允许值：${text}`,
  advice: "请更正网址后重新打开页面。",
  empty: "（空）",
  oneOf: (values) => `${values} 之一`,
  someOf: (values) => `${values} 中的若干项，每项一次，以逗号分隔`,
  wholeNumber: (least, most) => `${least} 至 ${most} 的整数`,
  range: (least, most) => `${least} 至 ${most}`,
  atLeast: (least) => `${least} 或以上`,
  atMost: (most) => `${most} 或以下`,
  besideDistance: (name) => `屏幕对角线（英寸），须与 ${name} 一同给出`,
  onPanel: (values) => `${values}，因为列表的字号不按屏幕计算`,
  roomForColumns: "容得下各列的屏幕",
  instant: (example) => `带时区的日期和时间，例如 ${example}`,
  placeCode: "1 至 8 个字母、数字或连字符",
  address: (examples) => `网址，例如 ${examples}`,
  capitals: (rule, height, distance) => `${rule} 要求在 ${distance} 处大写字母高 ${height}。`,
  hung: { landscape: (diagonal) => `横向 ${diagonal}`, portrait: (diagonal) => `纵向 ${diagonal}` },
  rows: (count) => plural(count, { other: "# 行" }),
  room: (panel, rows) => `${panel} 屏幕可容纳 ${rows}。`,
  noRoom: (panel, rows) => `${panel} 屏幕容不下 ${rows}。`,
  notFound: { title: "没有这样的显示屏", link: "选择显示屏" },
};
