/** Patterns of policies: `*` stands for any text, `?` for any one character. */

/** Whether a text fits a pattern. Takes at most pattern × text steps: a regular expression could take for ever. */
export function fits(pattern: string, text: string): boolean {
  let [p, t] = [0, 0]
  /** Where to go on when the text after the last `*` did not fit: one character of the text further. */
  let again = { p: -1, t: 0 }
  while (t < text.length) {
    const wanted = pattern.charAt(p)
    if (wanted === "*") {
      again = { p: p + 1, t }
      p++
    } else if (wanted !== "" && (wanted === "?" || wanted === text.charAt(t))) {
      p++
      t++
    } else {
      if (again.p < 0) return false
      again = { p: again.p, t: again.t + 1 }
      ;[p, t] = [again.p, again.t]
    }
  }
  return /^\**$/.test(pattern.slice(p))
}
