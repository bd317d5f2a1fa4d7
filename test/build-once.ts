import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const source = join(root, 'src');
const built = join(root, 'dist');

/** Tests of the command line run what users run: the built program. It is built before the first test, unless it is up to date. */
export default function buildOnce(): void {
  removeLeftovers();
  if (isUpToDate()) return;
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });
}

/** What was built from a file that is gone would still be found by imports, and packed. */
function removeLeftovers(): void {
  for (const file of filesOf(built)) {
    const origin = join(source, file.replace(/(?:\.d\.ts|\.js)$/, '.ts'));
    if (!existsSync(origin)) rmSync(join(built, file));
  }
}

function isUpToDate(): boolean {
  const settings = ['tsconfig.json', 'tsconfig.build.json'].map((name) => modified(join(root, name)));
  const compiled = filesOf(source).filter((file) => /(?<!\.d)\.ts$/.test(file));
  return compiled.every((file) => {
    const outcome = join(built, file.replace(/\.ts$/, '.js'));
    return existsSync(outcome) && modified(outcome) > Math.max(modified(join(source, file)), ...settings);
  });
}

/** Paths of all files in a directory, relative to it; none when it does not exist. */
function filesOf(directory: string): readonly string[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1));
}

function modified(path: string): number {
  return statSync(path).mtimeMs;
}
