import { Kind, print, type SelectionNode } from "graphql";
import type { SelectedField, SelectionContext } from "./selection.js";

/** The part of `ctx.info` that says what the client selects below a field. */
export interface SelectionInfo {
  readonly selectionSetList: readonly string[];
  readonly selectionSetGraphQL: string;
}

/**
 * `selectionSetList` has one path per field, aliases in place of names, fragments dissolved, fields that @skip or @include
 * take out left out (https://docs.aws.amazon.com/appsync/latest/devguide/resolver-context-reference-js.html, Info).
 */
export function selectionInfo(field: SelectedField, context: SelectionContext): SelectionInfo {
  const list = new Set<string>();

  function walk(selections: readonly SelectionNode[], prefix: string): void {
    for (const node of selections) {
      if (!context.includes(node)) continue;
      if (node.kind === Kind.FIELD) {
        const path = prefix + (node.alias?.value ?? node.name.value);
        list.add(path);
        walk(node.selectionSet?.selections ?? [], `${path}/`);
      } else {
        const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : context.fragments.get(node.name.value);
        walk(fragment?.selectionSet.selections ?? [], prefix);
      }
    }
  }

  for (const selections of field.selection?.roots ?? []) walk(selections, "");
  return {
    selectionSetList: [...list],
    selectionSetGraphQL: field.node.selectionSet === undefined ? "" : print(field.node.selectionSet),
  };
}
