/** Texts by plural category; `#` stands for the count, a + before it is part of the number. A category that is left out reads as `other`. */
export type PluralForms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string };

/** Counts as one language says them. */
export interface Counting {
  /** A whole number in Latin digits, grouped as the language groups. */
  readonly number: (count: number) => string;
  /** The form for `count` by the language's plural rules (CLDR). */
  readonly plural: (count: number, forms: PluralForms) => string;
  /** A day from today, spoken: 1 is tomorrow, -1 yesterday. */
  readonly day: (days: number) => string;
}

/**
 * Counting in `language` (BCP 47). Digits are 0 to 9 in every language, Arabic too: boards in the Gulf write them so,
 * and they are the digits of flight numbers and gates. `wrap` is put around a number inside of a text.
 */
export function counting(language: string, wrap: (text: string) => string = (text) => text): Counting {
  const rules = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language, { numberingSystem: "latn", maximumFractionDigits: 0 });
  const days = new Intl.RelativeTimeFormat(latinDigits(language), { numeric: "auto" });
  return {
    number: (count) => numbers.format(count),
    plural: (count, forms) =>
      (forms[rules.select(count)] ?? forms.other).replace(/\+?#/, (sign) =>
        wrap(sign.replace("#", numbers.format(count))),
      ),
    day: (count) => days.format(count, "day"),
  };
}

/** The language with digits 0 to 9, for formatters that take no numbering system as an option. */
export function latinDigits(language: string): string {
  return new Intl.Locale(language, { numberingSystem: "latn" }).toString();
}
