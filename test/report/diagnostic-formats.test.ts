import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { reviewConfig } from '../../src/config/lint/review-config.js';
import { diagnosticCodes } from '../../src/diagnostics/codes.js';
import { diagnose } from '../../src/diagnostics/diagnose.js';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js';
import { maskAddresses } from '../../src/report/diagnostics/mask-addresses.js';
import { renderConcise } from '../../src/report/diagnostics/render-concise.js';
import { renderGithub, renderGithubSummary } from '../../src/report/diagnostics/render-github.js';
import { renderGitlab } from '../../src/report/diagnostics/render-gitlab.js';
import { renderJson } from '../../src/report/diagnostics/render-json.js';
import { renderJunit } from '../../src/report/diagnostics/render-junit.js';
import { renderSarif } from '../../src/report/diagnostics/render-sarif.js';
import { projectFolder } from '../cli/run-nurture.js';

const file = 'config/nurture.yaml';
const at = { file, line: 3, column: 5, endLine: 3, endColumn: 9, excerpt: '    fti: {}' };
const hostile = diagnose('config/unknown-key', 'The key "a,b:100%\n]]>" is <not> known.', at, {
  help: 'Remove it.',
});
const placeless = diagnose('data/small-segment', 'The segment "x" has 1 member, fewer than 5.', undefined);

/** What is said about every config of fixtures/errors. */
const everything: readonly Diagnostic[] = readdirSync(join(projectFolder, 'fixtures/errors'))
  .filter((name) => /^(?:config|yaml|lint)--/.test(name))
  .flatMap((name) => {
    const text = readFileSync(join(projectFolder, 'fixtures/errors', name, 'nurture.yaml'), 'utf8');
    return reviewConfig(text, file, { isTested: false }).tell([], () => true);
  });

describe('github', () => {
  it('escapes what would end a command or a property', () => {
    expect(renderGithub([hostile, placeless])).toBe(
      '::error file=config/nurture.yaml,line=3,endLine=3,col=5,endColumn=9,title=config/unknown-key::' +
        'The key "a,b:100%25␊]]>" is <not> known.%0ARemove it.\n' +
        '::warning title=data/small-segment::The segment "x" has 1 member, fewer than 5.%0A' +
        `${diagnosticCodes['data/small-segment'].help}\n`,
    );
    const odd = { ...hostile, at: { file: 'a,b:c%.yaml', line: 1 } };
    expect(renderGithub([odd])).toContain('file=a%2Cb%3Ac%25.yaml,line=1,title=');
  });

  it('is one line for each problem, the most serious first', () => {
    const lines = renderGithub(everything).trimEnd().split('\n');
    expect(lines).toHaveLength(everything.length + 1);
    const kinds = lines.slice(0, -1).map((line) => /^::(error|warning|notice) /.exec(line)?.[1]);
    expect([...new Set(kinds)]).toEqual(['error', 'warning', 'notice']);
    expect(lines.at(-1)).toContain('10 annotations');
  });

  it('has a summary in which nothing is Markdown or HTML that should not be', () => {
    const summary = renderGithubSummary([hostile], file);
    expect(summary).toContain('| error | config/nurture.yaml:3:5 | config/unknown-key | ');
    expect(summary).not.toMatch(/<not>|\]\]>/);
  });
});

describe('gitlab', () => {
  const issues = renderGitlab(everything, file);

  it('names each problem apart, and again by the same name when lines have moved', () => {
    const names = issues.map(({ fingerprint }) => fingerprint);
    expect(new Set(names).size).toBe(names.length);
    const moved = everything.map((one) =>
      one.at?.line === undefined ? one : { ...one, at: { ...one.at, line: 99 } },
    );
    expect(renderGitlab(moved, file).map(({ fingerprint }) => fingerprint)).toEqual(names);
  });

  it('has what a Code Quality report needs', () => {
    for (const { description, check_name, fingerprint, severity, location } of issues) {
      expect(description).not.toBe('');
      expect(Object.keys(diagnosticCodes)).toContain(check_name);
      expect(fingerprint).toMatch(/^[0-9a-f]{16}$/);
      expect(['info', 'minor', 'major', 'critical', 'blocker']).toContain(severity);
      expect(location.path).toBe(file);
      expect(location.lines.begin).toBeGreaterThan(0);
    }
    expect(renderGitlab([placeless], file)[0]?.location).toEqual({ path: file, lines: { begin: 1 } });
  });
});

