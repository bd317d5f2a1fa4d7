import { daysBefore, type Example } from './example.js';

/** Name of the config of a project. */
const configName = 'nurture.yaml';

const firstTest = 'tests/first.test.yaml';
const workflowName = '.github/workflows/nurture.yml';

/** All files of a new project by their path in it. `config` is the YAML after the first lines. */
export function projectFiles(
  config: string,
  test: string,
  data: Readonly<Record<string, string>>,
): ReadonlyMap<string, string> {
  return new Map([
    [configName, `${opening}${config}${closing}`],
    [firstTest, test],
    [workflowName, workflow],
    ...Object.entries(data),
  ]);
}

export function exampleFiles(example: Example, asOf: number): ReadonlyMap<string, string> {
  return projectFiles(example.config, example.test, example.data(daysBefore(asOf)));
}

const opening = `# yaml-language-server: $schema=./node_modules/nurture/schema/nurture.schema.json
#
# The line above lets an editor complete and explain every key; without node_modules, write the schema beside this file with
#   nurture schema > nurture.schema.json
# Every command explains itself with --help. A good order: nurture validate, nurture score, nurture explain LEAD, nurture plan.
`;

const closing = `
# Every weekday at seven, what is due is planned and remembered, so that nothing is sent twice. A line for cron:
#   0 7 * * 1-5  cd PROJECT && nurture run --quiet
# The directory .nurture beside this file is that memory: keep it, back it up, and keep it out of version control.
`;

const workflow = `# Reviews every change of the campaigns: mistakes, stories, and what would become of the leads.
name: nurture
on:
  pull_request:
permissions:
  contents: read
jobs:
  review:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0 # the config before the change is read as well
      - uses: actions/setup-node@v4
        with:
          node-version: 22
      - run: npm install --global nurture
      - run: nurture validate --strict --format github
      - run: nurture test
      - name: What the change does
        env:
          BASE: \${{ github.base_ref }}
        run: |
          if git cat-file -e "origin/$BASE:nurture.yaml"; then
            nurture diff "origin/$BASE:nurture.yaml" nurture.yaml -o diff.md
            cat diff.md >> "$GITHUB_STEP_SUMMARY"
          fi
`;
