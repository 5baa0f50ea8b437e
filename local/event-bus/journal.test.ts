import { describe, expect, test } from "vitest";
import { memoryLog } from "../memory-log.js";
import { temporaryDirectory } from "../temporary-directory.js";
import { openJournal, type Journal } from "./journal.js";

const targets = [
  { ruleArn: "arn:rule/a", targetId: "1" },
  { ruleArn: "arn:rule/b", targetId: "2" },
];

describe("journal", () => {
  test("holds an event until every target is settled", async () => {
    const directory = await temporaryDirectory();
    const first = await open(directory);
    const event = await first.accept({ id: "e1", acceptedAt: 5, text: '{"a":1}', targets });
    await first.accept({ id: "e2", acceptedAt: 6, text: "{}", targets });
    const [one, two] = [...event.open];
    if (one === undefined || two === undefined) throw new Error("two deliveries are open");
    first.settle(one);
    await first.dispose();

    const second = await open(directory);
    expect(second.recovered.map(({ id, open: left }) => [id, left.size])).toEqual([
      ["e1", 1],
      ["e2", 2],
    ]);
    const [recovered] = second.recovered;
    expect(recovered).toMatchObject({ acceptedAt: 5, text: '{"a":1}' });
    const [left] = [...(recovered?.open ?? [])];
    expect(left).toMatchObject({ ruleArn: "arn:rule/b", targetId: "2", attempts: 0, nextAttemptAt: undefined });
    if (left !== undefined) second.settle(left);
    await second.dispose();

    const third = await open(directory);
    expect(third.recovered.map(({ id }) => id)).toEqual(["e2"]);
    await third.dispose();
  });

  test("remembers attempts over several restarts", async () => {
    const directory = await temporaryDirectory();
    const first = await open(directory);
    const event = await first.accept({ id: "e1", acceptedAt: 5, text: "{}", targets });
    const [delivery] = [...event.open];
    if (delivery === undefined) throw new Error("a delivery is open");
    Object.assign(delivery, { attempts: 3, firstAttemptAt: 10, nextAttemptAt: 99 });
    first.postpone(delivery);
    await first.dispose();
    await (await open(directory)).dispose();

    const last = await open(directory);
    expect([...(last.recovered[0]?.open ?? [])]).toMatchObject([
      { targetId: "1", attempts: 3, firstAttemptAt: 10, nextAttemptAt: 99 },
      { targetId: "2", attempts: 0 },
    ]);
    await last.dispose();
  });
});

function open(directory: string): Promise<Journal> {
  return openJournal({ directory, log: memoryLog() });
}
