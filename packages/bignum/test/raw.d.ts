/** Text files as strings: Vite reads them while it bundles a test, on every runtime. */
declare module "*?raw" {
  const text: string
  export default text
}
