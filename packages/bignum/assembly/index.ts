// The wasm door: the list of exports and nothing else.
export { wipe } from "./memory"
