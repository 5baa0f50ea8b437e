import { useEffect, useRef, useState } from "react";
import type { Conditions } from "../../companies/filter";
import { conditionsOf, draftOf, type FilterDraft } from "../../companies/filter-draft";
import { useCompanies } from "../../state/companies-context";

/** Pause in typing after which a filter is asked for. */
export const TYPING_MS = 300;

/** What stands in a filter's editor, and how it gets into the filter. */
export interface DraftEditor {
  readonly draft: FilterDraft;
  /** What is wrong with it, for people. */
  readonly fault: string | undefined;
  /** Puts it into the filter after a pause. */
  readonly type: (draft: FilterDraft) => void;
  /** Puts it into the filter now. */
  readonly choose: (draft: FilterDraft) => void;
  /** Puts what was typed into the filter without waiting any longer. */
  readonly flush: () => void;
}

/**
 * The draft of a column's conditions. It follows the conditions where they change by another hand (a chip, the history),
 * and is left alone while they say what it means: `a, ` stays `a, ` although it means the list of `a`.
 */
export function useFilterDraft(
  type: "TEXT" | "NUMBER",
  conditions: Conditions | undefined,
  commit: (conditions: Conditions | undefined, how: "push" | "replace") => void,
): DraftEditor {
  const { clock } = useCompanies();
  const [draft, setDraft] = useState(() => draftOf(type, conditions));
  const meaning = JSON.stringify(conditions ?? null);
  const [seen, setSeen] = useState(meaning);
  if (meaning !== seen) {
    setSeen(meaning);
    const meant = conditionsOf(type, draft);
    if (!("conditions" in meant) || JSON.stringify(meant.conditions ?? null) !== meaning) {
      setDraft(draftOf(type, conditions));
    }
  }
  const pending = useRef<{ readonly draft: FilterDraft; readonly cancel: () => void }>(undefined);
  useEffect(
    () => () => {
      pending.current?.cancel();
      pending.current = undefined;
    },
    [],
  );
  const drop = () => {
    pending.current?.cancel();
    pending.current = undefined;
  };
  const put = (next: FilterDraft, how: "push" | "replace") => {
    drop();
    const meant = conditionsOf(type, next);
    if ("conditions" in meant && JSON.stringify(meant.conditions ?? null) !== meaning) commit(meant.conditions, how);
  };
  const meant = conditionsOf(type, draft);
  return {
    draft,
    fault: "fault" in meant ? meant.fault : undefined,
    type(next) {
      setDraft(next);
      drop();
      const cancel = clock.schedule(TYPING_MS, () => {
        put(next, "replace");
      });
      pending.current = { draft: next, cancel };
    },
    choose(next) {
      setDraft(next);
      put(next, "push");
    },
    flush() {
      if (pending.current !== undefined) put(pending.current.draft, "replace");
    },
  };
}
