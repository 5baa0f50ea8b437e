import { useState } from "react";
import { reachedBy, type FleetEntry } from "../../display/fleet";
import type { TakeoverLevel } from "../../display/takeover";
import { takeoverTemplates, type TakeoverTemplate } from "../../display/takeover-templates";
import { languages, vocabularies, type Language } from "../../flights/vocabulary";
import type { Airport } from "../../state/airport";
import { useOperations } from "../../state/operations-context";
import { Dialog } from "../../ui/Dialog";
import { zoneName } from "./zone-name";

interface TakeoverFormProps {
  readonly fleet: readonly FleetEntry[];
  readonly terminals: Airport["terminals"];
}

/** The button that opens the form, and the form. */
export function TakeoverForm({ fleet, terminals }: TakeoverFormProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className="button primary"
        data-testid="propose"
        onClick={() => {
          setIsOpen(true);
        }}
      >
        Propose a takeover
      </button>
      {isOpen && (
        <Dialog
          title="Propose a takeover"
          testId="takeover-dialog"
          place="side"
          onClose={() => {
            setIsOpen(false);
          }}
        >
          <Proposal
            fleet={fleet}
            terminals={terminals}
            onDone={() => {
              setIsOpen(false);
            }}
          />
        </Dialog>
      )}
    </>
  );
}

/** Texts by language, as typed; a language without a title is left out. */
type Texts = Readonly<Record<Language, { readonly title: string; readonly detail: string }>>;

const noTexts: Texts = {
  en: { title: "", detail: "" },
  es: { title: "", detail: "" },
  de: { title: "", detail: "" },
  fr: { title: "", detail: "" },
  ar: { title: "", detail: "" },
  zh: { title: "", detail: "" },
  ja: { title: "", detail: "" },
};

/** Limits of the contract (TakeoverTextInput, TakeoverInput). */
const LONGEST_TITLE = 80;
const LONGEST_DETAIL = 400;
const MOST_MINUTES = 720;

const levels: readonly { readonly level: TakeoverLevel; readonly name: string }[] = [
  { level: "INFORMATION", name: "Information: calm" },
  { level: "WARNING", name: "Warning" },
  { level: "EMERGENCY", name: "Emergency: the loudest" },
];

function Proposal({ fleet, terminals, onDone }: TakeoverFormProps & { readonly onDone: () => void }) {
  const { centre, store } = useOperations();
  const [place, setPlace] = useState("all");
  const [gate, setGate] = useState("");
  const [level, setLevel] = useState<TakeoverLevel>("EMERGENCY");
  const [minutes, setMinutes] = useState(30);
  const [texts, setTexts] = useState(noTexts);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const zone = place === "gate" ? `gate/${gate.trim().toUpperCase()}` : place;
  const codes = terminals.map((terminal) => terminal.code);
  const reached = reachedBy(zone, fleet, codes).length;
  const take = (template: TakeoverTemplate) => {
    setLevel(template.level);
    setTexts(template.texts);
  };
  const propose = () => {
    setBusy(true);
    setProblem(undefined);
    const given = languages
      .filter((language) => texts[language].title.trim() !== "")
      .map((language) => {
        const detail = texts[language].detail.trim();
        return { language, title: texts[language].title.trim(), detail: detail === "" ? null : detail };
      });
    centre.propose({ zone, level, minutes, texts: given }).then(
      (takeover) => {
        store.take(takeover);
        onDone();
      },
      (reason: unknown) => {
        setBusy(false);
        setProblem(reason instanceof Error ? reason.message : String(reason));
      },
    );
  };
  const missing = languages.filter((language) => texts[language].title.trim() === "");
  return (
    <form
      className="takeover-form"
      onSubmit={(event) => {
        event.preventDefault();
        propose();
      }}
    >
      <p>
        Displays show nothing of it until somebody else of the operations group confirms it. It ends by itself after the
        time below, or by hand.
      </p>
      <div className="takeover-row">
        <label>
          <span>Where</span>
          <select
            data-testid="zone"
            value={place}
            onChange={(event) => {
              setPlace(event.target.value);
            }}
          >
            <option value="all">All displays</option>
            {terminals.map(({ code, name }) => (
              <option key={code} value={`terminal/${code}`}>
                {name}
              </option>
            ))}
            <option value="gate">One gate</option>
          </select>
        </label>
        {place === "gate" && (
          <label>
            <span>Gate</span>
            <input
              type="text"
              required
              maxLength={8}
              pattern="[A-Za-z0-9\-]{1,8}"
              title="1 to 8 letters, digits or hyphens"
              value={gate}
              onChange={(event) => {
                setGate(event.target.value);
              }}
            />
          </label>
        )}
        <label>
          <span>Minutes</span>
          <input
            type="number"
            required
            min={1}
            max={MOST_MINUTES}
            value={Number.isNaN(minutes) ? "" : minutes}
            onChange={(event) => {
              setMinutes(event.target.valueAsNumber);
            }}
          />
        </label>
        <label>
          <span>Level</span>
          <select
            data-testid="level"
            value={level}
            onChange={(event) => {
              const chosen = levels.find((each) => each.level === event.target.value);
              if (chosen !== undefined) setLevel(chosen.level);
            }}
          >
            {levels.map((each) => (
              <option key={each.level} value={each.level}>
                {each.name}
              </option>
            ))}
          </select>
        </label>
      </div>
      <p data-testid="reached">
        {reached === 1 ? "1 display" : `${String(reached)} displays`} of the fleet would show it: {zoneName(zone)}.
      </p>
      <div role="group" aria-label="Ready messages" className="takeover-templates">
        {takeoverTemplates.map((template) => (
          <button
            key={template.name}
            type="button"
            className="button"
            onClick={() => {
              take(template);
            }}
          >
            {template.name}
          </button>
        ))}
      </div>
      {languages.map((language) => (
        <fieldset key={language} lang={language} dir={vocabularies[language].direction} data-language={language}>
          <legend>{vocabularies[language].name}</legend>
          <input
            type="text"
            aria-label={`Title, ${language}`}
            placeholder={language === "en" ? "Title, needed" : ""}
            required={language === "en"}
            maxLength={LONGEST_TITLE}
            value={texts[language].title}
            onChange={(event) => {
              setTexts({ ...texts, [language]: { ...texts[language], title: event.target.value } });
            }}
          />
          <textarea
            aria-label={`Detail, ${language}`}
            rows={3}
            maxLength={LONGEST_DETAIL}
            value={texts[language].detail}
            onChange={(event) => {
              // The contract takes one line: a board breaks it where it must.
              const detail = event.target.value.replace(/\s*\n\s*/g, " ");
              setTexts({ ...texts, [language]: { ...texts[language], detail } });
            }}
          />
        </fieldset>
      ))}
      {missing.length > 0 && texts.en.title.trim() !== "" && (
        <p data-testid="missing-languages">
          Displays in {missing.map((language) => vocabularies[language].name).join(", ")} will show it in English.
        </p>
      )}
      <p role="alert" className="form-problem" data-testid="proposal-problem">
        {problem}
      </p>
      <button type="submit" className="button primary" disabled={busy} data-testid="send-proposal">
        {busy ? "Proposing …" : "Propose it to a second person"}
      </button>
    </form>
  );
}
