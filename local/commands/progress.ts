import { Presets, SingleBar } from "cli-progress";
import type { Terminal } from "./terminal.js";

/** Shows how far a command has come: a bar on a terminal, a line at every tenth elsewhere. */
export interface Progress {
  /** Sets how much is done, in the unit of `total`; `note` stands behind the figures. */
  update(done: number, note?: string): void;
  /** A line to be read: at once, or below the bar when it has stopped. */
  line(text: string): void;
  stop(): void;
}

/** @param unit what is counted, in the plural: "events" */
export function startProgress(terminal: Terminal, title: string, total: number, unit: string): Progress {
  return terminal.screen === undefined
    ? lineProgress(terminal, title, total, unit)
    : barProgress(terminal.screen, title, total, unit);
}

function barProgress(screen: NodeJS.WritableStream, title: string, total: number, unit: string): Progress {
  const bar = new SingleBar(
    {
      stream: screen,
      format: `${title} {bar} {percentage}% | {value}/{total} ${unit}{note}`,
      hideCursor: true,
    },
    Presets.shades_classic,
  );
  // The bar goes back to the line that it began on: whatever were written meanwhile would be written over.
  const lines: string[] = [];
  bar.start(total, 0, { note: "" });
  return {
    update(done, note) {
      bar.update(done, { note: note === undefined ? "" : ` | ${note}` });
    },
    line(text) {
      lines.push(text);
    },
    stop() {
      bar.stop();
      for (const text of lines.splice(0)) screen.write(`${text}\n`);
    },
  };
}

function lineProgress(terminal: Terminal, title: string, total: number, unit: string): Progress {
  let tenths = 0;
  return {
    update(done, note) {
      const reached = total === 0 ? 10 : Math.floor((done / total) * 10);
      if (reached <= tenths) return;
      tenths = reached;
      const percentage = String(reached * 10);
      terminal.err(`${title} ${percentage}% (${String(done)}/${String(total)} ${unit})${note ? ` ${note}` : ""}`);
    },
    line(text) {
      terminal.err(text);
    },
    stop() {
      tenths = 10;
    },
  };
}
