import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { machineDisk } from '../../src/store/disk.js';
import { takeLock } from '../../src/store/lock.js';
import { livenessOf, thisProcess } from '../../src/store/owner.js';
import { config, monday, Project, wednesday } from '../cli/state-project.js';

/** Every file of a directory with its bytes. */
function filesOf(directory: string): Readonly<Record<string, string>> {
  const names = readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(directory, name)).isFile(),
  );
  return Object.fromEntries(
    names.sort().map((name) => [name, readFileSync(join(directory, name), 'base64')]),
  );
}

describe('what is remembered', () => {
  it('burnt by 2: overlapping cron runs corrupt the state', async () => {
    const project = new Project();
    mkdirSync(project.path('.nurture'));
    const held = takeLock(
      { disk: machineDisk, owner: thisProcess('nurture run', 0), livenessOf },
      project.path('.nurture'),
    );
    for (const command of ['run', 'suppress add anna@corp.example']) {
      const { code, stderr } = await project.nurture(command, monday);
      expect([code, stderr]).toEqual([
        5,
        expect.stringContaining(`is in use by nurture run, process ${process.pid} on`),
      ]);
    }
    expect(readdirSync(project.path('.nurture'))).toEqual(['lock']);
    if ('release' in held) held.release();
    expect((await project.nurture('suppress add anna@corp.example', monday)).code).toBe(0);
  });

  describe('of a plan that is made twice, and committed twice', () => {
    const project = new Project();
    const plans = ['one', 'two'];
    let wroteState: boolean;
    let again: string;

    beforeAll(async () => {
      for (const plan of plans) await project.nurture(`plan -q -o ${plan}`, monday);
      wroteState = existsSync(project.path('.nurture'));
      await project.nurture('commit one', monday);
      again = (await project.nurture('commit two', monday)).stdout;
    });

    it('burnt by 3: pause, crash, resume: duplicates or silent loss', async () => {
      const [one, two] = plans.map((plan) => filesOf(project.path(plan)));
      expect(one).toEqual(two);
      // What is planned is not sent before it is committed, and what is committed not planned again.
      expect(again).toContain('was committed before');
      expect(await project.sends()).toEqual(['a hello', 'b hello', 'c hello']);
      expect((await project.document('plan', monday)).actions).toMatchObject({ send: 0 });
    });

    it('burnt by 8: a campaign can not be tested before it is live', async () => {
      // A plan leaves no trace, also one of a day to come.
      expect(wroteState).toBe(false);
      const before = filesOf(project.path('.nurture'));
      const { actions } = await project.document('run --dry-run', wednesday);
      expect(actions).toMatchObject({ send: 3 });
      expect((await project.nurture('plan', '2031-03-04T09:00:00Z')).code).toBe(0);
      expect(filesOf(project.path('.nurture'))).toEqual(before);
    });

    it('burnt by 23: campaigns can not be versioned', async () => {
      // Every document says which config it is of.
      const hashes = (directory: string) => {
        const summary = readFileSync(project.path(`${directory}/summary.json`), 'utf8');
        return [project.manifest(directory).configHash, JSON.parse(summary).configHash];
      };
      const [hash] = hashes('one');
      const [run = ''] = project.runs();
      expect([...hashes('one'), ...hashes(`.nurture/runs/${run}`)]).toEqual(Array(4).fill(hash));
      project.write('nurture.yaml', config.replace('subject: Hello', 'subject: Good morning'));
      expect((await project.document('plan', wednesday)).configHash).not.toBe(hash);
    });
  });

  it('burnt by 5: unsubscribed people come back through an import', async () => {
    const project = new Project();
    project.event('a', 'email.unsubscribed', '2026-03-01T10:00:00Z');
    await project.nurture('run -q', monday);
    expect(await project.sends()).toEqual(['b hello', 'c hello']);
    // A fresh export of everybody, with all of them subscribed just now, and without what they have said.
    project.forgetEvents();
    project.write(
      'leads.csv',
      `lead_id,email,status,consent_at\na,anna@corp.example,subscribed,2026-03-03\na2,ANNA@corp.example,subscribed,2026-03-03\n`,
    );
    for (const lead of ['a', 'a2']) project.event(lead, 'trial.started', '2026-03-03T08:00:00Z');
    await project.nurture('plan -q -o plan', wednesday);
    expect(await project.decisions('plan')).toEqual([
      'a skip suppressed_unsubscribed',
      'a2 skip suppressed_unsubscribed',
    ]);
    // Burnt by 25: only tables say whom they are about.
    const documents = Object.entries(filesOf(project.folder)).filter(([name]) =>
      /^(?:plan|\.nurture).*\.json$/.test(name),
    );
    expect(documents.length).toBeGreaterThan(4);
    for (const [name, text] of documents) {
      expect([name, Buffer.from(text, 'base64').toString().includes('corp.example')]).toEqual([name, false]);
    }
  });
});
