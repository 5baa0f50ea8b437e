/** Whether two lists hold the same items in the same order, each compared by `===`. */
export function sameItems<Item>(a: readonly Item[], b: readonly Item[]): boolean {
  return a.length === b.length && a.every((each, index) => each === b[index]);
}
