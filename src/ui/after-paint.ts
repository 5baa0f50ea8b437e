/**
 * Runs `action` once the browser has painted what is in the document now; the answer cancels it. The message that an
 * animation frame posts is handled after that frame's paint (https://web.dev/articles/inp, "next paint").
 */
export function afterPaint(action: () => void): () => void {
  const channel = new MessageChannel();
  channel.port1.onmessage = () => {
    channel.port1.close();
    action();
  };
  const frame = requestAnimationFrame(() => {
    channel.port2.postMessage(undefined);
  });
  return () => {
    cancelAnimationFrame(frame);
    channel.port1.close();
  };
}
