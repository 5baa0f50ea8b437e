import { useId, useState, type ReactNode } from "react";
import { addressVocabularies } from "../../display/address-vocabulary";
import type { ChooserVocabulary } from "../../display/chooser-vocabulary";
import { kindOf, type DisplayDraft } from "../../display/display-draft";
import { markChoices, MAXIMUM_MINUTES, themeNames, type DisplayOptions } from "../../display/display-options";
import type { JudgeDisplay } from "../../display/panel";
import type { Orientation } from "../../display/orientation";
import type { Language } from "../../flights/vocabulary";
import type { Airport } from "../../state/airport";
import { LanguagePicker } from "./LanguagePicker";
import { PanelFields } from "./PanelFields";

interface DisplayFormProps {
  readonly words: ChooserVocabulary;
  readonly language: Language;
  readonly terminals: Airport["terminals"];
  readonly draft: DisplayDraft;
  readonly orientation: Orientation;
  readonly judge: JudgeDisplay;
  readonly onChange: (draft: DisplayDraft) => void;
  readonly onOrientation: (orientation: Orientation) => void;
}

const kinds = ["departures", "arrivals", "gate", "belt"] as const;

/** All settings of a display. */
export function DisplayForm(props: DisplayFormProps) {
  const { words, language, terminals, draft, orientation, judge, onChange, onOrientation } = props;
  const { options } = draft;
  const setOptions = (change: Partial<DisplayOptions>) => {
    onChange({ ...draft, options: { ...options, ...change } });
  };
  const setRetention = (change: Partial<DisplayOptions["retention"]>) => {
    setOptions({ retention: { ...options.retention, ...change } });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
      }}
    >
      <Choices
        legend={words.board}
        name="board"
        values={kinds}
        chosen={draft.kind}
        label={(kind) => words.boards[kind]}
        onChoose={(kind) => {
          onChange({ ...draft, kind });
        }}
      />
      {(draft.kind === "gate" || draft.kind === "belt") && (
        <CodeField
          key={draft.kind}
          label={draft.kind === "gate" ? words.gateCode : words.beltCode}
          rule={addressVocabularies[language].placeCode}
          value={draft.kind === "gate" ? draft.gate : draft.belt}
          valid={kindOf(draft) !== undefined}
          onChange={(code) => {
            onChange(draft.kind === "gate" ? { ...draft, gate: code } : { ...draft, belt: code });
          }}
        />
      )}
      <div className="chooser-row">
        <Field label={words.terminal}>
          <TerminalSelect
            terminals={terminals}
            value={options.terminal}
            none={words.allTerminals}
            onChange={(terminal) => {
              setOptions({ terminal });
            }}
          />
        </Field>
        <Field label={words.location} hint={words.locationHint}>
          <TerminalSelect
            terminals={terminals}
            value={options.location}
            none={words.sameLocation}
            onChange={(location) => {
              setOptions({ location });
            }}
          />
        </Field>
      </div>
      <LanguagePicker
        words={words}
        chosen={options.languages}
        onChange={(languages) => {
          setOptions({ languages });
        }}
      />
      <Choices
        legend={words.theme}
        name="theme"
        values={themeNames}
        chosen={options.theme}
        label={(theme) => words.themes[theme]}
        onChoose={(theme) => {
          setOptions({ theme });
        }}
      />
      <Choices
        legend={words.orientation}
        name="orientation"
        values={["landscape", "portrait"] as const}
        chosen={orientation}
        label={(each) => words[each]}
        onChoose={onOrientation}
      />
      <PanelFields
        judge={judge}
        words={words}
        language={language}
        kind={kindOf(draft)}
        terminals={terminals.length}
        options={options}
        orientation={orientation}
        onChange={setOptions}
      />
      <details className="chooser-more">
        <summary>{words.more}</summary>
        <Choices
          legend={words.marks}
          name="marks"
          values={markChoices}
          chosen={options.marks}
          label={(choice) => words.markChoices[choice]}
          onChoose={(marks) => {
            setOptions({ marks });
          }}
        />
        <div className="chooser-row">
          {(["departed", "landed", "cancelled", "sinceCancelled"] as const).map((rule) => (
            <Field key={rule} label={words[rule]}>
              <NumberInput
                value={options.retention[rule]}
                least={0}
                most={MAXIMUM_MINUTES}
                onChange={(minutes) => {
                  setRetention({ [rule]: minutes });
                }}
              />
            </Field>
          ))}
          <Field label={words.stale}>
            <NumberInput
              value={options.staleSeconds}
              least={10}
              most={3600}
              onChange={(staleSeconds) => {
                setOptions({ staleSeconds });
              }}
            />
          </Field>
        </div>
      </details>
    </form>
  );
}

