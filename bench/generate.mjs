#!/usr/bin/env node
/**
 * Writes the leads and events the benchmark runs on: `node bench/generate.mjs [--leads N] [--events N] [--plan]`. N
 * events are N x 1.005 rows, because some are delivered twice. With --plan it writes what `nurture plan` runs on,
 * which has committed runs besides.
 */
import { mkdirSync, renameSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { dataFiles, dataFolder, planFiles } from './data-files.mjs';
import { quoted, withEngine } from './engine.mjs';
import { writePlanData } from './plan-data.mjs';
import { eventsQuery, leadsQuery } from './rows.mjs';

const usage = 'usage: node bench/generate.mjs [--leads 1000000] [--events 10000000] [--plan]';

/**
 * @param {{ leads: number, events: number }} size numbers of leads and of distinct events
 * @param {boolean} plan
 * @returns {Promise<readonly string[]>} what was written
 */
async function generate(size, plan) {
  mkdirSync(dataFolder, { recursive: true });
  const files = dataFiles(size);
  const filesOfPlan = planFiles(size);
  await withEngine(`${dataFolder}spill`, async (connection) => {
    // A file that is there is whole: it gets its name only when the last row is in it.
    const writeCsv = async (/** @type {string} */ file, /** @type {string} */ query) => {
      await connection.run(`COPY (${query}) TO ${quoted(`${file}.tmp`)} (FORMAT csv, HEADER)`);
      renameSync(`${file}.tmp`, file);
    };
    if (plan) await writePlanData(connection, size, filesOfPlan, writeCsv);
    else {
      await writeCsv(files.leads, leadsQuery(size));
      await writeCsv(files.events, eventsQuery(size));
    }
  });
  return Object.values(plan ? filesOfPlan : files);
}

const { values } = parseArgs({
  options: {
    leads: { type: 'string', default: '1000000' },
    events: { type: 'string', default: '10000000' },
    plan: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
const size = { leads: Number(values.leads), events: Number(values.events) };
if (values.help) {
  console.log(usage);
} else if (
  !Number.isSafeInteger(size.leads) ||
  !Number.isSafeInteger(size.events) ||
  size.leads < 1 ||
  size.events < 1
) {
  console.error(usage);
  process.exitCode = 2;
} else {
  console.log((await generate(size, values.plan)).join('\n'));
}
