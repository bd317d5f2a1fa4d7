import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectFolder } from './run-nurture.js';
import { runWarm } from './run-warm.js';
import { asOf, exampleConfig, exampleFolder } from './saas-trial.js';
import { temporaryFolder } from './temporary-folder.js';

describe('the shipped example', () => {
  it('has a config without a diagnostic', async () => {
    const { stderr, code } = await runWarm(['validate', exampleConfig, '--format', 'json'], {
      cwd: projectFolder,
    });
    expect(stderr).toBe('');
    expect(code).toBe(0);
  });

  it('uses, refuses and folds as many rows as were made for it', async () => {
    const { expected, document } = await scoreExample();
    expect(new Date(document.asOf).getTime()).toBe(new Date(expected.asOf).getTime());
    const [leads, events] = document.sources;
    expect(leads).toMatchObject({ name: 'leads', ...expected.leads });
    expect(events).toMatchObject({ name: 'events', ...expected.events });
    expect(document.leads).toHaveLength(expected.leads.used - expected.leads.joined);
  });

  it('B4 has few leads ready for sales', async () => {
    const { document } = await scoreExample();
    const share = document.leads.filter(({ ready }) => ready).length / document.leads.length;
    expect(share).toBeGreaterThan(0.04);
    expect(share).toBeLessThan(0.08);
  });

  it('F3 has a segment by interest, persona, vertical, purpose, location and demography, each with members', async () => {
    const { stdout } = await runWarm(['segment', '-q', '--json', '-c', exampleConfig, ...asOf], {
      cwd: projectFolder,
    });
    const { segments, partitions } = JSON.parse(stdout) as Groups;
    const sizes = new Map(segments.map(({ id, leads }) => [id, leads]));
    const dimensions = [
      ...['contract-people', 'deciders-on-trial', 'industry', 'contract-work', 'dach', 'small-firms'],
    ];
    for (const id of dimensions) expect(sizes.get(id), id).toBeGreaterThanOrEqual(20);
    const parts = partitions.flatMap((partition) => partition.parts);
    expect(parts.reduce((sum, { leads }) => sum + leads, 0)).toBe(2000);
  });

  it('is made anew by its script, byte for byte', () => {
    const copy = temporaryFolder();
    mkdirSync(join(copy, 'scripts'));
    cpSync(join(projectFolder, 'scripts/make-example.mjs'), join(copy, 'scripts/make-example.mjs'));
    execFileSync(process.execPath, ['scripts/make-example.mjs'], { cwd: copy });
    const made = join(copy, 'fixtures/saas-trial');
    const shipped = temporaryFolder(exampleFolder);
    for (const name of ['README.md', '.git']) rmSync(join(shipped, name), { recursive: true });
    expect(filesOf(made)).toEqual(filesOf(shipped));
  });
});

interface Groups {
  readonly segments: readonly { readonly id: string; readonly leads: number }[];
  readonly partitions: readonly { readonly parts: readonly { readonly leads: number }[] }[];
}

interface Scores {
  readonly expected: {
    readonly asOf: string;
    readonly leads: { readonly used: number; readonly joined: number };
    readonly events: object;
  };
  readonly document: {
    readonly asOf: string;
    readonly sources: readonly object[];
    readonly leads: readonly { readonly ready: boolean }[];
  };
}

let scored: Promise<Scores> | undefined;

function scoreExample(): Promise<Scores> {
  scored ??= runWarm(['score', '-q', '--json', '-c', exampleConfig, ...asOf], { cwd: projectFolder }).then(
    ({ stdout }) => ({
      expected: JSON.parse(readFileSync(join(exampleFolder, 'expected.json'), 'utf8')),
      document: JSON.parse(stdout),
    }),
  );
  return scored;
}

function filesOf(folder: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
      entry.isFile() ? [[entry.name, readFileSync(join(folder, entry.name), 'utf8')]] : [],
    ),
  );
}
