import type { Faker } from "@faker-js/faker";

/** A row of the table `companies`. */
export interface SampleCompany {
  readonly index: number;
  readonly company_id: string;
  readonly company_name: string;
  readonly category_code: string;
  readonly status: string;
  readonly owner_id: number;
  readonly continent: string;
}

interface Weighted {
  readonly value: string;
  readonly weight: number;
}

/** What an airport deals with, the frequent first. */
const categories: readonly Weighted[] = [
  { value: "logistics", weight: 18 },
  { value: "software", weight: 16 },
  { value: "retail", weight: 13 },
  { value: "catering", weight: 11 },
  { value: "aviation", weight: 10 },
  { value: "hospitality", weight: 8 },
  { value: "security", weight: 6 },
  { value: "energy", weight: 5 },
  { value: "consulting", weight: 4 },
  { value: "advertising", weight: 4 },
  { value: "biotech", weight: 3 },
  { value: "other", weight: 2 },
];
const statuses: readonly Weighted[] = [
  { value: "operating", weight: 84 },
  { value: "acquired", weight: 9 },
  { value: "closed", weight: 5 },
  { value: "ipo", weight: 2 },
];
const continents: readonly Weighted[] = [
  { value: "eu", weight: 40 },
  { value: "us", weight: 34 },
  { value: "asia", weight: 18 },
  { value: "africa", weight: 5 },
  { value: "oceania", weight: 3 },
];

/**
 * Companies in order of their number, from 0. Names are unique, as ids are. Every owner has a company as long as there are
 * as many companies as owners.
 * @param count of companies
 * @param owners whose ids are 1 to `owners`
 */
export function* sampleCompanies(faker: Faker, count: number, owners: number): Generator<SampleCompany> {
  const names = new Set<string>();
  for (let index = 0; index < count; index += 1) {
    const name = uniqueName(faker, names, index);
    names.add(name);
    yield {
      index,
      company_id: `c:${String(10_000 + index)}`,
      company_name: name,
      category_code: faker.helpers.weightedArrayElement([...categories]),
      status: faker.helpers.weightedArrayElement([...statuses]),
      owner_id: index < owners ? index + 1 : faker.number.int({ min: 1, max: owners }),
      continent: faker.helpers.weightedArrayElement([...continents]),
    };
  }
}

/** The number ends names that came before even with a city: there are more companies than names for them. */
function uniqueName(faker: Faker, taken: ReadonlySet<string>, index: number): string {
  const name = faker.company.name();
  if (!taken.has(name)) return name;
  const inCity = `${name}, ${faker.location.city()}`;
  return taken.has(inCity) ? `${name} ${String(index)}` : inCity;
}
