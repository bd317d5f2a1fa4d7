import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { projectFolder, runNurture, startNurture } from './run-nurture.js';
import { monday, Project, wednesday } from './state-project.js';

const isLong = process.env.LONG === '1';
const script = join(projectFolder, 'test/cli/run-on-disk.mjs');
const run = ['run', '-q', '--threads', '1', '--as-of', monday];

function runOnDisk(project: Project, fault: 'dies' | 'fills', operation: number) {
  const options = { cwd: project.folder, reject: false } as const;
  return execa(process.execPath, [script, fault, String(operation), ...run], options);
}

/** Files of the state but the entries of the journal, which know when they were made, and what tells states apart. */
function content(project: Project): Readonly<Record<string, string>> {
  const state = project.path('.nurture');
  const names = readdirSync(state, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.(?:parquet|csv)$|summary\.json$|manifest\.json$/.test(name),
  );
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(join(state, name), 'base64')]));
}

/** What no finished run leaves behind. */
function leftovers(project: Project): readonly string[] {
  const names = readdirSync(project.path('.nurture'), { recursive: true, encoding: 'utf8' });
  return names.filter((name) => /staging|\.tmp|\.rest|(?:^|\/)\./.test(name));
}

/** Runs that were not disturbed, to compare with. */
async function undisturbed() {
  const project = new Project();
  const { stderr } = await runOnDisk(project, 'dies', Number.MAX_SAFE_INTEGER);
  return { operations: Number(/operations: (\d+)/.exec(stderr)?.[1]), content: content(project) };
}

/** Some of the operations of a run, or all of them. */
function sample(operations: number, size: number): readonly number[] {
  const all = Array.from({ length: operations }, (_, index) => index + 1);
  return isLong ? all : all.filter((operation) => operation % Math.ceil(operations / size) === 0);
}

describe('S7.4 a run', () => {
  let expected: Awaited<ReturnType<typeof undisturbed>>;

  beforeAll(async () => {
    expected = await undisturbed();
  });

  it('that is killed leaves the old state or the new one, and the next run ends up where it would have', async () => {
    expect(expected.operations).toBeGreaterThan(30);
    // test/store/killed.test.ts has many more, of the store alone.
    for (const operation of sample(expected.operations, 2)) {
      const project = new Project();
      const killed = await runOnDisk(project, 'dies', operation);
      expect(killed.signal, `operation ${operation}`).toBe('SIGKILL');
      const seen = await project.nurture('runs list --json');
      expect([seen.code, seen.stderr], `operation ${operation}`).toEqual([0, '']);
      expect((await project.nurture('run', monday)).code).toBe(0);
      expect(content(project), `operation ${operation}`).toEqual(expected.content);
      expect(leftovers(project), `operation ${operation}`).toEqual([]);
      expect((await project.nurture('runs verify')).code).toBe(0);
    }
  });

  it('that is killed at any moment is made up for by the next', async () => {
    for (const delay of fc.sample(fc.integer({ min: 0, max: 1500 }), { numRuns: isLong ? 50 : 1 })) {
      const project = new Project();
      const child = startNurture(run, { cwd: project.folder });
      await new Promise((done) => setTimeout(done, delay));
      child.kill('SIGKILL');
      await child;
      expect((await project.nurture('run', monday)).code, `after ${delay} ms`).toBe(0);
      expect(content(project), `after ${delay} ms`).toEqual(expected.content);
      expect(leftovers(project), `after ${delay} ms`).toEqual([]);
    }
  });

  it('on a full disk commits nothing, says so, and asks to try again', async () => {
    for (const operation of sample(expected.operations, 3)) {
      const project = new Project();
      const full = await runOnDisk(project, 'fills', operation);
      const committed = (await project.document('runs list')).runs as readonly unknown[];
      expect([0, 5], `operation ${operation}`).toContain(full.exitCode);
      expect(committed, `operation ${operation}`).toHaveLength(full.exitCode === 0 ? 1 : 0);
      if (full.exitCode === 5) expect(full.stderr).toContain('the disk is full. Nothing was committed.');
      await project.nurture('run', monday);
      expect(content(project), `operation ${operation}`).toEqual(expected.content);
    }
  });

  it('that may not write large files fails in the engine, and commits nothing', () => {
    const project = new Project();
    const limited = `ulimit -f 0; "${process.execPath}" "${projectFolder}bin/nurture.js" ${run.join(' ')} 2>&1; echo "code $?"`;
    const told = execFileSync('bash', ['-c', limited], { cwd: project.folder, encoding: 'utf8' });
    expect(told).toMatch(/code (?:5|153)/);
    expect(leftovers(project).filter((name) => name.startsWith('runs'))).toEqual([]);
  });
});

