/** Names that stand above the packages' own, by the reason why they do. A key is one code, or several with blanks between. */
export type Corrections = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The names of `corrections` by code, the reasons left out. */
export function correctedNames(corrections: Corrections): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const rows of Object.values(corrections)) {
    for (const [codes, name] of Object.entries(rows)) for (const code of codes.split(" ")) names.set(code, name);
  }
  return names;
}
