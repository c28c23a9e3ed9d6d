/**
 * The shapes of what the server answers, in the words of the API's contract; no code.
 *
 * @typedef {(number | null)[]} Row  one vector; a number that is not finite is null
 * @typedef {Row[]} Rows  one vector a step, row 0 is step 1
 *
 * @typedef {Rows | Row} Entries  of a matrix or a vector
 *
 * @typedef {object} Factor  one factor of a carrier chain
 * @property {string} kind  times, slope, matrix, number or softmax
 * @property {string} [expression]  of times, slope and softmax
 * @property {string} [function]  whose slope
 * @property {string} [parameter]  the matrix
 * @property {number} [number]
 *
 * @typedef {object} Edge  one use of a variable by an equation
 * @property {string} id  `source>target`, or `source>target@1`
 * @property {string} source
 * @property {string} target
 * @property {number} lag
 * @property {Factor[][]} carriers
 * @property {string} [mathml]
 *
 * @typedef {object} Term  one term of a backward equation
 * @property {string} edge
 * @property {string} [mathml]
 *
 * @typedef {object} Operation  one operation of an equation
 * @property {string} id  that of the variable if it is the last of its equation, else numbered
 * @property {string} of  the variable whose equation it is part of
 * @property {"sum" | "shift" | "product" | "weight" | "scale" | "matrix" | "function" | "softmax" | "copy" | "constant"} kind
 * @property {string} label
 * @property {{source: string, lag: number, sign: number}[]} arguments
 * @property {string[]} biases
 * @property {string | null} parameter
 *
 * @typedef {"X" | "H" | "K"} Symbol  the input, hidden and output size
 *
 * @typedef {object} Cell
 * @property {string | null} id
 * @property {string} title
 * @property {string} equations
 * @property {string} output
 * @property {string[]} state
 * @property {{name: string, size: Symbol}[]} variables
 * @property {{name: string, shape: Symbol[]}[]} parameters
 * @property {Edge[]} edges
 * @property {string[][]} events  variables that are computed at once, in order
 * @property {{variable: string, mathml?: string}[]} forward  in the order of events
 * @property {{variable: string, terms: Term[]}[]} backward
 * @property {Operation[]} circuit  in the order of computation
 *
 * @typedef {object} Parts  of the operations that have no name: values, errors, and the message back into every argument
 * @property {Record<string, Rows>} values
 * @property {Record<string, Rows>} deltas
 * @property {Record<string, Rows>} messages
 *
 * @typedef {object} Overflow
 * @property {"forward" | "backward"} phase
 * @property {string} variable
 * @property {number} step
 * @property {"+inf" | "-inf" | "nan"} value
 *
 * @typedef {object} Answer
 * @property {any} request  with all defaults filled in
 * @property {Cell} cell
 * @property {{total: number | null, per_step: Row}} loss
 * @property {Rows} inputs
 * @property {Rows} targets
 * @property {Record<string, Rows>} [values]  left out, like the next two, where a run has too many of them
 * @property {Record<string, Rows>} [deltas]
 * @property {Record<string, Rows>} [messages]
 * @property {Parts} [parts]  where they were asked for
 * @property {Record<string, {value: Row, delta: Row}>} initial
 * @property {{values: Record<string, Row>, deltas: Record<string, Row>, messages: Record<string, Row>, gradients: Record<string, Row>, totals: Record<string, number | null>, parts?: {deltas: Record<string, Row>, messages: Record<string, Row>}}} norms
 * @property {{worst: number | null, variable: string | null, step: number | null}} balance
 * @property {Overflow | null} overflow
 * @property {{factor: number | null, clipped_norm: number | null, angle: number | null} | null} [clip]  what was done to the gradients, and how many degrees it turned them
 * @property {Record<string, Entries>} [parameters]  the next three only where they are asked for
 * @property {Record<string, {total: Entries}>} [gradients]
 * @property {Record<string, Entries[]>} [step_gradients]  row 0 is step 1
 */

export {};
