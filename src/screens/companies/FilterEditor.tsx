import { columnLabel, type ColumnInfo } from "../../companies/columns";
import type { Conditions } from "../../companies/filter";
import { filterModes, type FilterMode } from "../../companies/filter-draft";
import { useFilterDraft, type DraftEditor } from "./use-filter-draft";

interface FilterEditorProps {
  readonly column: ColumnInfo;
  readonly conditions: Conditions | undefined;
  readonly commit: (conditions: Conditions | undefined, how: "push" | "replace") => void;
  /** In the table's filter row: the menu is a sign, and the keyboard gets in by the cell. */
  readonly inGrid: boolean;
}

const modeWords: Readonly<Record<FilterMode, { readonly name: string; readonly sign: string }>> = {
  contains: { name: "contains", sign: "~" },
  equals: { name: "is", sign: "=" },
  in: { name: "is one of", sign: "{}" },
  range: { name: "is between", sign: "↔" },
  present: { name: "has a value", sign: "●" },
  missing: { name: "has no value", sign: "○" },
  several: { name: "several conditions", sign: "…" },
};

/** Edits the conditions on one column: a menu of what is meant, and the fields that it needs. */
export function FilterEditor({ column, conditions, commit, inGrid }: FilterEditorProps) {
  const label = columnLabel(column.name);
  const editor = useFilterDraft(column.type, conditions, commit);
  const { draft, choose } = editor;
  const modes: readonly FilterMode[] = filterModes[column.type];
  const { name, sign } = modeWords[draft.mode];
  return (
    <div className={`filter-editor ${inGrid ? "in-grid" : ""}`} data-active={conditions !== undefined || undefined}>
      <span className="filter-mode" title={`${label} ${name}`}>
        {inGrid && <span aria-hidden="true">{sign}</span>}
        <select
          aria-label={`Condition on ${label}`}
          value={draft.mode}
          tabIndex={inGrid ? -1 : undefined}
          onChange={(event) => {
            const mode = [...modes, "several" as const].find((each) => each === event.target.value);
            if (mode === undefined || mode === "several") return;
            const keepsText = mode !== "present" && mode !== "missing";
            choose({ mode, text: keepsText ? draft.text : "", to: mode === "range" ? draft.to : "" });
          }}
        >
          {modes.map((mode) => (
            <option key={mode} value={mode}>
              {modeWords[mode].name}
            </option>
          ))}
          {draft.mode === "several" && (
            <option value="several" disabled>
              {modeWords.several.name}
            </option>
          )}
        </select>
      </span>
      <FilterFields label={label} type={column.type} editor={editor} inGrid={inGrid} />
    </div>
  );
}

interface FilterFieldsProps {
  readonly label: string;
  readonly type: ColumnInfo["type"];
  readonly editor: DraftEditor;
  readonly inGrid: boolean;
}

function FilterFields({ label, type, editor, inGrid }: FilterFieldsProps) {
  const { draft, fault } = editor;
  const { mode } = draft;
  if (mode === "present" || mode === "missing" || mode === "several") {
    return <span className="filter-phrase">{mode === "several" ? "several" : modeWords[mode].name}</span>;
  }
  const field = (which: "text" | "to", name: string, placeholder: string) => (
    <input
      type={mode === "contains" ? "search" : "text"}
      inputMode={type === "NUMBER" && mode !== "in" ? "numeric" : undefined}
      aria-label={name}
      aria-invalid={fault !== undefined || undefined}
      title={fault ?? name}
      placeholder={placeholder}
      value={draft[which]}
      tabIndex={inGrid ? -1 : undefined}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => {
        editor.type({ ...draft, [which]: event.target.value });
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter") editor.flush();
      }}
      onBlur={editor.flush}
    />
  );
  return (
    <>
      {mode === "range" ? (
        <>
          {field("text", `${label} from`, "from")}
          {field("to", `${label} to`, "to")}
        </>
      ) : (
        field("text", `${label} ${modeWords[mode].name}`, mode === "in" ? "a, b, c" : modeWords[mode].name)
      )}
      {!inGrid && fault !== undefined && <span className="filter-fault">{fault}</span>}
    </>
  );
}
