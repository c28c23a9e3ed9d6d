/** A line of a text with a caret under a column, as much of it as has room. */

const ROOM = 44;

/** @param {string} text @param {number} line @param {number} column  both from 1 @returns {{quote: string, indent: number, letters: number}} */
export function quoteAt(text, line, column) {
  const whole = text.split("\n")[line - 1] ?? "";
  const letters = /^\w+/.exec(whole.slice(column - 1))?.[0].length ?? 1;
  const from = whole.length <= ROOM ? 0 : Math.max(0, Math.min(column - 1 - ROOM / 2, whole.length - ROOM));
  const quote = `${from > 0 ? "…" : ""}${whole.slice(from, from + ROOM)}${from + ROOM < whole.length ? "…" : ""}`;
  return { quote, indent: column - 1 - from + (from > 0 ? 1 : 0), letters };
}
