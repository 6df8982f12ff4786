import fc from "fast-check"
import { expect, test } from "vitest"
import { readUint16, readUint32, uint16Bytes, uint32Bytes } from "../../src/bytes/big-endian.ts"

test("uint16Bytes and uint32Bytes agree with DataView, and the readers invert them", () => {
  const law = fc.property(fc.integer({ min: 0, max: 0xffff_ffff }), (value) => {
    const view = new DataView(new ArrayBuffer(6))
    view.setUint32(0, value)
    view.setUint16(4, value & 0xffff)
    const bytes = new Uint8Array(view.buffer)
    expect(uint32Bytes(value)).toEqual(bytes.slice(0, 4))
    expect(uint16Bytes(value & 0xffff)).toEqual(bytes.slice(4))
    expect(readUint32(bytes, 0)).toBe(value)
    expect(readUint16(bytes, 4)).toBe(value & 0xffff)
  })
  fc.assert(law, { examples: [[0], [0xffff_ffff], [0x8000_0000], [0xffff]] })
})
