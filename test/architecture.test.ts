import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { projectFolder } from './cli/run-nurture.js';
import { temporaryFolder } from './cli/temporary-folder.js';
import { worldlyWords } from './worldly-words.js';

interface Folder {
  readonly imports: readonly string[];
  readonly packages: readonly string[];
  readonly world: boolean;
}

const rules = join(projectFolder, '.dependency-cruiser.mjs');
const { folders } = (await import(rules)) as { readonly folders: Readonly<Record<string, Folder>> };
const files = readdirSync(join(projectFolder, 'src'), { recursive: true, encoding: 'utf8' });
const sources = files.filter((file) => file.endsWith('.ts')).map((file) => join('src', file));

describe('the table of folders', () => {
  it('of ARCHITECTURE.md is that of the rules', () => {
    expect(documentedFolders()).toEqual(folders);
  });

  it('has every folder of src', () => {
    const there = readdirSync(join(projectFolder, 'src'), { withFileTypes: true });
    expect(there.every((entry) => entry.isDirectory())).toBe(true);
    expect(there.map(({ name }) => name).toSorted()).toEqual(Object.keys(folders).toSorted());
  });
});

describe('ARCHITECTURE.md', () => {
  it('names files that exist', () => {
    const named = readProjectFile('ARCHITECTURE.md').matchAll(/`((?:\.?[\w-]+\/)*[\w.-]+\.(?:ts|mjs|md))`/g);
    const missing = Array.from(named, ([, path = '']) => path).filter(
      (path) => !['', 'src'].some((folder) => existsSync(join(projectFolder, folder, path))),
    );
    expect(missing).toEqual([]);
  });
});

describe('the rules of imports', () => {
  it('are broken by every import they forbid, and by no other', async () => {
    const broken = await brokenRules({
      'src/model/lead.ts':
        "import { open } from '../engine/database.js';\nimport type { Fold } from '../fold/fold.js';\nexport const lead = { open } as unknown as Fold;\n",
      'src/engine/database.ts':
        "import { readFileSync } from 'node:fs';\nimport { main } from '../cli/main.js';\nexport const open = () => [main, readFileSync];\n",
      'src/fold/fold.ts':
        "import { DuckDBInstance } from '@duckdb/node-api';\nexport type Fold = typeof DuckDBInstance;\n",
      'src/sql/sql.ts':
        "import { readFileSync } from 'node:fs';\nimport { Temporal } from 'temporal-polyfill';\nexport const sql = [readFileSync, Temporal];\n",
      'src/report/table.ts': "export const table = await import('../sql/sql.js');\n",
      'src/report/a.ts': "import type { B } from './b.js';\nexport type A = B | 1;\n",
      'src/report/b.ts': "import type { A } from './a.js';\nexport type B = A | 2;\n",
      'src/helpers/text.ts': "export { lead } from '../model/lead.js';\n",
      'src/store/unused.ts': 'export const unused = 1;\n',
      'src/cli/main.ts':
        "import fc from 'fast-check';\nimport { gone } from './gone.js';\nexport const main = [fc, gone];\n",
    });
    expect(broken).toEqual([
      'cli-uses-its-packages: src/cli/main.ts -> fast-check',
      'engine-knows-its-place: src/engine/database.ts -> src/cli/main.ts',
      'fold-uses-its-packages: src/fold/fold.ts -> @duckdb/node-api',
      'folder-has-rules: src/helpers/text.ts -> src/model/lead.ts',
      'model-knows-its-place: src/model/lead.ts -> src/engine/database.ts',
      'model-knows-its-place: src/model/lead.ts -> src/fold/fold.ts',
      'no-circles: src/report/a.ts -> src/report/b.ts',
      'no-development-packages: src/cli/main.ts -> fast-check',
      'no-orphans: src/store/unused.ts -> src/store/unused.ts',
      'no-unresolvable: src/cli/main.ts -> ./gone.js',
      'report-knows-its-place: src/report/table.ts -> src/sql/sql.ts',
      'sql-is-pure: src/sql/sql.ts -> fs',
    ]);
  });
});

