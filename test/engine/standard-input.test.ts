import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expandFiles, type InputContext } from '../../src/cli/inputs.js';
import { openSourceFile } from '../../src/engine/open-source-file.js';
import { openWorkbench, readThrough, type Workbench } from './workbench.js';

describe('"-" is standard input', () => {
  let bench: Workbench;
  beforeAll(async () => {
    bench = await openWorkbench();
  });
  afterAll(() => bench.close());

  const piped = (content: string | Uint8Array): InputContext => ({
    database: bench.database,
    cwd: bench.folder,
    stdin: Readable.from([Buffer.from(content)]),
    spool: bench.folder,
  });

  it.each([
    ['text', 'lead_id\n1\n'],
    ['JSON Lines', '{"lead_id":1}\n'],
    ['a JSON array', '\ufeff [ {"lead_id":1} ]'],
    ['compressed text', gzipSync('lead_id\n1\n')],
  ])('of %s', async (_, content) => {
    const { inputs, problems } = await expandFiles(['-'], bench.folder, piped(content));
    expect(problems).toEqual([]);
    const [input] = inputs;
    const opened = await openSourceFile(input ?? { path: '', name: '' }, {}, bench.database);
    if ('problem' in opened) throw new Error(opened.problem.message);
    expect(opened.file).toMatchObject({ name: '<stdin>', columns: ['lead_id'] });
    expect(await readThrough(bench.database, opened.file)).toEqual([['1']]);
  });

  it('once', async () => {
    const context = piped('lead_id\n1\n');
    await expandFiles(['-'], bench.folder, context);
    const { inputs, problems } = await expandFiles(['-'], bench.folder, context);
    expect(inputs).toEqual([]);
    expect(problems.map(({ code }) => code)).toEqual(['input/stdin-twice']);
  });
});
