/** What is wrong with a JSON text, and where. Lines and columns count from 1; a column is a character. */
export interface Fault {
  readonly line: number;
  readonly column: number;
  readonly reason: string;
}

/** Is told what a document consists of, in order. `depth` is the number of brackets that are open around it; offsets are bytes. */
export interface JsonListener {
  /** Keys of objects are told down to this depth, deeper ones only checked. */
  readonly keyDepth: number;
  key(depth: number, key: string): void;
  open(isArray: boolean, depth: number, start: number, line: number): void;
  close(depth: number, end: number): void;
  scalar(depth: number, start: number, end: number, line: number): void;
}

/** What may come next between the tokens. */
const next = {
  value: 0,
  firstElement: 1,
  firstKey: 2,
  key: 3,
  colon: 4,
  commaOrClose: 5,
  nothing: 6,
} as const;
type Next = (typeof next)[keyof typeof next];

/** Where the scanner stands in a token. `escape` and `unicode` are in a text, behind a backslash. */
const token = { none: 0, text: 1, escape: 2, unicode: 3, word: 4 } as const;
type Token = (typeof token)[keyof typeof token];

const lineFeed = 10;
const quote = 0x22;
const backslash = 0x5c;
const longestWord = 4096;
const longestKey = 1024;
const deepestDocument = 1_000_000;
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/** Numbers, and the words for what is no number that exports of dataframes hold and the engine takes, too. */
const wordPattern = /^(?:true|false|null|NaN|-?Infinity|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/;

/**
 * Checks JSON text (RFC 8259) that comes in pieces, each of whole UTF-8 characters, and tells a listener what it finds. Half a
 * surrogate pair is a fault, because it is no text.
 *
 * A loop over bytes with mutable state, because files are large; it takes memory for open brackets and the current word alone.
 */
export class JsonScanner {
  readonly #listener: JsonListener;
  /** Whether each open bracket is an array. */
  readonly #open: boolean[] = [];
  #next: Next = next.value;
  #token: Token = token.none;
  #isKey = false;
  /** Characters of the word, or bytes of the key, that began in earlier pieces. */
  #earlier = '';
  #start = 0;
  #hex = '';
  /** A high surrogate was read, and the low one has to follow. */
  #halfPair = false;
  #line = 1;
  /** Offset of the piece, and of the line in it; characters of the line in earlier pieces. */
  #offset = 0;
  #lineStart = 0;
  #earlierColumns = 0;
  #bytes: Buffer = Buffer.alloc(0);
  #at = 0;

  constructor(listener: JsonListener) {
    this.#listener = listener;
  }

  /** The fault in these bytes, or undefined when all is well so far. */
  scan(bytes: Buffer): Fault | undefined {
    this.#bytes = bytes;
    let at = this.#offset === 0 && bytes.subarray(0, 3).equals(byteOrderMark) ? 3 : 0;
    this.#lineStart = at;
    let tokenStart = at;
    while (at < bytes.length) {
      const byte = bytes[at] as number;
      this.#at = at;
      let reason: string | undefined;
      switch (this.#token) {
        case token.none:
          if (byte === lineFeed) this.#newLine(at);
          else if (byte !== 32 && byte !== 9 && byte !== 13) {
            tokenStart = at;
            reason = this.#begin(byte, at);
          }
          at++;
          break;
        case token.text:
          if (this.#halfPair && byte !== backslash) reason = 'half of a surrogate pair';
          else if (byte === quote) this.#endText(bytes, tokenStart, at);
          else if (byte === backslash) this.#token = token.escape;
          else if (byte < 32) reason = 'a control character within a text';
          at++;
          break;
        case token.escape:
          reason = this.#escape(byte);
          at++;
          break;
        case token.unicode:
          reason = this.#unicode(byte);
          at++;
          break;
        case token.word:
          if (isWordByte(byte)) at++;
          else reason = this.#endWord(bytes, tokenStart, at);
          break;
      }
      if (reason !== undefined) return this.fault(reason);
    }
    this.#at = bytes.length;
    return this.#keep(bytes, tokenStart);
  }

  /** The fault that shows when nothing more comes. */
  end(): Fault | undefined {
    const reason = this.#token === token.word ? this.#endWord(Buffer.alloc(0), 0, 0) : undefined;
    if (reason !== undefined) return this.fault(reason);
    if (this.#token !== token.none) return this.fault('the end of the file within a text');
    if (this.#next === next.nothing) return undefined;
    return this.fault(
      this.#open.length === 0 ? 'nothing' : 'the end of the file before the last bracket is closed',
    );
  }

  /** A fault at the place the scanner has come to. */
  fault(reason: string): Fault {
    const columns = countCharacters(this.#bytes.subarray(this.#lineStart, this.#at));
    return { line: this.#line, column: this.#earlierColumns + columns + 1, reason };
  }

  #newLine(at: number): void {
    this.#line++;
    this.#lineStart = at + 1;
    this.#earlierColumns = 0;
  }

  /** The first byte of a token, or a sign between tokens. */
  #begin(byte: number, at: number): string | undefined {
    const sign = String.fromCharCode(byte);
    switch (this.#next) {
      case next.value:
        return this.#beginValue(sign, at);
      case next.firstElement:
        return sign === ']' ? this.#close(at) : this.#beginValue(sign, at);
      case next.firstKey:
      case next.key:
        if (sign === '}' && this.#next === next.firstKey) return this.#close(at);
        if (sign !== '"') return unexpected(sign, 'a key in quotes');
        this.#beginToken(token.text, true, at);
        return undefined;
      case next.colon:
        if (sign !== ':') return unexpected(sign, '":"');
        this.#next = next.value;
        return undefined;
      case next.commaOrClose: {
        const isArray = this.#open.at(-1) === true;
        if (sign === (isArray ? ']' : '}')) return this.#close(at);
        if (sign !== ',') return unexpected(sign, isArray ? '"," or "]"' : '"," or "}"');
        this.#next = isArray ? next.value : next.key;
        return undefined;
      }
      case next.nothing:
        return 'a second value';
    }
  }

  #beginValue(sign: string, at: number): string | undefined {
    if (sign === '{' || sign === '[') {
      if (this.#open.length === deepestDocument) return `more than ${deepestDocument} open brackets`;
      this.#listener.open(sign === '[', this.#open.length, this.#offset + at, this.#line);
      this.#open.push(sign === '[');
      this.#next = sign === '[' ? next.firstElement : next.firstKey;
      return undefined;
    }
    if (sign !== '"' && !isWordByte(sign.charCodeAt(0))) return unexpected(sign, 'a value');
    this.#beginToken(sign === '"' ? token.text : token.word, false, at);
    return undefined;
  }

  #close(at: number): undefined {
    this.#open.pop();
    this.#listener.close(this.#open.length, this.#offset + at + 1);
    this.#afterValue();
  }

  #beginToken(kind: Token, isKey: boolean, at: number): void {
    this.#token = kind;
    this.#isKey = isKey;
    this.#earlier = '';
    this.#start = this.#offset + at;
  }

  #afterValue(): void {
    this.#next = this.#open.length === 0 ? next.nothing : next.commaOrClose;
  }

  #escape(byte: number): string | undefined {
    const sign = String.fromCharCode(byte);
    if (this.#halfPair && sign !== 'u') return 'half of a surrogate pair';
    if (!'"\\/bfnrtu'.includes(sign)) return 'a backslash before a character that takes none';
    this.#token = sign === 'u' ? token.unicode : token.text;
    this.#hex = '';
    return undefined;
  }

  #unicode(byte: number): string | undefined {
    const digit = String.fromCharCode(byte);
    if (!/[0-9a-fA-F]/.test(digit)) return 'a broken \\u escape';
    this.#hex += digit;
    if (this.#hex.length < 4) return undefined;
    this.#token = token.text;
    const unit = Number.parseInt(this.#hex, 16);
    const isLow = unit >= 0xdc00 && unit < 0xe000;
    if (this.#halfPair !== isLow) return 'half of a surrogate pair';
    this.#halfPair = unit >= 0xd800 && unit < 0xdc00;
    return undefined;
  }

  #endText(bytes: Buffer, start: number, at: number): void {
    this.#token = token.none;
    if (!this.#isKey) {
      this.#listener.scalar(this.#open.length, this.#start, this.#offset + at + 1, this.#line);
      this.#afterValue();
      return;
    }
    if (this.#open.length <= this.#listener.keyDepth) {
      const text = this.#earlier + bytes.toString('utf8', start, at + 1);
      this.#listener.key(this.#open.length, text.length > longestKey ? '' : String(JSON.parse(text)));
    }
    this.#next = next.colon;
  }

  #endWord(bytes: Buffer, start: number, at: number): string | undefined {
    this.#token = token.none;
    const word = this.#earlier + bytes.toString('latin1', start, at);
    if (!wordPattern.test(word)) return 'a word that is no JSON value';
    this.#listener.scalar(this.#open.length, this.#start, this.#offset + at, this.#line);
    this.#afterValue();
    return undefined;
  }

  /** Ends a piece: what goes on in the next one is kept. */
  #keep(bytes: Buffer, tokenStart: number): Fault | undefined {
    const isKept = this.#token === token.word || (this.#token !== token.none && this.#isKey);
    if (isKept && this.#earlier.length <= longestWord) this.#earlier += bytes.toString('utf8', tokenStart);
    if (this.#token === token.word && this.#earlier.length > longestWord) {
      return this.fault('a number of too many digits');
    }
    this.#earlierColumns += countCharacters(bytes.subarray(this.#lineStart));
    this.#offset += bytes.length;
    this.#bytes = Buffer.alloc(0);
    this.#lineStart = 0;
    this.#at = 0;
    return undefined;
  }
}

function isWordByte(byte: number): boolean {
  return (
    (byte >= 0x30 && byte <= 0x39) ||
    (byte >= 0x61 && byte <= 0x7a) ||
    (byte >= 0x41 && byte <= 0x5a) ||
    byte === 0x2b ||
    byte === 0x2d ||
    byte === 0x2e
  );
}

/** Signs are named, letters are not: they may belong to a value. */
function unexpected(sign: string, wanted: string): string {
  return /[{}[\]:,"']/.test(sign)
    ? `${sign} where ${wanted} belongs`
    : `something else where ${wanted} belongs`;
}

function countCharacters(bytes: Buffer): number {
  let characters = 0;
  for (const byte of bytes) if ((byte & 0xc0) !== 0x80) characters++;
  return characters;
}
