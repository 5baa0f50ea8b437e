import type { Faker } from "@faker-js/faker";

/** An owner of companies: a row of the table `owners`. Null: the lake has no value. */
export interface SampleOwner {
  readonly people_id: number;
  readonly first_name: string;
  readonly last_name: string;
  readonly gender: string;
  /** Years. */
  readonly age: number | null;
  readonly designation: string;
  readonly address: string | null;
}

const designations = ["CEO", "COO", "Entrepreneur", "Manager", "Co Founder", "Managing Director"] as const;

/** The owner with this number, from 1. The same generator state gives the same person. */
export function sampleOwner(faker: Faker, people_id: number): SampleOwner {
  const gender = faker.helpers.arrayElement(["F", "M"] as const);
  return {
    people_id,
    first_name: faker.person.firstName(gender === "F" ? "female" : "male"),
    last_name: faker.person.lastName(),
    gender,
    age: faker.datatype.boolean(0.01) ? null : faker.number.int({ min: 24, max: 79 }),
    designation: faker.helpers.arrayElement(designations),
    address: faker.datatype.boolean(0.02) ? null : sampleAddress(faker),
  };
}

/** An address as people write them: on two or three lines, with commas, now and then a house with a name in quotes. */
function sampleAddress(faker: Faker): string {
  const house = faker.datatype.boolean(0.1) ? `"${faker.person.lastName()} House"\n` : "";
  return `${house}${faker.location.streetAddress(true)}\n${faker.location.city()}, ${faker.location.zipCode()}`;
}
