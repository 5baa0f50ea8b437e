import { useState } from "react";
import { reasonText } from "../../display/address-text";
import type { ChooserVocabulary } from "../../display/chooser-vocabulary";
import type { DisplayKind } from "../../display/display-kind";
import { DEFAULT_DISTANCE_METRES, type DisplayOptions } from "../../display/display-options";
import { isRefusal, panelPresets, type JudgeDisplay, type Refusal } from "../../display/panel";
import type { Orientation } from "../../display/orientation";
import type { Language } from "../../flights/vocabulary";
import { Field, NumberInput } from "./DisplayForm";
import { panelPixels } from "./DisplayPreview";

interface PanelFieldsProps {
  readonly words: ChooserVocabulary;
  readonly language: Language;
  /** Undefined while the display is not complete. */
  readonly kind: DisplayKind | undefined;
  readonly terminals: number;
  readonly options: DisplayOptions;
  readonly orientation: Orientation;
  readonly judge: JudgeDisplay;
  readonly onChange: (change: Partial<DisplayOptions>) => void;
}

/** Size and distance of the panel, rows on a page, and what the rules of legibility say to them. */
export function PanelFields(props: PanelFieldsProps) {
  const { words, language, kind, terminals, options, orientation, judge, onChange } = props;
  const { layout, panel, rows } = options;
  const preset = panelPresets.find((inches) => inches === panel?.diagonalInches);
  // Stays chosen while the diagonal that is typed is a preset's.
  const [choseOther, setChoseOther] = useState(false);
  const isOther = panel !== undefined && (choseOther || preset === undefined);
  const distanceMetres = panel?.distanceMetres ?? DEFAULT_DISTANCE_METRES;
  const choose = (choice: string) => {
    setChoseOther(choice === OTHER);
    if (choice === "") {
      onChange({ panel: undefined });
      return;
    }
    onChange({
      panel: { diagonalInches: choice === OTHER ? 50 : Number(choice), distanceMetres },
      // Nobody scrolls a panel: its display would refuse a list, which an address may have brought.
      layout: layout === "list" ? "auto" : layout,
    });
  };
  const chosen = isOther ? OTHER : String(preset ?? "");
  const hasRows = kind === undefined || kind.name === "departures" || kind.name === "arrivals";
  return (
    <>
      <div className="chooser-row">
        <Field label={words.panel}>
          <select
            data-testid="panel"
            value={chosen}
            onChange={(event) => {
              choose(event.target.value);
            }}
          >
            <option value="">{words.panelUnknown}</option>
            {panelPresets.map((inches) => (
              <option key={inches} value={inches}>
                {words.inches(inches)}
              </option>
            ))}
            <option value={OTHER}>{words.otherPanel}</option>
          </select>
        </Field>
        {isOther && (
          <Field label={words.diagonal}>
            <NumberInput
              value={panel.diagonalInches}
              least={10}
              most={200}
              step={0.5}
              onChange={(diagonalInches) => {
                setChoseOther(true);
                onChange({ panel: { diagonalInches, distanceMetres } });
              }}
            />
          </Field>
        )}
        {panel !== undefined && (
          <Field label={words.distance}>
            <NumberInput
              value={distanceMetres}
              least={0.5}
              most={30}
              step={0.1}
              onChange={(metres) => {
                onChange({ panel: { ...panel, distanceMetres: metres } });
              }}
            />
          </Field>
        )}
        {hasRows && (
          <Field label={words.rows}>
            <select
              data-testid="rows"
              value={rows ?? ""}
              onChange={(event) => {
                onChange({ rows: event.target.value === "" ? undefined : Number(event.target.value) });
              }}
            >
              <option value="">{words.rowsAuto}</option>
              {rowChoices(rows).map((count) => (
                <option key={count} value={count}>
                  {count}
                </option>
              ))}
            </select>
          </Field>
        )}
      </div>
      {kind !== undefined && (
        <Legibility
          words={words}
          language={language}
          result={judge(kind, options, terminals, panelPixels[orientation])}
          hasRows={hasRows}
          onUse={(refusal) => {
            onChange(nearestChoice(refusal, options));
          }}
        />
      )}
    </>
  );
}

const OTHER = "other";
const MOST_ROWS = 30;

function rowChoices(chosen: number | undefined): readonly number[] {
  const counts = Array.from({ length: MOST_ROWS }, (_, index) => index + 1);
  return chosen === undefined || counts.includes(chosen) ? counts : [...counts, chosen];
}

interface LegibilityProps {
  readonly words: ChooserVocabulary;
  readonly language: Language;
  readonly result: ReturnType<JudgeDisplay>;
  readonly hasRows: boolean;
  readonly onUse: (refusal: Refusal) => void;
}

function Legibility({ words, language, result, hasRows, onUse }: LegibilityProps) {
  if (result === undefined) return null;
  if (!isRefusal(result)) {
    const millimetres = Math.round(result.capHeight);
    return (
      <p className="chooser-legible" role="status" data-testid="legible">
        {words.legible(hasRows ? result.rows : 1, millimetres, result.least.rule)}
      </p>
    );
  }
  return (
    <div className="chooser-legible" role="status" data-refused data-testid="not-legible">
      <p>
        <b>{words.refused}</b>
      </p>
      <p>{reasonText(result.reason, language)}</p>
      {result.nearest !== undefined && (
        <button
          type="button"
          className="button"
          data-testid="use-nearest"
          onClick={() => {
            onUse(result);
          }}
        >
          {words.useNearest(`${result.parameter}=${result.nearest}`)}
        </button>
      )}
    </div>
  );
}

/** The change that makes a refused choice the nearest legal one. */
function nearestChoice(refusal: Refusal, { panel }: DisplayOptions): Partial<DisplayOptions> {
  const value = Number(refusal.nearest);
  if (refusal.parameter === "rows") return { rows: value };
  if (panel === undefined) return {};
  return {
    panel: refusal.parameter === "panel" ? { ...panel, diagonalInches: value } : { ...panel, distanceMetres: value },
  };
}
