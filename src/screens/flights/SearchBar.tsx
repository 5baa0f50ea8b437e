import type { PhoneView } from "../../display/phone-address";
import { useBoard } from "../../state/board-context";
import { useSpeech } from "../../state/language-context";

interface SearchBarProps {
  readonly view: PhoneView;
  readonly show: (view: PhoneView, how: "replace" | "step") => void;
}

/** Which way, where, and the words to search by. */
export function SearchBar({ view, show }: SearchBarProps) {
  const { airport } = useBoard();
  const { words } = useSpeech();
  const directions = [
    { direction: "DEPARTURE", label: words.departures },
    { direction: "ARRIVAL", label: words.arrivals },
  ] as const;
  const chips = [
    { name: "terminal", code: view.terminal, label: words.terminal },
    { name: "gate", code: view.gate, label: words.gate },
    { name: "belt", code: view.belt, label: words.belt },
  ] as const;
  return (
    <search className="phone-search">
      <div role="group" className="phone-tabs" aria-label={words.phone.title}>
        {directions.map(({ direction, label }) => (
          <button
            key={direction}
            type="button"
            aria-pressed={view.direction === direction}
            data-direction={direction}
            onClick={() => {
              // A gate is of departures, a belt of arrivals: neither narrows the other side.
              show({ ...view, direction, gate: undefined, belt: undefined }, "replace");
            }}
          >
            {label}
          </button>
        ))}
      </div>
      <input
        type="search"
        enterKeyHint="search"
        autoComplete="off"
        spellCheck={false}
        aria-label={words.phone.search}
        placeholder={words.phone.searchHint}
        value={view.query}
        data-testid="search"
        onChange={(event) => {
          show({ ...view, query: event.target.value.slice(0, 80) }, "replace");
        }}
      />
      <div className="phone-chips">
        {airport.terminals.length > 1 && (
          <select
            aria-label={words.columns.terminal}
            data-testid="terminal"
            value={view.terminal ?? ""}
            onChange={(event) => {
              show({ ...view, terminal: event.target.value === "" ? undefined : event.target.value }, "replace");
            }}
          >
            <option value="">{words.columns.terminal}</option>
            {airport.terminals.map(({ code }) => (
              <option key={code} value={code}>
                {words.terminal(code)}
              </option>
            ))}
          </select>
        )}
        {chips.map(
          ({ name, code, label }) =>
            name !== "terminal" &&
            code !== undefined && (
              <button
                key={name}
                type="button"
                data-chip={name}
                onClick={() => {
                  show({ ...view, [name]: undefined }, "replace");
                }}
              >
                {label(code)}
                <span aria-hidden="true">{" ✕"}</span>
              </button>
            ),
        )}
      </div>
    </search>
  );
}
