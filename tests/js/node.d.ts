// Node's own modules are used in tests only, and untyped: this line stands in for @types/node.
declare module "node:*";
