import type { PhoneView } from "../../display/phone-address";
import { languages, vocabularies } from "../../flights/vocabulary";
import { useBoard } from "../../state/board-context";
import { useSpeech } from "../../state/language-context";

interface PhoneHeaderProps {
  readonly view: PhoneView;
  readonly show: (view: PhoneView, how: "replace" | "step") => void;
}

/** Where one is, and in which language. */
export function PhoneHeader({ view, show }: PhoneHeaderProps) {
  const { airport } = useBoard();
  const { words } = useSpeech();
  return (
    <header className="phone-header">
      <div>
        <h1>{words.phone.title}</h1>
        <p>{airport.name}</p>
      </div>
      <label>
        <span className="sr-only">{words.phone.language}</span>
        <select
          data-testid="language"
          value={words.language}
          onChange={(event) => {
            show({ ...view, language: languages.find((each) => each === event.target.value) }, "replace");
          }}
        >
          {languages.map((each) => (
            <option key={each} value={each} lang={each}>
              {vocabularies[each].name}
            </option>
          ))}
        </select>
      </label>
    </header>
  );
}