describe('S7.3 runs at once (burnt by 2)', () => {
  it.each(isLong ? [2, 5, 20] : [2])(
    '%i: one works, the others name it and are asked to try again',
    async (count) => {
      const project = new Project();
      const all = await Promise.all(
        Array.from({ length: count }, () => startNurture(run, { cwd: project.folder })),
      );
      const codes = all.map(({ exitCode }) => exitCode);
      const others = all.filter(({ exitCode }) => exitCode !== 0);
      // One that comes when the first has ended finds nothing new.
      expect(codes).toContain(0);
      for (const { exitCode, stderr } of others) {
        expect(exitCode).toBe(5);
        expect(stderr).toMatch(
          /^error: The state \.nurture is in use by nurture run, process \d+ on .+, since .+Z\. Nothing was done\. Try again when it has ended\.\n$/,
        );
      }
      expect(await project.sends()).toEqual(['a hello', 'b hello', 'c hello']);
      expect(project.runs()).toHaveLength(1);
    },
  );

  it('that are interrupted give the lock back', async () => {
    const project = new Project();
    const stopped = startNurture(run, { cwd: project.folder });
    const isHeld = () => readdirSync(project.path('.nurture/lock')).some((name) => /^\d+$/.test(name));
    for (let tries = 0; tries < 2000; tries++) {
      await new Promise((done) => setTimeout(done, 5));
      try {
        if (isHeld()) break;
      } catch {
        // The state is not there yet.
      }
    }
    stopped.kill('SIGTERM');
    const { exitCode } = await stopped;
    expect([0, 143]).toContain(exitCode);
    expect(readdirSync(project.path('.nurture/lock'))).toEqual(['1.free']);
    expect(leftovers(project)).toEqual([]);
  });
});

describe('S7.5 what a run writes is the owner’s alone', () => {
  it('under every umask, also those that would leave nothing to the owner', () => {
    const project = new Project();
    const nurture = `"${process.execPath}" "${projectFolder}bin/nurture.js"`;
    for (const umask of ['0000', '0022', '0077', '0777']) {
      const add = `umask ${umask}; ${nurture} suppress add u${umask}@corp.example -q --state state-${umask}`;
      execFileSync('sh', ['-c', add], { cwd: project.folder });
      const find = `find state-${umask} -type d ! -perm 700 -o -type f ! -perm 600`;
      expect(execFileSync('sh', ['-c', find], { cwd: project.folder, encoding: 'utf8' })).toBe('');
      expect(readdirSync(project.path(`state-${umask}/suppressions`))).toEqual(['000001.json']);
    }
  });

  it.each(isLong ? ['000', '077', '027'] : ['000'])('under umask %s', async (umask) => {
    const project = new Project();
    const nurture = `"${process.execPath}" "${projectFolder}bin/nurture.js"`;
    const commands = `umask ${umask}; ${nurture} ${run.join(' ')} && ${nurture} plan -q -o plan --as-of ${wednesday} && ${nurture} commit -q plan`;
    execFileSync('sh', ['-c', commands], { cwd: project.folder });
    const find = `find .nurture plan -type d ! -perm 700 -o -type f ! -perm 600`;
    expect(execFileSync('sh', ['-c', find], { cwd: project.folder, encoding: 'utf8' })).toBe('');
    expect((await runNurture(['runs', 'list', '--json'], { cwd: project.folder })).stdout).toContain(
      '"sequence": 2',
    );
  });
});
