/** Asks nothing of any data source. */
export function request(): { readonly payload: null } {
  return { payload: null };
}

/** Everybody who may subscribe receives every announcement: it says nothing but a time. */
export function response(): null {
  return null;
}
