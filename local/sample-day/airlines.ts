/** An airline of the sample day. Routes are as from the New York area; another airport leaves itself out. */
export interface SampleAirline {
  /** IATA designator. */
  readonly code: string;
  /** How many of the day's flights it has, against the others. */
  readonly weight: number;
  /** Most departures a day; arrivals likewise. */
  readonly most: number;
  /** Which terminal it uses: 0 the first, 1 the second …; counted round where there are fewer. */
  readonly terminals: readonly number[];
  /** IATA airport codes, blanks between; a code that occurs twice is flown twice as often. */
  readonly routes: string;
  /** Designators of partners that sell seats on its flights. */
  readonly partners: readonly string[];
}

/** The airlines of the sample day: one with a hub, its competitors, and long-haul carriers with a flight or two. */
export const sampleAirlines: readonly SampleAirline[] = [
  {
    code: "UA",
    weight: 56,
    most: 190,
    terminals: [2, 2, 2, 0],
    routes:
      "ORD ORD LAX LAX SFO SFO SFO IAH IAH DEN DEN IAD MCO MCO FLL TPA BOS BOS ATL CLT RDU MIA PBI RSW JAX SAV CHS BNA AUS DFW DTW CLE CMH CVG IND PIT STL MSP MCI MSY SEA PDX SAN SNA LAS PHX SLC SJU CUN MBJ NAS PUJ YYZ YUL YVR MEX BOG PTY GRU EZE LHR LHR FRA MUC ZRH BRU AMS CDG DUB EDI GLA LIS MAD BCN FCO MXP VCE ATH TLV DXB DEL BOM NRT HND",
    partners: ["LH", "AC", "NH", "LX", "SN", "CM", "AV", "TP"],
  },
  {
    code: "B6",
    weight: 9,
    most: 30,
    terminals: [0],
    routes: "MCO MCO FLL FLL PBI BOS BOS TPA RSW SJU SDQ PUJ CUN LAX SFO MIA LAS AUA",
    partners: ["EK", "QR"],
  },
  {
    code: "AA",
    weight: 8,
    most: 26,
    terminals: [0],
    routes: "DFW DFW CLT CLT MIA MIA ORD PHX PHL",
    partners: ["BA", "IB", "AY", "AS", "JL"],
  },
  {
    code: "DL",
    weight: 8,
    most: 26,
    terminals: [0],
    routes: "ATL ATL ATL DTW DTW MSP MSP SLC BOS LAX",
    partners: ["AF", "KL", "VS", "KE", "AM"],
  },
  { code: "NK", weight: 5, most: 18, terminals: [1], routes: "FLL FLL MCO MCO MYR ATL MIA IAH LAS SJU", partners: [] },
  { code: "G4", weight: 1.5, most: 5, terminals: [1], routes: "AVL SAV TYS CVG", partners: [] },
  { code: "AS", weight: 2, most: 7, terminals: [0], routes: "SEA SEA SFO LAX PDX SAN", partners: ["AA", "BA", "IB"] },
  { code: "AC", weight: 3, most: 11, terminals: [0], routes: "YYZ YYZ YUL YVR YHZ YOW", partners: ["UA", "LH"] },
  { code: "PD", weight: 1.5, most: 6, terminals: [0], routes: "YTZ YTZ YOW", partners: ["B6"] },
  { code: "LH", weight: 0.7, most: 2, terminals: [1], routes: "FRA MUC", partners: ["UA", "AC", "LX"] },
  { code: "BA", weight: 0.7, most: 2, terminals: [1], routes: "LHR", partners: ["AA", "IB", "AY"] },
  { code: "LX", weight: 0.4, most: 1, terminals: [1], routes: "ZRH GVA", partners: ["UA", "LH"] },
  { code: "OS", weight: 0.4, most: 1, terminals: [1], routes: "VIE", partners: ["UA", "LH"] },
  { code: "SN", weight: 0.3, most: 1, terminals: [1], routes: "BRU", partners: ["UA"] },
  { code: "SK", weight: 0.7, most: 2, terminals: [1], routes: "CPH ARN OSL", partners: ["DL", "AF"] },
  { code: "TP", weight: 0.7, most: 2, terminals: [1], routes: "LIS OPO", partners: ["UA", "AC"] },
  { code: "AF", weight: 0.4, most: 1, terminals: [1], routes: "CDG", partners: ["DL", "KL"] },
  { code: "EI", weight: 0.4, most: 1, terminals: [1], routes: "DUB SNN", partners: ["B6", "UA"] },
  { code: "FI", weight: 0.4, most: 1, terminals: [1], routes: "KEF", partners: ["B6"] },
  { code: "LO", weight: 0.4, most: 1, terminals: [1], routes: "WAW", partners: ["UA"] },
  { code: "TK", weight: 0.4, most: 1, terminals: [1], routes: "IST", partners: ["UA"] },
  { code: "LY", weight: 0.4, most: 1, terminals: [1], routes: "TLV", partners: ["DL"] },
  { code: "EK", weight: 0.3, most: 1, terminals: [1], routes: "ATH DXB", partners: ["UA"] },
  { code: "ET", weight: 0.3, most: 1, terminals: [1], routes: "ADD", partners: ["UA"] },
  { code: "AI", weight: 0.3, most: 1, terminals: [1], routes: "DEL BOM", partners: ["UA"] },
  { code: "SQ", weight: 0.3, most: 1, terminals: [1], routes: "SIN", partners: ["UA"] },
  { code: "CM", weight: 0.4, most: 1, terminals: [1], routes: "PTY", partners: ["UA"] },
  { code: "AV", weight: 0.7, most: 2, terminals: [1], routes: "BOG SAL", partners: ["UA"] },
];

/** Long-haul airports: flights to them leave in the evening, flights from them come in the afternoon. */
export const overnightAirports: ReadonlySet<string> = new Set(
  (
    "LHR FRA MUC ZRH GVA VIE BRU AMS CDG DUB SNN EDI GLA LIS OPO MAD BCN FCO MXP VCE ATH TLV DXB DEL BOM IST WAW KEF " +
    "CPH ARN OSL ADD GRU EZE"
  ).split(" "),
);

/** A stop on the way, by carrier and the airport at the far end. */
export const stopsOnTheWay: ReadonlyMap<string, readonly string[]> = new Map([
  ["EK DXB", ["ATH"]],
  ["SQ SIN", ["FRA"]],
  ["ET ADD", ["LFW"]],
]);

/** Where flights go that cannot land. */
export const alternateAirports = ["PHL", "BOS", "IAD", "BDL", "ALB", "SWF", "BWI", "SYR"] as const;
