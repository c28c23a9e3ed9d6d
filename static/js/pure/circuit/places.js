/**
 * Where in its row everything stands: sorted so that wires cross little, above what it takes, and nowhere so that two
 * wires of one channel would lie on one another.
 */

/**
 * @typedef {import("./rows.js").Item} Item
 * @typedef {import("./rows.js").Net} Net
 * @typedef {import("./rows.js").Past} Past
 * @typedef {import("./rows.js").Rows} Rows
 *
 * @typedef {object} End  where a net enters or leaves a channel
 * @property {Item} item
 * @property {number} dx
 * @property {boolean} up  at the channel's upper side
 */

const BETWEEN = 20;
const ROUNDS = 10;
const FAR_LEFT = -1e4;
/** The least between upright wires of one channel. */
export const NEAR = 10;
/** A wire without a bend is worth so much of a way. */
const ALIGNED = 60;

/** The ends of each way by channel: they are the same wherever their items stand. @type {WeakMap<Net | Past, Map<number, End[]>>} */
const ends = new WeakMap();

/** The ends of a net, or of what comes in from the left, in a channel. @param {Net | Past} way @param {number} channel @returns {readonly End[]} */
export function endsIn(way, channel) {
  const known = ends.get(way) ?? new Map();
  if (!known.size) ends.set(way, known);
  if (!known.has(channel)) known.set(channel, readEnds(way, channel));
  return known.get(channel);
}

/** @param {Net | Past} way @param {number} channel @returns {End[]} */
function readEnds(way, channel) {
  const sinks = way.sinks.filter((sink) => sink.channel === channel).map(({ leg, item }) => ({ item, dx: leg.x, up: true }));
  if (!("passes" in way)) return sinks;
  const passes = way.passes.filter(({ row }) => row === channel || row === channel - 1).map((item) => ({ item, dx: 0, up: item.row === channel }));
  const start = way.channel === channel ? [{ item: way.from, dx: 0, up: way.from.row === channel }] : [];
  return [...start, ...passes, ...sinks];
}

/** @param {{item: Item, dx: number}} end */
export const xOf = ({ item, dx }) => item.x + dx;

/** Ends of an item, each with what it would stand above or below. @param {Rows} rows */
export function linksOf({ rows, nets, pasts }) {
  /** @type {Map<Item, {dx: number, to: End[], weight: number}[]>} */
  const links = new Map();
  const add = (/** @type {Item} */ item, /** @type {{dx: number, to: End[], weight: number}} */ link) => {
    const several = links.get(item);
    if (several) several.push(link);
    else links.set(item, [link]);
  };
  for (const net of nets) {
    for (let channel = 0; channel < rows.length; channel++) {
      const ends = endsIn(net, channel);
      for (const end of ends) {
        const to = ends.filter((other) => other.item !== end.item);
        const weight = net.source === "x" ? 0.2 : 1;
        if (to.length) add(end.item, { dx: end.dx, to, weight: weight / ends.length });
      }
    }
  }
  const margin = { item: /** @type {Item} */ ({ x: 0, left: 0, right: 0, row: 0 }), dx: 0, up: false };
  for (const past of pasts) for (const { leg, item } of past.sinks) add(item, { dx: leg.x, to: [margin], weight: 0.02 });
  return links;
}

/** @typedef {ReturnType<typeof linksOf>} Links */

/** @param {Links} links @param {Item} item */
function wish(links, item) {
  let [sum, weights] = [0, 0];
  for (const { dx, to, weight } of links.get(item) ?? []) {
    sum += weight * (to.reduce((total, end) => total + xOf(end), 0) / to.length - dx);
    weights += weight;
  }
  return weights ? sum / weights : item.x;
}

/** As near to their wishes as the order allows, in the sense of squares (pool adjacent violators). @param {Item[]} row @param {number[]} wishes */
function settle(row, wishes) {
  const offsets = row.map(() => 0);
  for (let i = 1; i < row.length; i++) offsets[i] = offsets[i - 1] + row[i - 1].right + BETWEEN + row[i].left;
  /** @type {{sum: number, count: number}[]} */
  const pools = [];
  wishes.forEach((x, i) => {
    pools.push({ sum: x - offsets[i], count: 1 });
    for (let last = pools.length - 1; last > 0 && pools[last - 1].sum / pools[last - 1].count > pools[last].sum / pools[last].count; last--) {
      const { sum, count } = /** @type {{sum: number, count: number}} */ (pools.pop());
      pools[last - 1].sum += sum;
      pools[last - 1].count += count;
    }
  });
  let i = 0;
  for (const { sum, count } of pools) for (const end = i + count; i < end; i++) row[i].x = Math.round(sum / count + offsets[i]);
}

