/** As much of node-forge 1.4 as is used here: it brings no types. */
declare module "node-forge" {
  interface PublicKey {
    readonly n: object
  }
  interface KeyPair {
    readonly publicKey: PublicKey
  }
  interface Forge {
    options: { usePureJavaScript: boolean }
    pki: {
      rsa: { generateKeyPair(options: { bits: number; e: number }): KeyPair }
      publicKeyToAsn1(key: PublicKey): object
    }
    asn1: { toDer(asn1: object): { getBytes(): string } }
  }
  const forge: Forge
  export default forge
}
