import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { recordedTerminal } from "./recorded-terminal.js";
import { startProgress } from "./progress.js";

describe("startProgress", () => {
  it("writes a line at every tenth where there is no screen", () => {
    const terminal = recordedTerminal(".");
    const progress = startProgress(terminal, "replay", 40, "events");
    for (let done = 1; done <= 40; done += 1) progress.update(done, done > 20 ? "2 failed" : undefined);
    progress.line("line 3: bad");
    progress.stop();
    expect(terminal.errors).toHaveLength(11);
    expect(terminal.errors[0]).toBe("replay 10% (4/40 events)");
    expect(terminal.errors[9]).toBe("replay 100% (40/40 events) 2 failed");
    expect(terminal.errors[10]).toBe("line 3: bad");
  });

  it("draws a bar on a screen, and what is to be read below it", () => {
    // What cli-progress takes for a terminal.
    const screen = Object.assign(new PassThrough(), { isTTY: true, columns: 120 });
    const progress = startProgress({ ...recordedTerminal("."), screen }, "import", 10, "KB");
    progress.update(5);
    progress.line("line 3, number: bad");
    progress.update(10);
    progress.stop();
    const drawn = String(screen.read());
    expect(drawn).toContain("100% | 10/10 KB");
    expect(drawn.endsWith("\nline 3, number: bad\n")).toBe(true);
  });

  it("has nothing to say about nothing", () => {
    const terminal = recordedTerminal(".");
    startProgress(terminal, "replay", 0, "events").stop();
    expect(terminal.errors).toEqual([]);
  });
});
