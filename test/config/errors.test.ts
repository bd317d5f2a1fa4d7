import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadTemplateReader } from '../../src/cli/template-reader.js';
import { parseConfig } from '../../src/config/parse-config.js';
import { diagnosticCodes } from '../../src/diagnostics/codes.js';
import { foldRepeats } from '../../src/diagnostics/fold-repeats.js';
import { renderCounts } from '../../src/report/diagnostics/count-severities.js';
import { plainPainter } from '../../src/report/diagnostics/painter.js';
import { renderPretty } from '../../src/report/diagnostics/render-pretty.js';

const errors = new URL('../../fixtures/errors/', import.meta.url);
const isOfConfig = (name: string) => /^(?:config|yaml)\b/.test(name);
const folders = readdirSync(errors).filter(isOfConfig);

describe('fixtures/errors', () => {
  it('has one folder for every code of the config', () => {
    const codes = Object.keys(diagnosticCodes).filter(isOfConfig);
    expect(folders.toSorted()).toEqual(codes.map((code) => code.replace('/', '--')).toSorted());
  });

  it.each(folders)('%s is what its config is told, and nothing else', async (folder) => {
    const text = readFileSync(new URL(`${folder}/nurture.yaml`, errors), 'utf8');
    const { diagnostics } = parseConfig(text, 'nurture.yaml', await loadTemplateReader());
    const told = foldRepeats(diagnostics);
    const withoutNotice = told.filter(
      ({ code }) => code !== 'config/not-evaluated' || folder.endsWith('not-evaluated'),
    );
    expect(new Set(withoutNotice.map(({ code }) => code.replace('/', '--')))).toEqual(new Set([folder]));
    const pretty = renderPretty(told, { color: plainPainter, width: 100 });
    checkExpected(folder, `${pretty}\n${renderCounts(told, 'nurture.yaml')}\n`);
  });
});

/** UPDATE_CASES=1 writes what is printed, to be reviewed as a diff. */
function checkExpected(folder: string, printed: string): void {
  const expected = new URL(`${folder}/expected.txt`, errors);
  if (process.env.UPDATE_CASES === '1') writeFileSync(expected, printed);
  expect(printed).toBe(readFileSync(expected, 'utf8'));
}