/** The properties that the schema of SARIF 2.1.0 and code scanning ask for. */
describe('sarif', () => {
  const log = renderSarif(everything, file, '1.2.3');
  const [run] = log.runs;
  const { rules = [], ...driver } = run?.tool.driver ?? {};
  const results = run?.results ?? [];

  it('names version, tool and run', () => {
    expect(log.version).toBe('2.1.0');
    expect(log.$schema).toMatch(/^https:.*sarif-schema-2\.1\.0\.json$/);
    expect(driver).toEqual({ name: 'nurture', version: '1.2.3', semanticVersion: '1.2.3' });
    expect(run?.automationDetails).toEqual({ id: 'nurture/config/nurture.yaml/' });
    expect(run?.columnKind).toBe('utf16CodeUnits');
  });

  it('explains each rule once', () => {
    expect(rules.map(({ id }) => id)).toEqual([...new Set(everything.map(({ code }) => code))].sort());
    for (const rule of rules) {
      const texts = [
        rule.shortDescription.text,
        rule.fullDescription.text,
        rule.help.text,
        rule.help.markdown,
      ];
      for (const text of texts) expect(text.trim()).not.toBe('');
      expect(rule.shortDescription.text.length).toBeLessThanOrEqual(1024);
      expect(['note', 'warning', 'error']).toContain(rule.defaultConfiguration.level);
      expect(['error', 'warning', 'recommendation']).toContain(rule.properties['problem.severity']);
    }
  });

  it('places each result in a file of the repository', () => {
    expect(results).toHaveLength(everything.length);
    for (const { ruleId, ruleIndex, level, message, locations, partialFingerprints } of results) {
      expect(rules[ruleIndex]?.id).toBe(ruleId);
      expect(['note', 'warning', 'error']).toContain(level);
      expect(message.text).not.toBe('');
      const [{ physicalLocation } = { physicalLocation: undefined }] = locations;
      expect(physicalLocation?.artifactLocation.uri).toBe(file);
      const {
        startLine = 0,
        startColumn = 1,
        endLine = startLine,
        endColumn = 2,
      } = physicalLocation?.region ?? {};
      expect(startLine).toBeGreaterThan(0);
      expect(endLine).toBeGreaterThanOrEqual(startLine);
      expect(endColumn).toBeGreaterThanOrEqual(startColumn);
      expect(partialFingerprints.primaryLocationLineHash).toMatch(/^[0-9a-f]{16}:1$/);
    }
  });

  it('offers the cures', () => {
    const cured = results.filter((result) => 'fixes' in result);
    expect(cured.length).toBe(everything.filter(({ fix }) => fix !== undefined).length);
    expect(cured.length).toBeGreaterThan(10);
  });

  it('writes paths as URIs', () => {
    const odd = { ...hostile, at: { ...at, file: 'my configs\\a#b?.yaml' } };
    expect(JSON.stringify(renderSarif([odd], file, '1.2.3'))).toContain('"uri":"my%20configs/a%23b%3F.yaml"');
  });
});

describe('junit', () => {
  it('fails what fails, and escapes', () => {
    expect(
      renderJunit([hostile, placeless], file, ({ severity }) => severity === 'error'),
    ).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="nurture validate" tests="2" failures="1" errors="0" skipped="0">
  <testsuite name="config/nurture.yaml" tests="2" failures="1" errors="0" skipped="0">
    <testcase name="config/unknown-key at config/nurture.yaml:3:5" classname="nurture.validate" file="config/nurture.yaml" line="3">
      <failure message="The key &quot;a,b:100%␊]]&gt;&quot; is &lt;not&gt; known." type="error">config/nurture.yaml:3:5: The key &quot;a,b:100%␊]]&gt;&quot; is &lt;not&gt; known.
${diagnosticCodes['config/unknown-key'].why}
Remove it.</failure>
    </testcase>
    <testcase name="data/small-segment at config/nurture.yaml" classname="nurture.validate" file="config/nurture.yaml">
      <system-out>config/nurture.yaml: The segment &quot;x&quot; has 1 member, fewer than 5.
${diagnosticCodes['data/small-segment'].why}
${diagnosticCodes['data/small-segment'].help}</system-out>
    </testcase>
  </testsuite>
</testsuites>
`);
  });

  it('has one test that passed when nothing is wrong', () => {
    const text = renderJunit([], file, () => true);
    expect(text).toContain('tests="1" failures="0"');
    expect(text).toContain('<testcase name="no problems"');
  });
});

describe('no format', () => {
  const text = `score: { ready: 10 }
segments:
  - { id: ours, when: { email.kind: anna.müller+x@corp.example } }
  - { id: theirs, when: { persona: "<ben@corp.example>" } }
`;
  const told = maskAddresses(reviewConfig(text, file, { isTested: false }).tell([], () => true));

  it('shows an address that somebody has written into a config', () => {
    const shown = [
      renderConcise(told),
      JSON.stringify(renderJson(told)),
      renderGithub(told),
      renderGithubSummary(told, file),
      JSON.stringify(renderGitlab(told, file)),
      JSON.stringify(renderSarif(told, file, '1.2.3')),
      renderJunit(told, file, () => true),
    ];
    expect(told).toHaveLength(2);
    for (const one of shown) {
      expect(one).toContain('@corp.example');
      expect(one).not.toMatch(/anna|müller|ben@/);
    }
  });

  it('moves a column by it', () => {
    for (const { at: place } of told) {
      const line = text.split('\n')[(place?.line ?? 0) - 1] ?? '';
      expect(place?.excerpt).toHaveLength(line.length);
    }
  });
});
