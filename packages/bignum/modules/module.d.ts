/** The compiled bignum core: pass it to `loadBignum`. */
declare const module: WebAssembly.Module
export default module
