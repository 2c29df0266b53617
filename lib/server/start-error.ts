/** A reason not to start that whoever starts Lintel can do something about. The message says what; no stack is shown. */
export class StartError extends Error {}
