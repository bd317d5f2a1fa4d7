/** The text of record-check-wasm.ts for the present record-check.wat. */
export function wasmModule(): Promise<string>;
