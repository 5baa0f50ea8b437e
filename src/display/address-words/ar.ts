import { counting } from "../../flights/words/counting";
import { isolate } from "../../flights/words/isolate";
import type { AddressVocabulary } from "../address-vocabulary";

const { plural } = counting("ar", isolate);

/** Wrong addresses in Arabic. */
export const arabicAddress: AddressVocabulary = {
  title: "عنوان هذه الشاشة غير صالح",
  parameter: (name) => `المُعامل «${isolate(name)}»`,
  expected: (text) => `المتوقع: ${isolate(text)}`,
  actual: (text) => `الموجود: ${isolate(text)}`,
  nearest: (text) => `أقرب قيمة مسموح بها: ${isolate(text)}`,
  advice: "صحّح العنوان وافتح الصفحة من جديد.",
  empty: "(فارغ)",
  oneOf: (values) => `إحدى القيم: ${isolate(values)}`,
  someOf: (values) => `بعض القيم: ${isolate(values)}، كل منها مرة واحدة، تفصل بينها فواصل`,
  wholeNumber: (least, most) => `عدد صحيح من ${isolate(least)} إلى ${isolate(most)}`,
  range: (least, most) => `من ${isolate(least)} إلى ${isolate(most)}`,
  atLeast: (least) => `${isolate(least)} أو أكثر`,
  atMost: (most) => `${isolate(most)} أو أقل`,
  besideDistance: (name) => `قطر الشاشة بالبوصة عند تحديد ${isolate(name)}`,
  onPanel: (values) => `${isolate(values)}، لأن أحرف القائمة ليست بحجم أحرف الشاشة`,
  roomForColumns: "شاشة تتسع للأعمدة",
  instant: (example) => `تاريخ ووقت مع المنطقة الزمنية، مثل ${isolate(example)}`,
  placeCode: "من 1 إلى 8 أحرف أو أرقام أو شرطات",
  address: (examples) => `عنوان مثل ${isolate(examples)}`,
  capitals: (rule, height, distance) =>
    `تشترط ${isolate(rule)} أحرفًا كبيرة بارتفاع ${isolate(height)} على مسافة ${isolate(distance)}.`,
  hung: {
    landscape: (diagonal) => `${isolate(diagonal)} بالوضع الأفقي`,
    portrait: (diagonal) => `${isolate(diagonal)} بالوضع العمودي`,
  },
  rows: (count) => plural(count, { one: "صف واحد", two: "صفين", few: "# صفوف", many: "# صفًا", other: "# صف" }),
  room: (panel, rows) => `يمكن عرض ${isolate(rows)} على شاشة ${isolate(panel)}.`,
  noRoom: (panel, rows) => `لا يمكن عرض ${isolate(rows)} على شاشة ${isolate(panel)}.`,
  notFound: { title: "لا توجد شاشة بهذا العنوان", link: "اختيار شاشة" },
};
