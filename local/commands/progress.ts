import { MultiBar, Presets } from "cli-progress";
import type { Terminal } from "./terminal.js";

/** Shows how far a command has come: a bar on a terminal, a line at every tenth elsewhere. */
export interface Progress {
  /** Sets how much is done, in the unit of `total`; `note` stands behind the figures. */
  update(done: number, note?: string): void;
  /** A line that stays above the bar. */
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
  const bars = new MultiBar(
    {
      stream: screen,
      format: `${title} {bar} {percentage}% | {value}/{total} ${unit} | {note}`,
      hideCursor: true,
      // Nothing to erase: what was reported stays on the screen when the command ends.
      clearOnComplete: false,
    },
    Presets.shades_classic,
  );
  const bar = bars.create(Math.max(total, 1), 0, { note: "" });
  return {
    update(done, note) {
      bar.update(done, note === undefined ? {} : { note });
    },
    line(text) {
      bars.log(`${text}\n`);
    },
    stop() {
      bars.stop();
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
