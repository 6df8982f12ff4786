/** The compiled builds, each asked for when it is needed: a module is imported, and with that compiled, no sooner. */

export interface Modules {
  /** Fused or not: a module of 76 bytes that an engine without relaxed SIMD refuses. */
  probe(): Promise<WebAssembly.Module>
  portable(): Promise<WebAssembly.Module>
  fma(): Promise<WebAssembly.Module>
}

/** Those of this package. Where bytes may not be compiled (workerd), the same imports lead to .wasm files. */
export const ownModules: Modules = {
  probe: async () => (await import("@keywright/bignum/probe")).default,
  portable: async () => (await import("@keywright/bignum/portable")).default,
  fma: async () => (await import("@keywright/bignum/fma")).default,
}
