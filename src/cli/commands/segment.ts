import { audienceLeadFields } from '../../engine/audience-file.js';
import { nothingWanted, type Wanted } from '../../engine/classify/wanted.js';
import {
  countLeads,
  countMembers,
  type Group,
  groupsOf,
  keepMembers,
  readMembership,
} from '../../engine/members.js';
import { profileColumnsOf } from '../../model/score-columns.js';
import { visible } from '../../report/diagnostics/terminal-text.js';
import { formatCount, formatShare, plural } from '../../report/numbers.js';
import { renderOverlaps, renderSizes, type SegmentReport } from '../../report/segment-report.js';
import { type Asked, classifyRun, finishRun } from '../classified-run.js';
import { type EngineRun, withEngine } from '../engine-run.js';
import { stageOutput, stageTarget } from '../outputs.js';
import { configHash } from '../score-document.js';
import { printScores, scratchFiles, tableColumns, topLeads, writeOutputs } from '../score-publish.js';
import { writeAudience } from '../segment-audience.js';
import {
  type AudienceRequest,
  type MembersRequest,
  readSegmentOptions,
  type SegmentOptions,
  type SizesRequest,
} from '../segment-request.js';
import { type EarlierRun, measureGroups } from '../segment-sizes.js';
import { type LoadedConfig, Session } from '../session.js';
import { painterFor, widthOf } from '../terminal.js';

/** Who is in which segment (S4.1): sizes of all, or the members of one. */
export async function segment(session: Session, options: SegmentOptions) {
  const loaded = session.loadConfig();
  const asOf = session.asOf(loaded.config.timezone);
  const request = readSegmentOptions(options, loaded.config, asOf);
  const asked: Asked = { session, loaded, options, asOf };
  switch (request.kind) {
    case 'sizes':
      return showSizes(asked, request, await runEarlier(asked, request.trend));
    case 'members':
      return showMembers(asked, request);
    case 'audience':
      return exportAudience(asked, request);
  }
}

/** The same run as of an earlier instant. It has an engine of its own, and leaves nothing but who was in which group. */
async function runEarlier(asked: Asked, asOf: number | undefined): Promise<EarlierRun | undefined> {
  if (asOf === undefined) return undefined;
  const { session, loaded } = asked;
  const { config } = loaded;
  // What is to be said of the files is said by the run that is asked for.
  const quiet = new Session(session.terminal, { ...session.flags, quiet: true });
  return withEngine(quiet, async (run) => {
    await classifyRun(run, { ...asked, session: quiet, asOf }, { wanted: allGroups(loaded) });
    return { asOf, membership: await readMembership(run.database, groupsOf(config.audience)) };
  });
}

async function showSizes(asked: Asked, request: SizesRequest, earlier: EarlierRun | undefined) {
  const { session, loaded, asOf } = asked;
  return withEngine(session, async (run) => {
    const classified = await classifyRun(run, asked, { wanted: allGroups(loaded) });
    const report = await measureGroups(run.database, loaded.config, asOf, request.overlaps, earlier);
    session.terminal.stdout.write(
      request.json ? sizesDocument(report, headOf(asked)) : sizesText(session, report),
    );
    if (request.notCompared > 0) {
      session.note(
        `${plural(request.notCompared, 'more segment')} not compared. Name those to compare: --overlap a,b,c`,
      );
    }
    return finishRun(session, classified);
  });
}

function sizesText({ terminal, flags }: Session, report: SegmentReport): string {
  const color = painterFor(terminal.stdout, flags.color, terminal.env);
  const table = { width: widthOf(terminal.stdout, terminal.env), plain: flags.plain === true };
  const sizes = renderSizes(report, color, table);
  return report.overlaps === undefined ? sizes : `${sizes}\n${renderOverlaps(report, color, table)}`;
}

function sizesDocument(report: SegmentReport, head: object): string {
  return `${JSON.stringify({ schemaVersion: 1, ...head, ...report }, null, 2)}\n`;
}

/** The members are printed and written as `score` prints and writes all leads, in the order of S3.9. */
async function showMembers(asked: Asked, { group, outputs, rows }: MembersRequest) {
  const { session, loaded } = asked;
  // As with `score`, a run for files alone has nobody to show a table to.
  const prints = !(rows.format === 'table' && session.flags.quiet === true && outputs.length > 0);
  return withEngine(session, async (run) => {
    const staged = outputs.map((target) => stageOutput(session, run, target));
    const classified = await classifyRun(run, asked, {
      wanted: { ...oneGroup(loaded, group), columns: profileColumnsOf(rows.columns) },
      columns: [...rows.columns, ...(rows.format === 'table' ? tableColumns : [])],
      outputs: staged.map(({ file }) => file),
      scratch: scratchFiles(run),
    });
    await keepMembers(run.database, group);
    const head = { ...headOf(asked), segment: group.name };
    await writeOutputs(session, run, staged, rows, head);
    if (prints) {
      const top = rows.format === 'table' ? await topLeads(run, rows) : [];
      await printScores(session, run, rows, top, head);
    }
    session.note(visible(await sizeText(run, group)));
    return finishRun(session, classified);
  });
}

/** Writes the members in the form of an ad platform (A8). */
async function exportAudience(asked: Asked, request: AudienceRequest) {
  const { session, loaded } = asked;
  return withEngine(session, async (run) => {
    const file = stageTarget(session, run, '-o', request.output);
    const classified = await classifyRun(run, asked, {
      wanted: {
        ...oneGroup(loaded, request.group),
        columns: ['channels'],
        fields: audienceLeadFields,
      },
      outputs: [file],
    });
    const { leadFields } = classified.matched;
    const notes = await writeAudience(run.database, loaded.config, request, leadFields, file.path);
    file.commit();
    session.note(`Wrote ${visible(session.shortName(file.target))}`);
    for (const note of notes) session.note(visible(note));
    return finishRun(session, classified);
  });
}

function allGroups({ config }: LoadedConfig): Wanted {
  const { segments, partitions } = config.audience;
  const ids = (groups: readonly { readonly id: string }[]) => groups.map(({ id }) => id);
  return { ...nothingWanted, segments: ids(segments), partitions: ids(partitions) };
}

function oneGroup({ config }: LoadedConfig, { kind, index }: Group): Wanted {
  const { segments, partitions } = config.audience;
  return kind === 'segment'
    ? { ...nothingWanted, segments: segments.slice(index, index + 1).map(({ id }) => id) }
    : { ...nothingWanted, partitions: partitions.slice(index, index + 1).map(({ id }) => id) };
}

async function sizeText({ database }: EngineRun, group: Group): Promise<string> {
  const [{ leads: members, ready } = { leads: 0, ready: 0 }] = await countMembers(database, [group]);
  const leads = await countLeads(database);
  return `${group.name}: ${plural(members, 'member')}, ${formatShare(members, leads)} of ${plural(leads, 'lead')}; ready ${formatCount(ready)}`;
}

function headOf({ loaded, asOf }: Asked): object {
  return {
    command: 'segment',
    asOf: new Date(asOf).toISOString(),
    configHash: configHash(loaded.text),
  };
}
