/**
 * The architecture as rules. The table below is the one of ARCHITECTURE.md; a test keeps the two equal.
 *
 * `imports` are the other folders of src a folder may know, `packages` the npm packages. Only a folder with `world` may touch
 * files, streams, the machine or anything else that Node.js itself offers.
 */
export const folders = {
  model: {
    imports: [],
    packages: [],
    world: false,
    advice: 'The domain knows nothing but itself. Move what needs more to the folder that has it.',
  },
  diagnostics: {
    imports: [],
    packages: ['fastest-levenshtein'],
    world: false,
    advice: 'A diagnostic is plain data that every folder can make. Pass in what it should say.',
  },
  config: {
    imports: ['model', 'diagnostics', 'sql'],
    packages: ['re2js', 'temporal-polyfill', 'yaml', 'zod'],
    world: false,
    advice: 'Reading a config is a function of its text. Let cli read the file and pass the text in.',
  },
  sql: {
    imports: ['model', 'diagnostics'],
    packages: ['temporal-polyfill'],
    world: false,
    advice: 'This folder writes SQL and never runs it. What depends on a database belongs to engine.',
  },
  engine: {
    imports: ['model', 'diagnostics', 'sql'],
    packages: [
      '@duckdb/node-api',
      'csv-parse',
      'disposable-email-domains-js',
      'email-providers',
      'iconv-lite',
      'tldts',
      'zod',
    ],
    world: true,
    advice:
      'The engine matches and sorts; it neither folds nor renders nor parses configs. Let cli bring them together.',
  },
  fold: {
    imports: ['model', 'diagnostics'],
    packages: [],
    world: false,
    advice:
      'The fold sees numbers alone. Have the engine turn what it needs to know into a number, in model/event-batch.ts.',
  },
  plan: {
    imports: ['model', 'diagnostics'],
    packages: [],
    world: false,
    advice:
      'A plan is arithmetic on numbers, millions of times. Have the engine work out what it asks about leads, and pass zones and calendars in.',
  },
  content: {
    imports: ['model', 'diagnostics'],
    packages: ['liquidjs'],
    world: false,
    advice:
      'The same text for the same lead, today and tomorrow. Pass in what is known of the lead; do not ask the clock or the engine.',
  },
  store: {
    imports: ['model', 'diagnostics'],
    packages: ['zod'],
    world: true,
    advice: 'The store keeps files and does not know what they mean. Pass the content in.',
  },
  report: {
    imports: ['model', 'diagnostics'],
    packages: ['cli-table3', 'string-width'],
    world: false,
    advice:
      'A report turns a value into text. Put the type of the value into model, and let cli compute and write it.',
  },
  cli: {
    imports: [
      'model',
      'diagnostics',
      'config',
      'sql',
      'engine',
      'fold',
      'plan',
      'content',
      'store',
      'report',
    ],
    packages: ['@clack/prompts', 'chalk', 'commander', 'csv-stringify', 'date-holidays', 'execa'],
    world: true,
    advice:
      'A package that is only needed to wire commands is a decision: write it into the table of ARCHITECTURE.md.',
  },
};

const anyOf = (names) => `(?:${names.map((name) => name.replaceAll('.', '\\.')).join('|')})`;

const packagePaths = (names) => `(?:^|/)node_modules/${anyOf(names)}/`;

const folderRules = Object.entries(folders).flatMap(([folder, { imports, packages, world, advice }]) => [
  {
    name: `${folder}-knows-its-place`,
    comment: `${advice} It may import: ${imports.join(', ') || 'nothing of src'}.`,
    severity: 'error',
    from: { path: `^src/${folder}/` },
    to: { path: '^(?:src|test|bench|scripts|bin|dist)/', pathNot: `^src/${anyOf([folder, ...imports])}/` },
  },
  {
    name: `${folder}-uses-its-packages`,
    comment: `A package in this folder is a decision, written into the table of ARCHITECTURE.md. Here: ${packages.join(', ') || 'none'}.`,
    severity: 'error',
    from: { path: `^src/${folder}/` },
    to: {
      dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown'],
      ...(packages.length === 0 ? {} : { pathNot: packagePaths(packages) }),
    },
  },
  ...(world
    ? []
    : [
        {
          name: `${folder}-is-pure`,
          comment:
            'No clock, no files, no process: the same input gives the same output. Let cli fetch it and pass it in.',
          severity: 'error',
          from: { path: `^src/${folder}/` },
          to: { dependencyTypes: ['core'] },
        },
      ]),
]);

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...folderRules,
    {
      name: 'folder-has-rules',
      comment: 'A new folder is a decision. Add it to the table above and to the one of ARCHITECTURE.md.',
      severity: 'error',
      from: { path: '^src/', pathNot: `^src/${anyOf(Object.keys(folders))}/` },
      to: {},
    },
    {
      name: 'no-circles',
      comment:
        'Two files that need each other are one, or there is a third inside them. Move what both need, also if it is a type.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'Nothing imports this file and it imports nothing. Delete it, or use it.',
      severity: 'error',
      from: { orphan: true, pathNot: ['^bin/', '\\.d\\.ts$'] },
      to: {},
    },
    {
      name: 'no-unresolvable',
      comment: 'This import leads nowhere. Mind the suffix .js, and `npm install` for packages.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^\\.\\./dist/' },
    },
    {
      name: 'no-development-packages',
      comment: 'Users install without devDependencies. Move the package to dependencies, or do without.',
      severity: 'error',
      from: { path: '^(?:src|bin)/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    // Types are part of the architecture, so an import that the compiler removes counts as well.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: ['node_modules', '^dist/'] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
