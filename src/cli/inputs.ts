import { createWriteStream } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { diagnose } from '../diagnostics/diagnose.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Database } from '../engine/database.js';
import type { InputFile } from '../engine/source-file.js';
import { sql } from '../sql/sql.js';

/** Where relative paths start, and what `-` is. */
export interface InputContext {
  readonly database: Database;
  readonly cwd: string;
  readonly stdin: NodeJS.ReadableStream;
  /** Directory for what came from standard input. */
  readonly spool: string;
}

/**
 * The files that a list of paths, globs and `-` stands for, sorted within each glob, each once.
 * `from` is the directory that relative paths start at: the config's, or the working directory for the command line.
 */
export async function expandFiles(
  patterns: readonly string[],
  from: string,
  context: InputContext,
): Promise<{ inputs: InputFile[]; problems: Diagnostic[] }> {
  const inputs = new Map<string, InputFile>();
  const problems: Diagnostic[] = [];
  for (const pattern of patterns) {
    for (const input of await expand(pattern, from, context, problems)) inputs.set(input.path, input);
  }
  return { inputs: [...inputs.values()], problems };
}

async function expand(
  pattern: string,
  from: string,
  context: InputContext,
  problems: Diagnostic[],
): Promise<InputFile[]> {
  if (pattern === '-') return expandStdin(context, problems);
  const path = isAbsolute(pattern) ? pattern : resolve(from, pattern);
  const name = displayName(path, context.cwd);
  if (!/[*?[]/.test(pattern)) return [{ path, name }];
  const found = await context.database.rows(sql`SELECT file FROM glob(${path}) ORDER BY file`);
  if (found.length === 0) {
    problems.push(diagnose('input/missing-file', `No file matches ${name}.`, { file: name }));
  }
  return found.map(([file]) => ({ path: String(file), name: displayName(String(file), context.cwd) }));
}

async function expandStdin(context: InputContext, problems: Diagnostic[]): Promise<InputFile[]> {
  if (context.stdin.readable) return [await spoolStdin(context)];
  problems.push(
    diagnose('input/stdin-twice', 'Standard input has been read already; "-" can stand once.', undefined),
  );
  return [];
}

/** The engine reads a file more than once, a pipe can be read once. */
async function spoolStdin({ stdin, spool }: InputContext): Promise<InputFile> {
  const spooled = join(spool, 'stdin');
  await pipeline(stdin, createWriteStream(spooled, { mode: 0o600 }));
  const path = `${spooled}${await extensionByContent(spooled)}`;
  await rename(spooled, path);
  return { path, name: '<stdin>' };
}

const signatures: Readonly<Record<string, string>> = {
  '1f8b': '.csv.gz',
  '28b52ffd': '.csv.zst',
  '50415231': '.parquet',
};

/** A pipe has no name that would tell its format, so its first bytes do. */
async function extensionByContent(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0);
    const beginning = buffer.subarray(0, bytesRead);
    const known = Object.keys(signatures).find((hex) => beginning.toString('hex').startsWith(hex));
    if (known !== undefined) return signatures[known] ?? '.csv';
    const text = beginning
      .toString('utf8')
      .replace(/^\ufeff/, '')
      .trimStart();
    if (text.startsWith('{')) return '.jsonl';
    return /^\[\s*[{\]]/.test(text) ? '.json' : '.csv';
  } finally {
    await file.close();
  }
}

function displayName(path: string, cwd: string): string {
  const short = relative(cwd, path);
  return short === '' || short.startsWith('..') ? path : short;
}
