/** The simple RNN as a circuit: one column from the input up to the loss. */

/** @type {import("./drawing.js").Drawing} */
export const RNN = {
  block: { width: 280, height: 452, pitch: 312, radius: 16, title: [18, 30], above: 78, below: 60 },
  readout: { of: "h", x: 164, bottom: 214, matrix: 182, rungs: [{ y: 132, r: 18 }, { y: 44, r: 18 }], loss: [-52, -52, -52] },
  nodes: {
    x: { x: 164, y: 492, r: 16, outside: true },
    a: { x: 164, y: 330, r: 18 },
    h: { x: 164, y: 232, r: 18 },
  },
  gates: [
  ],
  ops: [
    { id: "tanh", kind: "function", x: 164, y: 281, edge: "a>h" },
  ],
  params: [
    { id: "U", label: "U", x: 164, y: 392, w: 20, h: 20, edge: "x>a" },
    { id: "W", label: "W", x: 96, y: 330, w: 20, h: 20, edge: "h>a@1" },
  ],
  forks: {  },
  wires: [
    { id: "x_U", kind: "input", lag: 0, from: "x", to: "U", points: [[164, 476], [164, 402]], carry: { edges: ["x>a"] } },
    { id: "U_a", kind: "input", lag: 0, from: "U", to: "a", points: [[164, 382], [164, 348]], carry: { delta: "a" } },
    { id: "h_W", kind: "recurrent", lag: 1, from: "h", to: "W", points: [[-130, 232], [40, 232], [40, 330], [86, 330]], carry: { edges: ["h>a@1"] } },
    { id: "W_a", kind: "recurrent", lag: 0, from: "W", to: "a", points: [[106, 330], [146, 330]], carry: { delta: "a" } },
    { id: "a_h", kind: "plain", lag: 0, from: "a", to: "tanh", points: [[164, 312], [164, 291]], carry: { edges: ["a>h"] } },
    { id: "a_h2", kind: "plain", lag: 0, from: "tanh", to: "h", points: [[164, 271], [164, 250]], carry: { delta: "h" } },
  ],
  bridges: [
  ],
  stubs: [
    { points: [[182, 232], [300, 232]], kind: "recurrent" },
  ],
  tags: {
  },
};
