// Workers forbid compiling bytes at run time: there the module is imported.
export { default } from "../build/fma.wasm"
