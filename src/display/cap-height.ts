/** The least height of capital letters at a viewing distance, and the rule that asks for it. */
export interface CapHeight {
  readonly millimetres: number;
  readonly rule: "ADA 703.5.5" | "EN 301 549 5.1.4";
}

/**
 * ADA Standards for Accessible Design (2010), table 703.5.5, for signs that hang with the baseline of their characters
 * more than 70 inches (1780 mm) and up to 120 inches (3050 mm) above the floor: less than 180 inches (4570 mm) away,
 * 2 inches (51 mm); from there on, "2 inches (51 mm), plus 1/8 inch (3.2 mm) per foot (305 mm) of viewing distance above
 * 180 inches (4570 mm)". Character height is that of the uppercase I.
 */
const ada = { leastMm: 51, fromMetres: 4.57, stepMm: 3.2, stepMetres: 0.3 } as const;

/**
 * EN 301 549 V3.2.1, clause 5.1.4: text shall be "displayed in such a way that a non-accented capital 'H' subtends an
 * angle of at least 0,7 degrees at a viewing distance specified by the supplier". The clause applies because a kiosk is
 * closed to text enlargement.
 */
const enDegrees = 0.7;

/**
 * Least cap height by ADA 703.5.5, millimetres. Distances in metres. The rule can be read as a slope or in steps; here
 * every step that has begun counts whole, and a step is 0.3 m (issue 4) rather than 305 mm, so no reading asks for more.
 */
export function adaCapHeight(distanceMetres: number): number {
  const beyond = Math.max(0, distanceMetres - ada.fromMetres);
  return ada.leastMm + Math.ceil(beyond / ada.stepMetres) * ada.stepMm;
}

/**
 * Least cap height by EN 301 549 5.1.4, millimetres. Distances in metres. The clause reckons the angle as 180 H / (pi D);
 * the tangent asks for a hair more, so both hold.
 */
export function enCapHeight(distanceMetres: number): number {
  return distanceMetres * 1000 * Math.tan((enDegrees * Math.PI) / 180);
}

/**
 * Least cap height that both rules allow. ADA decides up to 4.17 m, and EN 301 549 beyond. Throws RangeError where the
 * distance (metres) is not above 0.
 */
export function capHeight(distanceMetres: number): CapHeight {
  if (!(distanceMetres > 0)) {
    throw new RangeError(`capHeight: distanceMetres: expected more than 0, got ${String(distanceMetres)}.`);
  }
  const [byAda, byEn] = [adaCapHeight(distanceMetres), enCapHeight(distanceMetres)];
  return byAda >= byEn ? { millimetres: byAda, rule: "ADA 703.5.5" } : { millimetres: byEn, rule: "EN 301 549 5.1.4" };
}