/** Sort every row by what its neighbours wish, up and down in turn, and put all in its place. */
/** @param {Rows} all @param {Links} links @param {boolean} mirrored  from which order to start @param {boolean} down */
export function arrange(all, links, mirrored, down) {
  const { rows, input } = all;
  for (const row of rows) {
    sort(row, new Map(row.map((item, i) => [item, mirrored ? -i : i])));
    settle(row, row.map(() => 0));
  }
  for (let round = 0; round < ROUNDS; round++) {
    input.x = Math.round(wish(links, input));
    for (const row of round % 2 ? rows : [...rows].reverse()) {
      const wishes = new Map(row.map((item) => [item, wish(links, item)]));
      if (round < ROUNDS - 2) sort(row, wishes);
      settle(row, row.map((item) => /** @type {number} */ (wishes.get(item))));
    }
  }
  part(all, links, down);
}

/** By their wishes; what stands on a highway keeps its order there. @param {Item[]} row @param {Map<Item, number>} wishes */
function sort(row, wishes) {
  const road = row.filter(({ tile }) => tile?.road);
  row.sort((a, b) => /** @type {number} */ (wishes.get(a)) - /** @type {number} */ (wishes.get(b)));
  row.forEach((item, i) => {
    if (item.tile?.road) row[i] = /** @type {Item} */ (road.shift());
  });
}

/** @typedef {{item: Item, dx: number, net: number}} Post  where a net enters or leaves a side of a channel */

/** Move items until upright wires of different nets are apart in every channel. @param {Rows} all @param {Links} links @param {boolean} down  from the highest row on */
function part({ rows, input, nets, pasts }, links, down) {
  const ways = [...nets, ...pasts];
  const channels = rows.map((_, channel) => {
    /** @type {{upper: Post[], lower: Post[]}} */
    const sides = { upper: [], lower: [] };
    ways.forEach((way, net) => {
      for (const { up, dx, item } of endsIn(way, channel)) (up ? sides.upper : sides.lower).push({ item, dx, net });
    });
    return sides;
  });
  /** @param {Item} item @param {number} channel @param {boolean} up  whether its ends are at the channel's upper side @param {number} least */
  const put = (item, channel, up, least) => {
    const { upper, lower } = channels[channel] ?? { upper: [], lower: [] };
    const own = (up ? upper : lower).filter((post) => post.item === item);
    const others = (up ? lower : upper).filter((post) => post.item !== input);
    const alone = item === input || item.row === rows.length - 1;
    item.x = placeFor(own, others, least, alone ? wish(links, item) : item.x);
  };
  for (const row of down ? [...rows].reverse() : rows) {
    let least = -Infinity;
    for (const item of row) {
      put(item, down ? item.row + 1 : item.row, !down, least + item.left);
      least = item.x + item.right + BETWEEN;
    }
  }
  put(input, 0, false, -Infinity);
}

/** The nearest free place to a wish, or a little further one where a wire needs no bend. */
/** @param {Post[]} own @param {Post[]} others @param {number} least @param {number} wished @returns {number} */
function placeFor(own, others, least, wished) {
  const start = Math.round(Math.max(least, wished));
  // Where two upright wires would meet, of different nets and of one.
  /** @type {[number[], number[]]} */
  const [foreign, straight] = [[], []];
  for (const { dx, net } of own) for (const other of others) (other.net === net ? straight : foreign).push(xOf(other) - dx);
  const fits = (/** @type {number} */ x) =>
    x >= least && foreign.every((at) => Math.abs(x - at) >= NEAR) && straight.every((at) => x === at || Math.abs(x - at) >= NEAR);
  let step = 0;
  while (!fits(start - step) && !fits(start + step)) step++;
  const free = fits(start - step) ? start - step : start + step;
  const price = (/** @type {number} */ x) => Math.abs(x - start) - (straight.includes(x) ? ALIGNED : 0);
  const level = straight.filter((x) => Number.isInteger(x) && price(x) < price(free) && fits(x));
  return level.reduce((best, x) => (price(x) < price(best) || (price(x) === price(best) && x < best) ? x : best), free);
}

/** Where the wire of each use comes from in its channel; the step before is on the left. @param {Rows} rows @returns {Map<string, number>} */
export function origins({ nets, pasts }) {
  const now = nets.flatMap((net) =>
    net.sinks.map(({ leg, item, channel }) => {
      const others = endsIn(net, channel).filter((end) => end.item !== item);
      const below = others.filter(({ up }) => !up);
      const xs = (below.length ? below : others).map(xOf);
      return /** @type {const} */ ([leg.use.id, xs.reduce((sum, x) => sum + x, 0) / Math.max(1, xs.length)]);
    }),
  );
  const past = pasts.flatMap(({ sinks }) => sinks.map(({ leg }) => /** @type {const} */ ([leg.use.id, FAR_LEFT])));
  return new Map([...now, ...past]);
}
