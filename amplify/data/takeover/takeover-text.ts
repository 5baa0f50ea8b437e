import { isPlainText } from "../status-update/plain-text.js";
import { isProblem, problem, type Problem } from "../status-update/problem.js";

/** Languages that displays speak (issue 4); a test holds the web app's list to this one. */
export const takeoverLanguages: readonly string[] = ["en", "es", "de", "fr", "ar", "zh", "ja"];
/** What a display shows that has no text in its own language: a takeover must have it. */
const commonLanguage = "en";

const mostTexts = 20;
/** UTF-16 code units, as JavaScript counts them. */
const longestTitle = 80;
const longestDetail = 400;

/** Breaks of lines that are no control characters of ASCII: next line, line separator, paragraph separator. */
const furtherBreaks = ["\u0085", "\u2028", "\u2029"];

const plain = "on one line, without control characters, controls of text direction and lone surrogates";

/** `TakeoverTextInput` of the schema, as AppSync hands it over. */
export interface TakeoverTextInput {
  readonly language: string;
  readonly title: string;
  readonly detail?: string | null;
}

/** A message in one language. */
export interface TakeoverText {
  readonly language: string;
  readonly title: string;
  readonly detail?: string;
}

/** Whether a text can stand on a display as it is. No line breaks: how lines break is the display's business. */
function isOneLine(text: string, longest: number): boolean {
  return text.length <= longest && isPlainText(text) && furtherBreaks.every((character) => text.indexOf(character) < 0);
}

function textOf(input: TakeoverTextInput, field: string): { readonly text: TakeoverText } | Problem {
  const { language, title } = input;
  const detail = input.detail ?? "";
  if (takeoverLanguages.indexOf(language) < 0) {
    const expected = `a language of displays (${takeoverLanguages.join(", ")})`;
    return problem(`${field}.language`, expected, language, "Use one of these.");
  }
  if (title.trim() === "" || !isOneLine(title, longestTitle)) {
    return problem(
      `${field}.title`,
      `a text of 1 to ${longestTitle} characters ${plain}`,
      title,
      "Shorten or mend it.",
    );
  }
  if (!isOneLine(detail, longestDetail)) {
    const expected = `a text of up to ${longestDetail} characters ${plain}, or nothing`;
    return problem(`${field}.detail`, expected, detail, "Shorten or mend it.");
  }
  return { text: detail.trim() === "" ? { language, title } : { language, title, detail } };
}

/** The texts of a takeover: each language once, English among them. The first thing wrong is answered as a problem. */
export function takeoverTextsOf(
  inputs: readonly TakeoverTextInput[],
): { readonly texts: readonly TakeoverText[] } | Problem {
  const languages = [...inputs].map(({ language }) => language);
  if (inputs.length < 1 || inputs.length > mostTexts) {
    return problem("texts", `1 to ${mostTexts} texts, one for each language`, languages, "English is enough.");
  }
  const texts: TakeoverText[] = [];
  const problems: Problem[] = [];
  [...inputs].forEach((input, index) => {
    const field = `texts[${index}]`;
    const taken = textOf(input, field);
    if (isProblem(taken)) {
      problems.push(taken);
    } else if (languages.indexOf(input.language) < index) {
      problems.push(problem(`${field}.language`, "each language once", input.language, "Leave one of them out."));
    } else {
      texts.push(taken.text);
    }
  });
  if (problems[0] !== undefined) {
    return problems[0];
  }
  return languages.indexOf(commonLanguage) < 0
    ? problem(
        "texts",
        `a text in English (${commonLanguage}) among them`,
        languages,
        "Add one: it is shown wherever a language is missing.",
      )
    : { texts };
}
