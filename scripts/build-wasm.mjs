#!/usr/bin/env node
/** Compiles record-check.wat into the TypeScript module that carries it: `npm run wasm:update`. A test keeps the two equal. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import wabt from 'wabt';

const folder = fileURLToPath(new URL('../src/engine/text/', import.meta.url));

/** @returns {Promise<string>} the text of the module for the present .wat */
export async function wasmModule() {
  const { parseWat } = await wabt();
  const parsed = parseWat('record-check.wat', readFileSync(`${folder}record-check.wat`), { simd: true });
  parsed.validate();
  const base64 = Buffer.from(parsed.toBinary({}).buffer).toString('base64');
  const lines = (base64.match(/.{1,96}/g) ?? []).map((line) => `  '${line}'`).join(' +\n');
  return `/** record-check.wat, compiled. Made by \`npm run wasm:update\`. */\nexport const recordCheckWasm =\n${lines};\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(`${folder}record-check-wasm.ts`, await wasmModule());
}
