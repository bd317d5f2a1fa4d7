import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { reasons } from '../../src/model/reason.js';
import { renderTable } from '../../src/report/table.js';
import { projectFolder } from '../cli/run-nurture.js';
import { temporaryFolder } from '../cli/temporary-folder.js';
import { useEngine } from '../engine/use-engine.js';
import { type DecisionText, decideFolder, decisionTexts } from './decide-folder.js';

const place = join(projectFolder, 'fixtures/reasons');
const folders = readdirSync(place, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const update = process.env.UPDATE_CASES === '1';

describe('fixtures/reasons', () => {
  const engine = useEngine();
  const directory = temporaryFolder();

  it('are rewritten by people who look at the difference, never by CI', () => {
    expect(update && process.env.CI !== undefined).toBe(false);
  });

  it('S6.2 have a folder for every reason', () => {
    expect(folders.sort()).toEqual([...reasons].sort());
  });

  it.each(folders)('%s', async (reason) => {
    const folder = join(place, reason);
    const decisions = await decideFolder(folder, { database: engine(), directory });
    const file = join(folder, 'expected.txt');
    const text = render(decisions);
    if (update && process.env.CI === undefined) writeFileSync(file, text);
    expect(text).toBe(existsSync(file) ? readFileSync(file, 'utf8') : '');
    expect(decisions.map((decision) => decision.reason)).toContain(reason);
  });
});

/** Columns that nothing stands in are left out. */
function render(decisions: readonly DecisionText[]): string {
  const columns = decisionTexts.filter((name) => decisions.some((decision) => decision[name] !== ''));
  const rows = decisions.map((decision) => columns.map((name) => decision[name]));
  return renderTable(
    columns.map((title) => ({ title })),
    rows,
    { width: undefined, plain: false },
  );
}
