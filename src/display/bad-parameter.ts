/** A parameter of a display's address that is not valid, in words for whoever mounts the display. */
export interface BadParameter {
  readonly parameter: string;
  readonly expected: string;
  readonly actual: string;
  /** The nearest value that would do, where there is one. */
  readonly nearest?: string;
}
