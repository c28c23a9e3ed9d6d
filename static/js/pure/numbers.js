/** Numbers as the page writes them: three digits, small ones as 1.9 × 10⁻⁵, a true minus sign. */

const RAISED = [..."⁰¹²³⁴⁵⁶⁷⁸⁹"];
const MINUS = "−";
const THIN = "\u202f";
const HAIR = "\u2009";

/** A power of ten. @param {number} exponent */
export function power(exponent) {
  const digits = [...String(Math.abs(exponent))].map((digit) => RAISED[Number(digit)]).join("");
  return `10${exponent < 0 ? "⁻" : ""}${digits}`;
}

/** Three significant digits; beyond 0.001 to a million two, and a power of ten. @param {number} value */
export function three(value) {
  if (Number.isNaN(value)) return "NaN";
  if (value === 0) return "0";
  const sign = value < 0 ? MINUS : "";
  const size = Math.abs(value);
  if (size === Infinity) return `${sign}∞`;
  if (size < 0.001 || size >= 999500) {
    const [mantissa, exponent] = size.toExponential(1).split("e");
    return `${sign}${mantissa}${HAIR}×${HAIR}${power(Number(exponent))}`;
  }
  const rounded = Number(size.toPrecision(3));
  const decimals = Math.max(0, 2 - Math.floor(Math.log10(rounded)));
  const [whole, fraction] = rounded.toFixed(decimals).split(".");
  const grouped = whole.length > 4 ? whole.replace(/(?=(\d{3})+$)(?!^)/g, THIN) : whole;
  return sign + grouped + (fraction ? `.${fraction}` : "");
}

/** A share with its sign, in whole percent. @param {number} share  1 is the whole */
export function percent(share) {
  if (!Number.isFinite(share)) return "–";
  const whole = Math.round(share * 100);
  return `${whole < 0 ? MINUS : whole > 0 ? "+" : ""}${Math.abs(whole)}${THIN}%`;
}

const COUNTS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/** A small count in words. @param {number} count */
export const inWords = (count) => COUNTS[count] ?? String(count);
