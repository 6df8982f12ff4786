/** The package has no types: its one export is where the program lies. */
declare module "workerd" {
  const program: string
  export default program
}
