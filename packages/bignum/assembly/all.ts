// Every file with all its exports: what `pnpm check` compiles, because asc checks only what it reaches, and what tests of the inside run on.
export * from "./memory"
export * from "./kernels/hybrid"
