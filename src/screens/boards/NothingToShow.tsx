import { directionOf } from "../../display/display-kind";
import type { Message } from "../../flights/vocabulary";
import { useBoard } from "../../state/board-context";
import { useSpeech } from "../../state/language-context";
import { useFreshness } from "../../state/use-freshness";
import { Panel } from "../../ui/Panel";
import { useNow } from "../../ui/use-now";

/** No flights, not reachable and not yet loaded are three different things. */
export function NothingToShow() {
  const { kind, serviceClock } = useBoard();
  const { words } = useSpeech();
  const { empty } = useFreshness(useNow(serviceClock, 1_000));
  switch (empty) {
    case "loading":
      return <Panel testId="loading" tone="calm" title={words.loading} />;
    case "noFlights": {
      const { title, detail } = noFlights();
      return (
        <Panel testId="no-flights" tone="calm" title={title}>
          {detail}
        </Panel>
      );
    }
    case "notReachable":
      return (
        <Panel testId="not-reachable" tone="warning" title={words.notReachable.title}>
          {words.notReachable.detail}
        </Panel>
      );
  }

  function noFlights(): Message {
    if (kind.name === "gate") return words.gatePage.noFlight;
    if (kind.name === "belt") return words.beltPage.noFlight;
    return directionOf(kind) === "ARRIVAL" ? words.noFlights.arrivals : words.noFlights.departures;
  }
}
