import type { Language } from "../flights/vocabulary";
import type { TakeoverLevel } from "./takeover";

/** A message of a takeover in one language. */
export interface TemplateText {
  /** 1 to 80 characters. */
  readonly title: string;
  /** Up to 400 characters. */
  readonly detail: string;
}

/** A message that is ready in every language: in an emergency nobody has time to translate. */
export interface TakeoverTemplate {
  /** For the people of operations. */
  readonly name: string;
  readonly level: TakeoverLevel;
  readonly texts: Readonly<Record<Language, TemplateText>>;
}

/** The messages that operations can begin with. */
export const takeoverTemplates: readonly TakeoverTemplate[] = [
  {
    name: "Evacuation",
    level: "EMERGENCY",
    texts: {
      en: {
        title: "Leave the building now",
        detail: "Go to the nearest exit. Do not use the lifts. Leave your baggage. Follow the staff.",
      },
      es: {
        title: "Abandonen el edificio",
        detail: "Diríjanse a la salida más cercana. No usen los ascensores. Dejen su equipaje. Sigan al personal.",
      },
      de: {
        title: "Verlassen Sie das Gebäude",
        detail:
          "Gehen Sie zum nächsten Ausgang. Benutzen Sie keine Aufzüge. Lassen Sie Ihr Gepäck stehen. Folgen Sie dem Personal.",
      },
      fr: {
        title: "Évacuez le bâtiment",
        detail:
          "Dirigez-vous vers la sortie la plus proche. N’utilisez pas les ascenseurs. Laissez vos bagages. Suivez le personnel.",
      },
      ar: {
        title: "غادروا المبنى الآن",
        detail: "توجهوا إلى أقرب مخرج. لا تستخدموا المصاعد. اتركوا أمتعتكم. اتبعوا تعليمات الموظفين.",
      },
      zh: { title: "请立即离开大楼", detail: "请前往最近的出口。请勿使用电梯。请留下行李。请听从工作人员指挥。" },
      ja: {
        title: "直ちに建物の外へ避難してください",
        detail:
          "最寄りの出口へお進みください。エレベーターは使用しないでください。荷物は置いたままにしてください。係員の指示に従ってください。",
      },
    },
  },
  {
    name: "Stay where you are",
    level: "EMERGENCY",
    texts: {
      en: { title: "Stay where you are", detail: "Keep away from windows and exits. Wait for the staff." },
      es: { title: "Permanezcan donde están", detail: "Aléjense de ventanas y salidas. Esperen al personal." },
      de: {
        title: "Bleiben Sie, wo Sie sind",
        detail: "Halten Sie sich von Fenstern und Ausgängen fern. Warten Sie auf das Personal.",
      },
      fr: { title: "Restez où vous êtes", detail: "Éloignez-vous des fenêtres et des issues. Attendez le personnel." },
      ar: { title: "ابقوا في أماكنكم", detail: "ابتعدوا عن النوافذ والمخارج. انتظروا الموظفين." },
      zh: { title: "请留在原地", detail: "请远离窗户和出口。请等待工作人员。" },
      ja: { title: "その場でお待ちください", detail: "窓や出口から離れてください。係員をお待ちください。" },
    },
  },
  {
    name: "Area closed",
    level: "WARNING",
    texts: {
      en: { title: "This area is closed", detail: "Please leave it calmly. The staff show you the way." },
      es: { title: "Esta zona está cerrada", detail: "Abandónenla con calma. El personal les indicará el camino." },
      de: {
        title: "Dieser Bereich ist gesperrt",
        detail: "Bitte verlassen Sie ihn in Ruhe. Das Personal zeigt Ihnen den Weg.",
      },
      fr: { title: "Cette zone est fermée", detail: "Veuillez la quitter dans le calme. Le personnel vous guidera." },
      ar: { title: "هذه المنطقة مغلقة", detail: "يرجى مغادرتها بهدوء. سيرشدكم الموظفون." },
      zh: { title: "本区域已关闭", detail: "请有序离开。工作人员将为您指路。" },
      ja: { title: "このエリアは閉鎖中です", detail: "落ち着いて移動してください。係員がご案内します。" },
    },
  },
  {
    name: "Flights disrupted",
    level: "INFORMATION",
    texts: {
      en: { title: "Flights are disrupted", detail: "Please ask at your airline’s desk before you go to the gate." },
      es: {
        title: "Vuelos afectados",
        detail: "Consulten en el mostrador de su aerolínea antes de dirigirse a la puerta.",
      },
      de: {
        title: "Flugbetrieb gestört",
        detail: "Bitte fragen Sie am Schalter Ihrer Fluggesellschaft, bevor Sie zum Flugsteig gehen.",
      },
      fr: {
        title: "Vols perturbés",
        detail: "Renseignez-vous au comptoir de votre compagnie avant de vous rendre en porte.",
      },
      ar: { title: "اضطراب في الرحلات", detail: "يرجى مراجعة مكتب شركة الطيران قبل التوجه إلى البوابة." },
      zh: { title: "航班运行受影响", detail: "前往登机口前，请先向航空公司柜台咨询。" },
      ja: { title: "運航に乱れが出ています", detail: "搭乗口へ向かう前に航空会社カウンターでご確認ください。" },
    },
  },
];
