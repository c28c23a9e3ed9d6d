/**
 * Where in its row everything stands: sorted so that wires cross little, above what it takes, and nowhere so that two
 * wires of one channel would lie on one another.
 */

/**
 * @typedef {import("./rows.js").Item} Item
 * @typedef {import("./rows.js").Tree} Tree
 * @typedef {import("./rows.js").Past} Past
 * @typedef {import("./rows.js").Rows} Rows
 *
 * @typedef {object} End  where a tree enters or leaves a channel
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

/** The ends of a tree, or of what comes in from the left, in a channel. */
/** @param {Tree | Past} tree @param {number} channel @returns {End[]} */
export function endsIn(tree, channel) {
  const sinks = tree.sinks.filter((sink) => sink.channel === channel).map(({ leg, item }) => ({ item, dx: leg.x, up: true }));
  if (!("passes" in tree)) return sinks;
  const passes = tree.passes.filter(({ row }) => row === channel || row === channel - 1).map((item) => ({ item, dx: 0, up: item.row === channel }));
  const start = tree.channel === channel ? [{ item: tree.from, dx: 0, up: tree.from.row === channel }] : [];
  return [...start, ...passes, ...sinks];
}

/** @param {End} end */
export const xOf = ({ item, dx }) => item.x + dx;

/** Ends of an item, each with what it would stand above or below. @param {Rows} rows */
function linksOf({ rows, trees, pasts }) {
  /** @type {Map<Item, {dx: number, to: End[], weight: number}[]>} */
  const links = new Map();
  const add = (/** @type {Item} */ item, /** @type {{dx: number, to: End[], weight: number}} */ link) => {
    const several = links.get(item);
    if (several) several.push(link);
    else links.set(item, [link]);
  };
  for (const tree of trees) {
    for (let channel = 0; channel < rows.length; channel++) {
      const ends = endsIn(tree, channel);
      for (const end of ends) {
        const to = ends.filter((other) => other.item !== end.item);
        const weight = tree.source === "x" ? 0.2 : 1;
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

/** Sort every row by what its neighbours wish, up and down in turn, and put all in its place. @param {Rows} all @param {boolean} mirrored  from which order to start @param {boolean} down */
export function arrange(all, mirrored, down) {
  const { rows, input } = all;
  const links = linksOf(all);
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

/** Move items until upright wires of different trees are apart in every channel. @param {Rows} all @param {Links} links @param {boolean} down  from the highest row on */
function part({ rows, input, trees, pasts }, links, down) {
  const several = [...trees, ...pasts];
  const channels = rows.map((_, channel) => several.map((tree) => endsIn(tree, channel)));
  /** @param {Item} item @param {number} channel @param {boolean} upper  whether its ends are at the channel's upper side @param {number} least */
  const put = (item, channel, upper, least) => {
    const ends = (channels[channel] ?? []).flatMap((one, tree) => one.map(({ up, dx, item: of }) => ({ up, dx, item: of, tree })));
    const own = ends.filter((end) => end.up === upper && end.item === item);
    const others = ends.filter((end) => end.up !== upper && end.item !== input).map((end) => ({ x: xOf(end), tree: end.tree }));
    const alone = item === input || item.row === rows.length - 1;
    place(item, own, others, least, alone ? wish(links, item) : item.x);
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

/** @param {Item} item @param {{dx: number, tree: number}[]} own @param {{x: number, tree: number}[]} others @param {number} least @param {number} wished */
function place(item, own, others, least, wished) {
  const start = Math.round(Math.max(least, wished));
  const fits = (/** @type {number} */ x) =>
    own.every(({ dx, tree }) => others.every((other) => Math.abs(x + dx - other.x) >= NEAR || (tree === other.tree && x + dx === other.x)));
  const aligned = (/** @type {number} */ x) => own.some(({ dx, tree }) => others.some((other) => tree === other.tree && x + dx === other.x));
  let [best, price] = [NaN, Infinity];
  for (let step = 0; step < price + ALIGNED; step++) {
    for (const x of [start - step, start + step]) {
      if (x < least || !fits(x)) continue;
      const cost = step - (aligned(x) ? ALIGNED : 0);
      if (cost < price) [best, price] = [x, cost];
    }
  }
  item.x = best;
}

/** Where the wire of each use comes from in its channel; the step before is on the left. @param {Rows} rows @returns {Map<string, number>} */
export function origins({ trees, pasts }) {
  const now = trees.flatMap((tree) =>
    tree.sinks.map(({ leg, item, channel }) => {
      const others = endsIn(tree, channel).filter((end) => end.item !== item);
      const below = others.filter(({ up }) => !up);
      const xs = (below.length ? below : others).map(xOf);
      return /** @type {const} */ ([leg.use.id, xs.reduce((sum, x) => sum + x, 0) / Math.max(1, xs.length)]);
    }),
  );
  const past = pasts.flatMap(({ sinks }) => sinks.map(({ leg }) => /** @type {const} */ ([leg.use.id, FAR_LEFT])));
  return new Map([...now, ...past]);
}
