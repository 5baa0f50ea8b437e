/** A zone for people: "all displays", "terminal B", "gate B44". */
export function zoneName(zone: string): string {
  const [kind = "", code = ""] = zone.split("/");
  return kind === "all" ? "all displays" : `${kind} ${code}`;
}
