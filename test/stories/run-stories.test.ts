import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runHere } from '../cli/run-here.js';
import { project, runTests } from './project.js';

const trial = (name: string, then: string, lead = '{ email: a@corp.example }') => `- story: ${name}
  as_of: 2026-03-02T08:00:00Z
  lead: ${lead}
  events: [{ at: -1d, type: trial.started }]
  then:
${then}`;

const hello = '    - { run: +0d, expect: { sends: [{ campaign: welcome, step: hello, at: +0d }] } }\n';

describe('nurture test', () => {
  it('goes through runs and events on a clock of its own', async () => {
    const folder = project({
      'welcome.test.yaml': trial(
        'opens, then gets the next mail',
        `${hello}    - event: { at: +2h, type: email.opened, step: hello }
    - run: +1d
      expect:
        score: { between: [35, 40] }
        fit: 10
        pain: { gt: 25, lt: 30 }
        ready: false
        reason: { campaign: welcome, is: [waiting_delay, waiting_case] }
        segments: { excludes: engaged }
        persona: none
        stage: inquiry
        case: opened
    - event: { at: +25h, type: email.clicked, step: hello, campaign: welcome }
    - run: +2d
      expect:
        sends: [{ campaign: welcome, step: first-steps, attempt: 1 }]
        segments: { includes: engaged }
        case: { campaign: welcome, step: hello, is: clicked }
`,
      ),
    });
    const { stdout, code } = await runTests(folder);
    expect(stdout).toBe('1 passed; 1 story in 1 file\n');
    expect(code).toBe(0);
  });

  it('says of what fails what was expected, what came, and which gate said no', async () => {
    const folder = project({
      'welcome.test.yaml': trial(
        'too early',
        `${hello}    - { run: +1d, expect: { sends: [{ campaign: welcome, step: first-steps }] } }\n`,
      ),
    });
    const { stdout, code } = await runTests(folder);
    expect(code).toBe(1);
    expect(stdout).toContain('FAIL too early\n  --> tests/welcome.test.yaml:1\n');
    expect(stdout).toContain('  sends at 2026-03-03 08:00Z  (tests/welcome.test.yaml:7)\n');
    expect(stdout).toContain('    - expected  welcome/first-steps\n    + actual    no sends\n');
    expect(stdout).toMatch(
      /welcome {2}wait, .*\(waiting_delay\)\n(?:.*\n)*.*gates: .*delay \(stopped here\)\n/,
    );
    expect(stdout).toContain('\n1 failed; 1 story in 1 file\n');
  });

  it('fails on each kind of expectation that is not met', async () => {
    const folder = project({
      'a.test.yaml': trial(
        'all wrong',
        `    - run: +0d
      expect:
        score: { gte: 99 }
        fit: 11
        ready: true
        segments: { includes: engaged }
        persona: none
        stage: won
        reason: { campaign: welcome, is: exhausted }
        case: clicked
    - event: { at: +1h, type: email.opened, step: first-steps }
    - run: +1d
`,
      ),
    });
    const { stdout } = await runTests(folder, '--json');
    const { totals, stories } = JSON.parse(stdout);
    expect(totals).toEqual({ stories: 1, passed: 0, failed: 1 });
    const failed = stories[0].failures.map(({ what }: { what: string }) => what).sort();
    expect(failed).toEqual(['case', 'event', 'fit', 'ready', 'reason', 'score', 'segments', 'stage']);
  });

  it('keeps stories apart that share an address, a company, and the limits of a plan', async () => {
    const alone = trial(
      'alone',
      `${hello}    - { run: +0d, expect: { segments: { excludes: big-account }, sends: [] } }\n`,
    );
    const stopped = trial(
      'stopped',
      `${hello}    - event: { at: +1h, type: email.unsubscribed, step: hello }
    - { run: +1d, expect: { reason: { campaign: welcome, is: suppressed_unsubscribed } } }\n`,
    );
    const others = Array.from({ length: 20 }, (_, index) => alone.replace('alone', `alone ${index}`));
    const folder = project({ 'a.test.yaml': [stopped, ...others].join('') });
    // The policy lets one mail go out in a run, and two people of a company would be a big account.
    expect((await runTests(folder)).stdout).toBe('21 passed; 21 stories in 1 file\n');
  });

  it('knows events from their place on, even late ones, and nothing after a run', async () => {
    const folder = project({
      'a.test.yaml': `- story: late news
  as_of: 2026-03-02T08:00:00Z
  lead: { email: a@corp.example }
  then:
    - { run: +0d, expect: { pain: 0 } }
    - event: { at: -1d, type: trial.started }
    - event: { at: +9d, type: document.created }
    - { run: +0d, expect: { pain: { gt: 29 }, sends: [{ campaign: welcome, step: hello }] } }
`,
    });
    expect((await runTests(folder)).stdout).toBe('1 passed; 1 story in 1 file\n');
  });

  it('says the same as a plan of the same leads and events', async () => {
    const leads = [
      'L1,a@corp.example,2026-03-01',
      'L2,b@gmail.com,2026-02-27',
      'L3,c@corp.example,2026-02-28',
    ];
    const folder = project({});
    writeFileSync(join(folder, 'leads.csv'), `lead_id,email,created_at\n${leads.join('\n')}\n`);
    const events = ['L1,trial.started,2026-03-01T08:00:00Z', 'L3,trial.started,2026-02-28T08:00:00Z'];
    writeFileSync(join(folder, 'events.csv'), `lead,type,at\n${events.join('\n')}\n`);
    const asOf = ['--as-of', '2026-03-02T08:00:00Z'];
    const planned = await runHere(['plan', '-l', 'leads.csv', '-e', 'events.csv', '--json', ...asOf], {
      cwd: folder,
    });
    const { actions, reasons } = JSON.parse(planned.stdout);
    const rows = leads.map((row) => row.split(','));
    const story = {
      story: 'as the plan',
      leads: rows.map(([id, email, created_at]) => ({ id, email, created_at })),
      events: events.map((row) => row.split(',')).map(([lead, type, at]) => ({ lead, type, at })),
      // biome-ignore lint/suspicious/noThenProperty: a key of the contract; nobody waits for a story
      then: [
        {
          run: '2026-03-02T08:00:00Z',
          expect: rows.map(([lead]) => ({ lead, reason: { campaign: 'welcome', is: 'expired' } })),
        },
      ],
    };
    writeFileSync(join(folder, 'tests/a.test.yaml'), JSON.stringify([story]));
    const tested = JSON.parse((await runTests(folder, '--json')).stdout);
    const found = tested.stories[0].failures.map(({ actual }: { actual: string }) =>
      actual.replace('welcome: ', ''),
    );
    expect(found.filter((reason: string) => reason === 'sent_planned')).toHaveLength(actions.send);
    const expected = reasons.flatMap(({ reason, leads: count }: { reason: string; leads: number }) =>
      Array(count).fill(reason),
    );
    expect(found.sort()).toEqual(expected.sort());
  });

  it('writes JUnit, and tells what no story touches', async () => {
    const folder = project({
      'a.test.yaml': `${trial('a < b', hello)}${trial('fails', '    - { run: +0d, expect: { score: 1 } }\n')}`,
    });
    const { stdout, code } = await runTests(folder, '--junit', 'out.xml', '--coverage');
    expect(code).toBe(1);
    const xml = readFileSync(join(folder, 'out.xml'), 'utf8');
    expect(xml).toContain('<testsuites name="nurture test" tests="2" failures="1" errors="0" skipped="0">');
    expect(xml).toContain('name="a &lt; b" file="tests/a.test.yaml" line="1"/>');
    expect(xml).toContain('<failure message="score: expected is 1, actual ');
    expect(stdout).toContain('segments that no story touches: engaged, big-account\n');
    expect(stdout).toContain('steps that no story touches: welcome/first-steps\n');
    expect(stdout).not.toContain('rules that no story touches');
  });

  it('ends with 2 when there is nothing to run', async () => {
    expect((await runTests(project({}))).code).toBe(2);
    expect((await runTests(project({}), 'nowhere.test.yaml')).stderr).toContain(
      'No scenario tests are at nowhere',
    );
  });

  it('finds named files, directories and patterns', async () => {
    const folder = project({
      'a.test.yaml': trial('a', hello),
      'b.test.yaml': trial('b', hello),
      'notes.yaml': 'x',
    });
    mkdirSync(join(folder, 'more'));
    expect((await runTests(folder)).stdout).toContain('2 stories in 2 files');
    expect((await runTests(folder, 'tests/a.test.yaml')).stdout).toContain('1 story in 1 file');
    expect((await runTests(folder, 'tests/[b]*.yaml')).code).toBe(2);
    expect((await runTests(folder, 'tests/b*.yaml', 'tests')).stdout).toContain('2 stories in 2 files');
  });
});
