/** What the Worker has in place of a build with instructions that not every engine takes: an import that is refused (wrangler.jsonc). */
throw new Error("this build is left out of the Worker")

export default undefined
