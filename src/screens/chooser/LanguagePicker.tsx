import type { ChooserVocabulary } from "../../display/chooser-vocabulary";
import { languages, vocabularies, type Language } from "../../flights/vocabulary";

interface LanguagePickerProps {
  readonly words: ChooserVocabulary;
  /** In the order of their turns. */
  readonly chosen: readonly Language[];
  readonly onChange: (languages: readonly Language[]) => void;
}

/** Which languages take turns, and in which order: the chosen ones first. At least one stays. */
export function LanguagePicker({ words, chosen, onChange }: LanguagePickerProps) {
  const others = languages.filter((language) => !chosen.includes(language));
  return (
    <fieldset className="chooser-field">
      <legend>{words.languages}</legend>
      <ul className="chooser-languages">
        {[...chosen, ...others].map((language) => {
          const place = chosen.indexOf(language);
          const { name } = vocabularies[language];
          return (
            <li key={language} data-language={language}>
              <label>
                <input
                  type="checkbox"
                  checked={place >= 0}
                  disabled={place >= 0 && chosen.length === 1}
                  onChange={() => {
                    onChange(place >= 0 ? chosen.filter((each) => each !== language) : [...chosen, language]);
                  }}
                />
                <span lang={language}>{name}</span>
              </label>
              {place > 0 && (
                <button
                  type="button"
                  className="button icon"
                  aria-label={words.earlier(name)}
                  onClick={() => {
                    const order = chosen.filter((each) => each !== language);
                    order.splice(place - 1, 0, language);
                    onChange(order);
                  }}
                >
                  <span aria-hidden="true">{"↑"}</span>
                </button>
              )}
            </li>
          );
        })}
      </ul>
      <small>{words.languagesHint}</small>
    </fieldset>
  );
}
