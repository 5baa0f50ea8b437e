/**
 * Node's options (`NODE_OPTIONS`) under which a process believes that it is `moment` (milliseconds since 1970) when it
 * starts, and that time passes a hundred times as slowly: pictures of one run are of the same few seconds, and those of
 * the next are of the same. Timers keep their pace. Functions of the lake run in processes with an environment of their
 * own, to which this does not reach.
 */
export function slowClockOptions(moment: number): string {
  const code = `
    const Real = Date, start = Real.now();
    const now = () => ${String(moment)} + Math.floor((Real.now() - start) / 100);
    globalThis.Date = class extends Real {
      constructor(...given) { if (given.length === 0) super(now()); else super(...given); }
      static now() { return now(); }
    };`;
  return `--import=data:text/javascript,${encodeURIComponent(code)}`;
}
