import type { Page } from "@playwright/test";

/** What a page holds after a garbage collection. */
export interface PageSample {
  /** Bytes of the JavaScript heap in use. */
  readonly heap: number;
  readonly nodes: number;
  readonly listeners: number;
}

/** Opens a probe into a page; each call of the answer collects its garbage and counts what is left. */
export async function openPageProbe(page: Page): Promise<() => Promise<PageSample>> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  return async () => {
    await session.send("HeapProfiler.collectGarbage");
    const { metrics } = await session.send("Performance.getMetrics");
    const { nodes, jsEventListeners } = await session.send("Memory.getDOMCounters");
    const heap = metrics.find(({ name }) => name === "JSHeapUsedSize")?.value;
    if (heap === undefined) throw new Error("Performance.getMetrics: expected JSHeapUsedSize among the metrics");
    return { heap, nodes, listeners: jsEventListeners };
  };
}
