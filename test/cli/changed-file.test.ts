import { appendFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { foldInputs } from '../../src/cli/pipeline.js';
import { UnusableInput } from '../../src/engine/unusable-input.js';
import { withMatched } from './explain-all.js';
import { temporaryFolder } from './temporary-folder.js';

const config = `version: 1
sources:
  leads: [{ files: leads.csv, key: id }]
  events: [{ files: events.csv }]
score: { ready: 100, pain: { rules: [{ id: trial, event: trial.started, points: 30 }] } }
`;
const header = 'lead_id,event,timestamp\n';
const event = 'L1,trial.started,2025-06-01\n';

/** What is said when the events change between the moment they are looked at and the moment they are read. */
async function foldChanged(change: (events: string) => void) {
  const folder = temporaryFolder();
  const events = join(folder, 'events.csv');
  writeFileSync(join(folder, 'nurture.yaml'), config);
  writeFileSync(join(folder, 'leads.csv'), 'id\nL1\n');
  writeFileSync(events, header + event.repeat(3));
  const given = { asOf: Date.UTC(2025, 5, 30) };
  return withMatched(join(folder, 'nurture.yaml'), given, async ({ database, matched, inputs }) => {
    change(events);
    const outcome = await foldInputs(database, matched, inputs).catch((error: unknown) => error);
    if (!(outcome instanceof UnusableInput)) return outcome;
    return outcome.diagnostics.map(({ code, message }) => ({
      code,
      message: message.replaceAll(`${folder}/`, ''),
    }));
  });
}

describe('a file that is written to while it is read', () => {
  it('is refused when it has more records than were counted', async () => {
    expect(await foldChanged((events) => appendFileSync(events, event))).toEqual([
      {
        code: 'input/read-differently',
        message: 'events.csv: 3 records were counted, and the engine read 4.',
      },
    ]);
  });

  it('is refused when it is cut', async () => {
    const cut = (events: string) => truncateSync(events, header.length + event.length);
    expect(await foldChanged(cut)).toEqual([
      {
        code: 'input/read-differently',
        message: 'events.csv: 3 records were counted, and the engine read 1.',
      },
    ]);
  });

  it('is refused without its content when the engine can not read it any more', async () => {
    const outcome = await foldChanged((events) => appendFileSync(events, 'L1,secret.event\n'));
    expect(outcome).toEqual([
      {
        code: 'input/read-differently',
        message: 'events.csv: the engine can not read what was found sound before (Invalid Input Error).',
      },
    ]);
  });
});