describe('src', () => {
  it('is searched for everything that touches the world', () => {
    const source = `
      // process.exit() in a comment
      interface Job { readonly process: NodeJS.Timeout; readonly fetch?: string }
      const text = 'process.exit()';
      if (process) console.log(\`\${performance.now()}\`, { crypto });
      const dates = [new Date(), new Date(0), Date.now(), Math.random(), job.process];
      names.sort((a, b) => a.localeCompare(b)).map((name) => name.toLocaleUpperCase());
      const { fetch: text } = job;
      setTimeout(run, 10);`;
    expect(worldlyWords(source)).toEqual([
      ...['process', 'console', 'performance', 'crypto', 'new Date()', 'Date.now', 'Math.random'],
      ...['localeCompare', 'toLocaleUpperCase', 'setTimeout'],
    ]);
  });

  it('touches clock, process, console and chance only in the folders of the world', () => {
    const pure = sources.filter((file) => folders[folderOf(file)]?.world !== true);
    expect(pure.flatMap(wordsIn)).toEqual([]);
  });

  it('reads the clock in one place', () => {
    const readings = sources.flatMap(wordsIn).filter((place) => /Date/.test(place));
    expect(readings).toEqual(['src/cli/clock.ts: Date.now']);
  });

  it('leaves nothing to chance, the zone or the language of the machine', () => {
    const places = sources.flatMap(wordsIn);
    expect(places.filter((place) => /random|toLocale|localeCompare|getTimezoneOffset/.test(place))).toEqual(
      [],
    );
  });

  it('has no file of more than 400 lines', () => {
    const long = sources.filter((file) => readProjectFile(file).split('\n').length > 401);
    expect(long).toEqual([]);
  });

  it('has no folder for things without a place', () => {
    const names = sources.flatMap((file) => dirname(file).split('/'));
    expect(names.filter((name) => /^(?:utils?|helpers?|common|shared|misc|lib)$/.test(name))).toEqual([]);
  });

  it('has file names in kebab-case', () => {
    expect(sources.filter((file) => !/^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.d)?\.ts$/.test(basename(file)))).toEqual(
      [],
    );
  });
});

describe('what people read', () => {
  it("names no place on somebody's machine", () => {
    const place =
      /(?<![\w.:/~-])\/(?:home|Users|root|work|workspace|tmp|mnt|opt|var|private)\/\w|\b[A-Z]:\\\w/;
    const documents = readdirSync(join(projectFolder, 'docs')).map((name) => join('docs', name));
    const pages = readdirSync(projectFolder).filter((name) => /\.(?:md|yaml|mjs)$/.test(name));
    const linesOf = (file: string) =>
      readProjectFile(file)
        .split('\n')
        .map((line) => `${file}: ${line}`);
    const lines = [...sources, ...documents, ...pages, '.ci/run'].flatMap(linesOf);
    expect(lines.filter((line) => place.test(line))).toEqual([]);
  });
});

/** The rows of the table in ARCHITECTURE.md, read back: | folder | what for | imports | packages | world |. */
function documentedFolders(): Readonly<Record<string, Folder>> {
  const rows = Array.from(readProjectFile('ARCHITECTURE.md').matchAll(/^\| `src\/(\w+)` \| .*$/gm), ([row]) =>
    row.split('|').map((cell) => cell.trim()),
  );
  return Object.fromEntries(
    rows.map(([, folder = '', , imports = '', packages = '', world = '']) => [
      folder.replace(/`|src\//g, ''),
      {
        imports: namesIn(imports),
        packages: namesIn(packages),
        world: world === 'yes',
        advice: expect.any(String),
      },
    ]),
  );
}

function namesIn(cell: string): readonly string[] {
  return Array.from(cell.matchAll(/`([^`]+)`/g), ([, name = '']) => name);
}

/** Rules that these files break in a project of their own, with the packages of this one. */
async function brokenRules(planted: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const folder = temporaryFolder();
  for (const name of ['package.json', 'tsconfig.json'])
    writeFileSync(join(folder, name), readProjectFile(name));
  symlinkSync(join(projectFolder, 'node_modules'), join(folder, 'node_modules'));
  for (const [file, text] of Object.entries(planted)) {
    mkdirSync(join(folder, dirname(file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  const cruiser = join(projectFolder, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const { stdout } = await execa(
    process.execPath,
    [cruiser, 'src', '--config', rules, '--output-type', 'json'],
    {
      cwd: folder,
      reject: false,
    },
  );
  const { summary } = JSON.parse(stdout) as {
    readonly summary: {
      readonly violations: readonly { rule: { name: string }; from: string; to: string }[];
    };
  };
  const nameOf = (path: string) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? path;
  return summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${nameOf(to)}`).toSorted();
}

function wordsIn(file: string): readonly string[] {
  return worldlyWords(readProjectFile(file)).map((word) => `${file}: ${word}`);
}

function folderOf(file: string): string {
  return file.split('/')[1] ?? '';
}

function readProjectFile(name: string): string {
  return readFileSync(join(projectFolder, name), 'utf8');
}
