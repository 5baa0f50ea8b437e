/** The airport that this deployment serves, from `custom.airport` of the Amplify outputs. */
export interface Airport {
  readonly iata: string;
  readonly name: string;
  readonly city: string;
  /** IANA time zone. */
  readonly timeZone: string;
  readonly terminals: readonly { readonly code: string; readonly name: string }[];
}