interface ChoicesProps<Value extends string> {
  readonly legend: string;
  readonly name: string;
  readonly values: readonly Value[];
  readonly chosen: Value;
  readonly label: (value: Value) => string;
  readonly onChoose: (value: Value) => void;
}

/** One of a few, side by side. */
function Choices<Value extends string>({ legend, name, values, chosen, label, onChoose }: ChoicesProps<Value>) {
  return (
    <fieldset className="chooser-field">
      <legend>{legend}</legend>
      <div className="chooser-choices">
        {values.map((value) => (
          <label key={value} data-choice={value} data-chosen={value === chosen || undefined}>
            <input
              type="radio"
              name={name}
              value={value}
              checked={value === chosen}
              onChange={() => {
                onChoose(value);
              }}
            />
            <span>{label(value)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

interface FieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly children: ReactNode;
}

/** A control with its label above it and, where it needs one, a hint below. */
export function Field({ label, hint, children }: FieldProps) {
  return (
    <label className="chooser-field">
      <span className="chooser-label">{label}</span>
      {children}
      {hint !== undefined && <small>{hint}</small>}
    </label>
  );
}

interface NumberInputProps {
  readonly value: number | undefined;
  readonly least: number;
  readonly most: number;
  readonly step?: number;
  readonly onChange: (value: number) => void;
}

/** A number within limits; what is outside of them is marked, changes nothing, and goes when it is left. */
export function NumberInput({ value, least, most, step = 1, onChange }: NumberInputProps) {
  const [typed, setTyped] = useState<string>();
  return (
    <input
      type="number"
      inputMode="decimal"
      value={typed ?? value ?? ""}
      min={least}
      max={most}
      step={step}
      onChange={(event) => {
        const { value: text, valueAsNumber, validity } = event.target;
        setTyped(text);
        if (validity.valid && !Number.isNaN(valueAsNumber)) onChange(valueAsNumber);
      }}
      onBlur={() => {
        setTyped(undefined);
      }}
    />
  );
}

interface CodeFieldProps {
  readonly label: string;
  readonly rule: string;
  readonly value: string;
  readonly valid: boolean;
  readonly onChange: (code: string) => void;
}

function CodeField({ label, rule, value, valid, onChange }: CodeFieldProps) {
  const hint = useId();
  return (
    <div className="chooser-field">
      <label>
        <span className="chooser-label">{label}</span>
        <input
          type="text"
          data-testid="place-code"
          autoCapitalize="characters"
          autoComplete="off"
          maxLength={8}
          value={value}
          aria-invalid={value !== "" && !valid}
          aria-describedby={hint}
          onChange={(event) => {
            onChange(event.target.value);
          }}
        />
      </label>
      <small id={hint}>{rule}</small>
    </div>
  );
}

interface TerminalSelectProps {
  readonly terminals: Airport["terminals"];
  readonly value: string | undefined;
  readonly none: string;
  readonly onChange: (code: string | undefined) => void;
}

function TerminalSelect({ terminals, value, none, onChange }: TerminalSelectProps) {
  return (
    <select
      value={value ?? ""}
      onChange={(event) => {
        onChange(event.target.value === "" ? undefined : event.target.value);
      }}
    >
      <option value="">{none}</option>
      {terminals.map((terminal) => (
        <option key={terminal.code} value={terminal.code}>
          {terminal.name}
        </option>
      ))}
    </select>
  );
}
