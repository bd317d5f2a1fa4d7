import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { version } from '../src/cli/version.js';
import { projectFolder } from './cli/run-nurture.js';

interface Manifest {
  readonly version: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** Builds for other machines are known by name and version; their checksums need not be. */
interface Locked {
  readonly integrity?: string;
  readonly optional?: boolean;
  readonly os?: readonly string[];
}

const manifest = JSON.parse(readProjectFile('package.json')) as Manifest;

describe('package.json', () => {
  it('has the version that the program prints, and CHANGELOG.md describes', () => {
    expect(version).toBe(manifest.version);
    const [newest] = Array.from(
      readProjectFile('CHANGELOG.md').matchAll(/^## \[(.+?)\]/gm),
      ([, name]) => name,
    );
    expect(newest).toBe(version);
  });

  it('names one version of every package, so that tomorrow installs what was tested today', () => {
    const versions = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(versions.filter(([, wanted]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(wanted))).toEqual([]);
  });
});

describe('package-lock.json', () => {
  const lock = readProjectFile('package-lock.json');

  it('names no place that packages come from, but what they hold', () => {
    expect(lock).not.toMatch(/"resolved":/);
    const { packages } = JSON.parse(lock) as { readonly packages: Readonly<Record<string, Locked>> };
    const unchecked = Object.entries(packages).filter(
      ([path, { integrity, optional, os }]) => path !== '' && integrity === undefined && !(optional && os),
    );
    expect(unchecked).toEqual([]);
  });

  it('agrees with package.json', () => {
    const { packages } = JSON.parse(lock) as {
      readonly packages: Readonly<Record<string, Partial<Manifest>>>;
    };
    const { dependencies, devDependencies, version: locked } = packages[''] ?? {};
    expect({ dependencies, devDependencies, version: locked }).toEqual({
      dependencies: manifest.dependencies,
      devDependencies: manifest.devDependencies,
      version: manifest.version,
    });
  });
});

/** What the compiler makes a module of: neither declarations nor the text of WebAssembly. */
const modules = filesIn('src').filter((file) => /(?<!\.d)\.ts$/.test(file));

describe('the packed files', () => {
  it('are what users need', async () => {
    const packed = await packedFiles();
    expect(packed).toEqual(
      expect.arrayContaining([
        ...['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md', ...Object.values(manifest.bin)],
        ...['nurture.example.yaml', 'schema/nurture.schema.json', 'fixtures/tiny/nurture.yaml'],
        ...modules.map((file) => `dist/${file.replace(/\.ts$/, '.js')}`),
        ...[...filesIn('docs').map((file) => `docs/${file}`)],
        ...filesIn('fixtures/saas-trial').map((file) => `fixtures/saas-trial/${file}`),
      ]),
    );
  });

  it('are nothing else', async () => {
    const wanted =
      /^(?:package\.json|README\.md|LICENSE|CHANGELOG\.md|nurture\.example\.yaml|bin\/|dist\/|docs\/|schema\/|fixtures\/(?:saas-trial|tiny)\/)/;
    const packed = await packedFiles();
    expect(packed.filter((file) => !wanted.test(file))).toEqual([]);
    const built = packed.filter((file) => file.startsWith('dist/') && file.endsWith('.js'));
    expect(built).toHaveLength(modules.length);
  });
});

async function packedFiles(): Promise<readonly string[]> {
  const { stdout } = await execa('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: projectFolder,
  });
  const [packed] = JSON.parse(stdout) as readonly [{ readonly files: readonly { readonly path: string }[] }];
  return packed.files.map(({ path }) => path);
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(join(projectFolder, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(projectFolder, folder).length + 1));
}

function readProjectFile(name: string): string {
  return readFileSync(join(projectFolder, name), 'utf8');
}
