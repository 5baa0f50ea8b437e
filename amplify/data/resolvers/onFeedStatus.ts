/** Asks nothing of any data source. */
export function request(): { readonly payload: null } {
  return { payload: null };
}

/** Every display hears every heartbeat: there is nothing to filter by. */
export function response(): null {
  return null;
}
