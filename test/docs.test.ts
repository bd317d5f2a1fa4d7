import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtInConfig } from '../src/cli/built-in-config.js';
import { parseConfig } from '../src/config/parse-config.js';
import { diagnosticCodes } from '../src/diagnostics/codes.js';
import { accountColumns } from '../src/engine/accounts-query.js';
import { eventNames, leadNames } from '../src/engine/aliases.js';
import { scoreColumns } from '../src/model/score-columns.js';
import { projectFolder } from './cli/run-nurture.js';
import { renderDiagnosticsPage } from './render-diagnostics-page.js';

describe('docs/built-in-model.md', () => {
  const page = readPage('built-in-model.md');

  it('shows the model that is built in', () => {
    const [model] = Array.from(page.matchAll(/^```yaml\n(.*?)^```$/gms), ([, block]) => block);
    expect(model).toBe(builtInConfig);
  });

  it('shows a model that has no mistakes', () => {
    expect(parseConfig(builtInConfig, 'built-in model').diagnostics).toEqual([]);
  });

  it('lists the headers under which fields are found', () => {
    const [, leads = '', events = ''] = page.split(/^(?:Leads|Events):$/m);
    expect(namesByField(leads)).toEqual(leadNames('generic').usual);
    expect(namesByField(events)).toEqual(eventNames().usual);
  });
});

describe('docs/outputs.md', () => {
  const page = readPage('outputs.md');

  it('describes every column of a score, in order', () => {
    const [, section = ''] = /^## Columns of a score$(.*?)^## /ms.exec(page) ?? [];
    expect(Object.keys(namesByField(section))).toEqual([...scoreColumns]);
  });

  it('describes every column of an account, in order', () => {
    const [, section = ''] = /^### `nurture accounts --json`$(.*?)^##/ms.exec(page) ?? [];
    const names = Array.from(
      section.matchAll(/^\| (`.*?) \|/gm),
      ([, cell = '']) => cell.match(/\w+/g) ?? [],
    );
    expect(names.flat()).toEqual([...accountColumns]);
  });
});

describe('docs/diagnostics.md', () => {
  const written = renderDiagnosticsPage();
  if (process.env.UPDATE_SCHEMA === '1' && process.env.CI === undefined) {
    writeFileSync(join(projectFolder, 'docs/diagnostics.md'), written);
  }

  it('is as generated from the table of codes (UPDATE_SCHEMA=1 writes it)', () => {
    expect(readPage('diagnostics.md')).toBe(written);
  });

  it('lists every code once', () => {
    for (const code of Object.keys(diagnosticCodes)) expect(written.split(`| \`${code}\` |`)).toHaveLength(2);
  });

  it('shows a section of a config that is one', () => {
    const [section = ''] = Array.from(
      written.matchAll(/^```yaml\n(lint:.*?)^```$/gms),
      ([, block = '']) => block,
    );
    const { config, diagnostics } = parseConfig(`score: { ready: 1 }\n${section}`, 'nurture.yaml');
    expect(diagnostics).toEqual([]);
    expect(config).toBeDefined();
  });
});

/** The rows of a table: what stands in code in the first cell, with what stands in code in the last one. */
function namesByField(text: string): Readonly<Record<string, readonly string[]>> {
  const rows = Array.from(text.matchAll(/^\| `(\w+)` \|.*?([^|]*) \|$/gm));
  return Object.fromEntries(
    rows.map(([, field = '', last = '']) => [
      field,
      Array.from(last.matchAll(/`([^`]+)`/g), ([, name = '']) => name),
    ]),
  );
}

function readPage(name: string): string {
  return readFileSync(join(projectFolder, 'docs', name), 'utf8');
}
