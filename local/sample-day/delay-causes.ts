/** Why flights are late, with the IATA delay code (AHM 730) that says so. */
export const delayCauses = [
  { message: "Late aircraft", code: "93" },
  { message: "Air traffic control restrictions", code: "81" },
  { message: "Weather at destination", code: "72" },
  { message: "Weather", code: "71" },
  { message: "Technical check", code: "41" },
  { message: "Late passengers", code: "15" },
  { message: "Crew rotation", code: "95" },
] as const;

/** Why flights are cancelled. */
export const cancellationReasons = ["Weather", "Technical fault", "Crew unavailable", "Air traffic control"] as const;
