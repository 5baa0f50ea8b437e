/** A part that holds sockets, files or timers: `dispose` lets go of all of them and may be called twice. */
export interface Disposable {
  dispose(): Promise<void>;
}
