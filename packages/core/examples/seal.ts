// Seals and opens under a key of one's own. The context is authenticated, not stored.
import { createSealer, systemRandom } from "@keywright/core"

const key = systemRandom(32) // keep it: whoever has it opens everything
const sealer = await createSealer(key)
const context = { purpose: "backup", year: "2026" }

const blob = await sealer.seal(new TextEncoder().encode("secret"), context)
const opened = await sealer.open(blob, context) // undefined for anything but exactly this
console.log(new TextDecoder().decode(opened)) // secret
console.log(await sealer.open(blob, { purpose: "backup" })) // undefined
