/** Runs a script in the Chromium that the machine has, on a page of its own. */
import { existsSync } from "node:fs"
import { chromium } from "playwright-core"

/** Where Linux distributions put it. */
const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]

/** WebCrypto is there in secure contexts only; localhost counts as one. */
const PAGE = "http://localhost/"

/** The path of Chromium; nothing where there is none. */
export const chromiumPath: string | undefined = PLACES.find((place) => existsSync(place))

/** What the script, an ES module, gives to `answer(…)`. Throws what the page throws. */
export async function runInChromium(executablePath: string, script: string): Promise<unknown> {
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] })
  try {
    const page = await browser.newPage()
    const answered = Promise.withResolvers<unknown>()
    page.on("pageerror", answered.reject)
    await page.exposeFunction("answer", answered.resolve)
    await page.route(PAGE, (route) => route.fulfill({ contentType: "text/html", body: "" }))
    await page.goto(PAGE)
    await page.addScriptTag({ type: "module", content: script })
    return await answered.promise
  } finally {
    await browser.close()
  }
}
