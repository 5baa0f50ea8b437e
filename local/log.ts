/** Where the services of the sandbox say what happens to them. One line per call, for people. */
export interface Log {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}
