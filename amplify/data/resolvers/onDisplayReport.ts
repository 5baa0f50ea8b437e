/** Asks nothing of any data source. */
export function request(): { readonly payload: null } {
  return { payload: null };
}

/** Whoever may subscribe receives every report of every display: the group of the schema decides. */
export function response(): null {
  return null;
}
