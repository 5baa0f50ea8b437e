// The reading after the confirmation, as a function of its own: nowhere is it said that a pipeline takes one twice.
export { request, response } from "./readTakeover.js";
