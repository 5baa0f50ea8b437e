/**
 * A variable that the function's definition sets.
 * @throws Error where it is absent or empty: the function cannot work without it.
 */
export function environmentVariable(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === "") {
    throw new Error(`${name}: expected a value in the function's environment, got nothing. Set it in resource.ts.`);
  }
  return value;
}
