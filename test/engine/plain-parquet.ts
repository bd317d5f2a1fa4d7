/** Physical types by their numbers in the format. */
export const physical = { int32: 1, int64: 2, int96: 3, bytes: 6, fixedBytes: 7 } as const;

/** A required column of the file, its values in the plain encoding. */
export interface PlainColumn {
  readonly name: string;
  readonly type: number;
  /** Bytes of a value of `fixedBytes`. */
  readonly width?: number;
  readonly values: readonly Buffer[];
}

/**
 * A Parquet file of plain pages: for what the engine reads and does not write, such as INT96, bytes without a logical type, and two
 * columns of one name.
 */
export function plainParquet(columns: readonly PlainColumn[]): Buffer {
  const rows = columns[0]?.values.length ?? 0;
  const parts: Buffer[] = [Buffer.from('PAR1')];
  let offset = 4;
  const chunks = columns.map((column) => {
    const data = Buffer.concat(
      column.values.flatMap((value) => (column.type === physical.bytes ? [length(value), value] : [value])),
    );
    const page = struct(
      [1, int(0)],
      [2, int(data.length)],
      [3, int(data.length)],
      [5, struct([1, int(rows)], [2, int(0)], [3, int(3)], [4, int(3)])],
    );
    const size = page.bytes.length + data.length;
    const about = struct(
      [1, int(column.type)],
      [2, list(int(0))],
      [3, list(text(column.name))],
      [4, int(0)],
      [5, long(rows)],
      [6, long(size)],
      [7, long(size)],
      [9, long(offset)],
    );
    const chunk = struct([2, long(offset)], [3, about]);
    parts.push(page.bytes, data);
    offset += size;
    return chunk;
  });
  const schema = [
    struct([4, text('schema')], [5, int(columns.length)]),
    ...columns.map(({ name, type, width }) =>
      struct(
        [1, int(type)],
        ...(width === undefined ? [] : [[2, int(width)] as const]),
        [3, int(0)],
        [4, text(name)],
      ),
    ),
  ];
  const group = struct([1, list(...chunks)], [2, long(offset)], [3, long(rows)]);
  const footer = struct([1, int(1)], [2, list(...schema)], [3, long(rows)], [4, list(group)]).bytes;
  return Buffer.concat([...parts, footer, length(footer), Buffer.from('PAR1')]);
}

/** A value of Thrift's compact protocol. */
interface Thrift {
  readonly type: number;
  readonly bytes: Buffer;
}

const int = (value: number): Thrift => ({ type: 5, bytes: varint(value * 2) });
const long = (value: number): Thrift => ({ type: 6, bytes: varint(value * 2) });
const text = (value: string): Thrift => ({
  type: 8,
  bytes: Buffer.concat([varint(Buffer.byteLength(value)), Buffer.from(value)]),
});

function list(...values: readonly Thrift[]): Thrift {
  const type = values[0]?.type ?? 5;
  return {
    type: 9,
    bytes: Buffer.concat([Buffer.from([(values.length << 4) | type]), ...values.map(({ bytes }) => bytes)]),
  };
}

function struct(...fields: readonly (readonly [number, Thrift])[]): Thrift {
  let last = 0;
  const written = fields.map(([id, { type, bytes }]) => {
    const head = Buffer.from([((id - last) << 4) | type]);
    last = id;
    return Buffer.concat([head, bytes]);
  });
  return { type: 12, bytes: Buffer.concat([...written, Buffer.from([0])]) };
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...bytes, rest]);
    bytes.push((rest % 128) | 128);
  }
}

function length(bytes: Buffer): Buffer {
  const written = Buffer.alloc(4);
  written.writeUInt32LE(bytes.length);
  return written;
}
