/** What the text of a cell of one's own holds that a setting acts on. */

/** @param {string} equations */
const bare = (equations) => equations.replace(/#.*/g, "");

/** @param {string} equations */
export const hasForgetBias = (equations) => /\bb_for\b/.test(bare(equations));

/** Whether a matrix is applied to something of the step before, other than the input. @param {string} equations */
export function hasRecurrentMatrix(equations) {
  const text = bare(equations);
  return [...text.matchAll(/@/g)].some(({ index }) => /\b(?!x\b)\w+\s*\[\s*t\s*-\s*1\s*\]/.test(operandAt(text, index + 1)));
}

/** The operand that begins at a place: a variable, or as far as its brackets reach. @param {string} text @param {number} from */
function operandAt(text, from) {
  const start = /^\s*\w*\s*/.exec(text.slice(from))?.[0].length ?? 0;
  if (text[from + start] !== "(") return /^[^\]\n]*\]?/.exec(text.slice(from))?.[0] ?? "";
  let depth = 0;
  for (let end = from + start; end < text.length; end++) {
    if (text[end] === "(") depth++;
    else if (text[end] === ")" && --depth === 0) return text.slice(from, end);
  }
  return text.slice(from);
}
