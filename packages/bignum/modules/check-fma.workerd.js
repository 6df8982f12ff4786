// The fma build of all files with all their exports, which the tests of the inside run on; see portable.workerd.js.
export { default } from "../build/check-fma.wasm"
