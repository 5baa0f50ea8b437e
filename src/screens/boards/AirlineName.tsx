import { useBoard } from "../../state/board-context";
import { AirlineMark } from "../../ui/AirlineMark";

/** The airline that a flight is operated by: its mark as the display's address has it, and its name. */
export function AirlineName({ carrier }: { readonly carrier: string }) {
  const { names, options } = useBoard();
  return (
    <>
      {options.marks !== "none" && (
        <AirlineMark carrier={carrier} otherwise={options.marks === "codes" ? "code" : "nothing"} />
      )}
      {names.airline(carrier) ?? ""}
    </>
  );
}
