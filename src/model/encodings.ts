/**
 * Encodings a source may declare, each with its further names. Case and the marks between letters and digits do not
 * count, and a code page goes by its number: `windows-1252`, `Windows_1252`, `cp1252` and `1252` are one name.
 *
 * As in browsers, the standards of which Windows has a superset mean the superset (`latin1` is windows-1252), because
 * files that claim them hold its characters. Encodings without plain ASCII, or that are not meant for text, are left out.
 */
const furtherNames = {
  'utf-8': ['unicode-1-1-utf-8'],
  'utf-16': [],
  'utf-16le': ['ucs-2'],
  'utf-16be': [],
  'utf-32le': ['ucs-4le'],
  'utf-32be': ['ucs-4be'],
  'us-ascii': ['ascii', 'iso646-us', 'cp367'],
  'windows-874': ['iso-8859-11', 'tis-620', 'cp28601'],
  'windows-1250': [],
  'windows-1251': [],
  'windows-1252': [
    'ansi',
    'excel',
    'excel-de',
    'latin1',
    'latin-1',
    'iso-8859-1',
    'l1',
    'iso-ir-100',
    'cp819',
    'cp28591',
  ],
  'windows-1253': [],
  'windows-1254': ['latin5', 'iso-8859-9', 'l5', 'iso-ir-148', 'cp28599'],
  'windows-1255': [],
  'windows-1256': [],
  'windows-1257': [],
  'windows-1258': [],
  'iso-8859-2': ['latin2', 'l2', 'iso-ir-101', 'cp28592'],
  'iso-8859-3': ['latin3', 'l3', 'iso-ir-109', 'cp28593'],
  'iso-8859-4': ['latin4', 'l4', 'iso-ir-110', 'cp28594'],
  'iso-8859-5': ['cyrillic', 'iso-ir-144', 'cp28595'],
  'iso-8859-6': ['arabic', 'asmo-708', 'iso-ir-127', 'cp28596'],
  'iso-8859-7': ['greek', 'elot-928', 'iso-ir-126', 'cp28597'],
  'iso-8859-8': ['hebrew', 'iso-ir-138', 'cp28598'],
  'iso-8859-10': ['latin6', 'l6', 'iso-ir-157', 'cp28600'],
  'iso-8859-13': ['latin7', 'l7', 'iso-ir-179', 'cp28603'],
  'iso-8859-14': ['latin8', 'l8', 'iso-ir-199', 'cp28604'],
  'iso-8859-15': ['latin9', 'l9', 'iso-ir-203', 'cp28605'],
  'iso-8859-16': ['latin10', 'l10', 'iso-ir-226', 'cp28606'],
  'koi8-r': ['cskoi8r', 'cp20866'],
  'koi8-u': ['cp21866'],
  'koi8-ru': [],
  'koi8-t': [],
  macintosh: ['mac-roman', 'mac', 'csmacintosh', '10000'],
  'mac-centeuro': ['10029'],
  'mac-croatian': [],
  'mac-cyrillic': [],
  'mac-greek': [],
  'mac-iceland': [],
  'mac-romania': [],
  'mac-thai': [],
  'mac-turkish': [],
  'mac-ukraine': [],
  cp437: [],
  cp720: [],
  cp737: [],
  cp775: [],
  cp808: [],
  cp850: [],
  cp852: [],
  cp855: [],
  cp856: [],
  cp857: [],
  cp858: [],
  cp860: [],
  cp861: [],
  cp862: [],
  cp863: [],
  cp865: [],
  cp866: [],
  cp869: [],
  cp922: [],
  cp1046: [],
  cp1124: [],
  cp1125: [],
  cp1129: [],
  cp1133: [],
  cp1161: [],
  cp1162: [],
  cp1163: [],
  mik: [],
  'hp-roman8': ['roman8', 'r8'],
  'armscii-8': [],
  'georgian-academy': [],
  'georgian-ps': [],
  pt154: [],
  rk1048: ['strk1048-2002'],
  tcvn: ['tcvn-5712'],
  viscii: [],
  gb18030: ['excel-zh', 'chinese'],
  gbk: ['gb2312', 'euc-cn', 'x-gbk', 'cp936'],
  big5: ['big5-hkscs', 'cn-big5', 'cp950'],
  shift_jis: ['sjis', 'ms-kanji', 'windows-31j', 'ms-31j', 'cp932'],
  'euc-jp': [],
  'euc-kr': ['ks-c-5601', 'korean', 'cp949'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** The names under which nurture itself speaks of encodings. */
export const canonicalEncodings: readonly string[] = Object.keys(furtherNames);

/** Every name a config may use, canonical ones and aliases. */
export const encodingNames: readonly string[] = Object.entries(furtherNames).flatMap(([name, aliases]) => [
  name,
  ...aliases,
]);

const canonicalByKey: ReadonlyMap<string, string> = new Map(
  Object.entries(furtherNames).flatMap(([name, aliases]) =>
    [name, ...aliases].map((one) => [keyOf(one), name] as const),
  ),
);

/** The canonical name of an encoding, or undefined when the name is not known. */
export function canonicalEncoding(name: string): string | undefined {
  return canonicalByKey.get(keyOf(name));
}

/** What counts of a name; `cp`, `ibm`, `ms`, `dos` and `windows` before the number of a code page do not. */
function keyOf(name: string): string {
  const letters = name.toLowerCase().replace(/[^a-z0-9]/g, '');
  const codePage = /^(?:cp|ibm|ms|dos|windows)?(\d{3,5})$/.exec(letters);
  return codePage?.[1] ?? letters;
}
