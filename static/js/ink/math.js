/** Formulas of the page's own words, as MathML. */

const MATHML = "http://www.w3.org/1998/Math/MathML";

/** @param {string} tag @param {...(Node | string)} children @returns {Element} */
export function math(tag, ...children) {
  const made = document.createElementNS(MATHML, tag);
  made.append(...children);
  return made;
}

/** `W_out` with its index below, a word upright. @param {string} name */
function symbol(name) {
  const [letter, ...index] = name.split("_");
  if (!index.length) return math("mi", letter);
  return math("msub", math("mi", letter), math(index.join("").length > 1 ? "mtext" : "mi", index.join("_")));
}

/** @param {string} name  of a parameter */
const slope = (name) => math("mfrac", math("mrow", math("mo", "∂"), math("mi", "J")), math("mrow", math("mo", "∂"), symbol(name)));

/** The gradient that one step gives. @param {string} name @param {string} letter  of the step */
const ofStep = (name, letter) => math("msup", math("mrow", math("mo", "("), slope(name), math("mo", ")")), math("mrow", math("mo", "("), math("mi", letter), math("mo", ")")));

/** @param {string} name @param {string} letter */
export const gradientAt = (name, letter) => math("math", ofStep(name, letter));

/** A formula on a line of its own. @param {...Element} parts */
function line(...parts) {
  const made = math("math", ...parts);
  made.setAttribute("display", "block");
  return made;
}

/** The sum of all steps. @param {string} name */
export const gradientSum = (name) => line(slope(name), math("mo", "="), math("munder", math("mo", "∑"), math("mi", "t")), ofStep(name, "t"));

/** @param {string} name */
export const renewalOf = (name) => line(symbol(name), math("mo", "←"), symbol(name), math("mo", "−"), math("mi", "η"), slope(name));
