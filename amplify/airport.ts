/** One terminal of the airport: the code used in events and URLs, and the name passengers read. */
export interface Terminal {
  readonly code: string;
  readonly name: string;
}

/** The airport that a deployment serves. */
export interface Airport {
  /** IATA airport code, three letters. */
  readonly iata: string;
  readonly name: string;
  /** City as passengers say it. */
  readonly city: string;
  /** IANA time zone: every time on every board is shown in it. */
  readonly timeZone: string;
  readonly terminals: readonly Terminal[];
}

/** Change this one object to serve another airport; boards, sample data and commands follow. */
export const airport: Airport = {
  iata: "EWR",
  name: "Newark Liberty International Airport",
  city: "Newark",
  timeZone: "America/New_York",
  terminals: [
    { code: "A", name: "Terminal A" },
    { code: "B", name: "Terminal B" },
    { code: "C", name: "Terminal C" },
  ],
};
