import { useBoard } from "../../state/board-context";
import { useSpeech } from "../../state/language-context";
import { DepartureIcon } from "../../ui/DepartureIcon";
import { useNow } from "../../ui/use-now";

/** Where one is and what time it is there. */
export function BoardHeader() {
  const { airport, options } = useBoard();
  const { words } = useSpeech();
  const terminal = airport.terminals.find((each) => each.code === options.terminal);
  return (
    <header className="sticky top-0 z-10 flex shrink-0 flex-wrap items-center gap-3 bg-board px-4 py-3 md:flex-nowrap md:gap-6 md:px-12 portrait:md:px-8 md:py-6">
      <DepartureIcon className="size-11 shrink-0 md:size-20" />
      <div className="min-w-0 flex-1">
        <h1 className="text-[1.5rem] font-bold leading-none md:text-[3.25rem]">{words.departures}</h1>
        <p className="mt-1 text-[0.9375rem] leading-tight text-soft md:mt-2 md:text-[1.5rem]">
          {terminal === undefined ? airport.name : `${airport.name} · ${terminal.name}`}
        </p>
      </div>
      {options.at !== undefined && (
        <p
          className="order-last w-full border-2 border-accent px-2 py-1 text-center text-[0.875rem] leading-tight text-accent md:order-none md:w-auto md:px-4 md:py-2 md:text-[1.375rem]"
          data-testid="simulated-time"
        >
          {words.simulatedTime}
        </p>
      )}
      <BoardClock />
    </header>
  );
}

function BoardClock() {
  const { clock } = useBoard();
  const { format } = useSpeech();
  const now = useNow(clock, 1_000);
  const [hours = "", minutes = "", seconds = ""] = format.timeWithSeconds(now).split(":");
  return (
    <div className="shrink-0 text-end" data-testid="clock">
      <time
        dateTime={new Date(now).toISOString()}
        className="block text-[1.75rem] font-semibold leading-none md:text-[4.5rem]"
      >
        {`${hours}:${minutes}`}
        <span className="ms-1 text-[0.5em] font-normal text-soft">{seconds}</span>
      </time>
      <p className="mt-1 text-[0.8125rem] text-soft md:mt-2 md:text-[1.375rem]">{format.longDate(now)}</p>
    </div>
  );
}
