import { expect, test, vi } from "vitest";
import { createFollowedFlights, FOLLOWED_STORAGE_KEY, MOST_FOLLOWED } from "./followed-flights";

function memoryStorage(text?: string) {
  const kept = new Map<string, string>(text === undefined ? [] : [[FOLLOWED_STORAGE_KEY, text]]);
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
}

const today = "2024-01-25";
const key = (num: number, date = today) => `${date}#JK#${String(num)}#DEPARTURE`;

test("followed flights are kept, the newest first, each once", () => {
  const storage = memoryStorage();
  const followed = createFollowedFlights(storage);
  followed.follow(key(1));
  followed.follow(key(2));
  followed.follow(key(1));
  expect(followed.getState().keys).toEqual([key(1), key(2)]);
  followed.unfollow(key(2));
  expect(createFollowedFlights(storage).getState().keys).toEqual([key(1)]);
});

test("flights of days gone by are forgotten, and the oldest make room", () => {
  const storage = memoryStorage(JSON.stringify([key(1, "2024-01-24"), key(2)]));
  const followed = createFollowedFlights(storage);
  expect(followed.getState().keys, "nobody has said what day it is").toEqual([key(1, "2024-01-24"), key(2)]);
  followed.forgetBefore(today);
  expect(followed.getState().keys).toEqual([key(2)]);
  expect(createFollowedFlights(storage).getState().keys, "nor do they come back").toEqual([key(2)]);
  for (let num = 1; num <= 50; num += 1) followed.follow(key(num));
  expect(followed.getState().keys).toHaveLength(MOST_FOLLOWED);
  expect(followed.getState().keys[0]).toBe(key(50));
});

test.each([
  { text: "{", source: "no JSON" },
  { text: '{"a":1}', source: "no list" },
  { text: '[1,null,"x","2024-01-25#JK#1#SIDEWAYS"]', source: "no keys of flights" },
])("$text is taken for nothing ($source)", ({ text }) => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
  expect(createFollowedFlights(memoryStorage(text)).getState().keys).toEqual([]);
  warn.mockRestore();
});

const refuse = () => {
  throw new DOMException("denied", "SecurityError");
};

test.each([
  { storage: undefined, source: "the browser has none" },
  { storage: { getItem: refuse, setItem: refuse }, source: "the browser refuses it" },
])("without storage, flights are followed all the same ($source)", ({ storage }) => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
  const followed = createFollowedFlights(storage);
  followed.follow(key(1));
  expect(followed.getState().keys).toEqual([key(1)]);
  warn.mockRestore();
});

test("what another tab changes is taken over", () => {
  const storage = memoryStorage();
  const followed = createFollowedFlights(storage);
  const stop = followed.listen(window);
  createFollowedFlights(storage).follow(key(7));
  window.dispatchEvent(new StorageEvent("storage", { key: FOLLOWED_STORAGE_KEY }));
  expect(followed.getState().keys).toEqual([key(7)]);
  stop();
});
