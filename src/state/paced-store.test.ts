import { expect, test } from "vitest";
import { selectionOf } from "../flights/board-selection";
import { boardWindow } from "../flights/board-window";
import { scheduledFlight } from "../flights/flight-samples";
import { defaultRetention } from "../flights/leaving";
import { createManualClock } from "../flights/manual-clock";
import { createBoardStore } from "./board-store";
import { pacedStore } from "./paced-store";

const noon = Date.parse("2024-01-25T12:00:00Z");

test("a paced state is new at most every so often, is of one moment, and comes at once when the board is loaded", async () => {
  const clock = createManualClock(noon);
  const store = createBoardStore(selectionOf(boardWindow(noon, defaultRetention)));
  const paced = pacedStore(store, clock, 2_000);
  let changes = 0;
  paced.subscribe(() => {
    changes += 1;
  });
  const seen = () => {
    const { rows, visible, feedAliveAt = noon } = paced.getState();
    return { changes, rows: rows.size, visible: visible.length, aliveAfter: feedAliveAt - noon };
  };
  const event = (num: number) => {
    store.merge([scheduledFlight({ num })], clock.now());
    store.feedAlive(clock.now());
  };
  event(1);
  expect(seen()).toEqual({ changes: 0, rows: 0, visible: 0, aliveAfter: 0 });
  store.loaded(noon);
  expect(seen()).toEqual({ changes: 1, rows: 1, visible: 1, aliveAfter: 0 });
  for (let num = 2; num <= 50; num += 1) {
    event(num);
    await clock.advance(40);
  }
  expect(seen(), "1960 ms").toEqual({ changes: 1, rows: 1, visible: 1, aliveAfter: 0 });
  await clock.advance(40);
  expect(seen(), "2000 ms").toEqual({ changes: 2, rows: 50, visible: 50, aliveAfter: 1_920 });
  await clock.advance(60_000);
  expect([seen().changes, clock.pending], "nothing happens").toEqual([2, 0]);
  store.setConnection("offline");
  expect([seen().changes, paced.getState().connection]).toEqual([3, "offline"]);
});
