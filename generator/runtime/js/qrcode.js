/**
 * Encodes a text as a QR code: byte mode, every version, error correction L or M (ISO/IEC 18004).
 * Support floor: Chrome 81, Safari 13.
 */

/** Level L, then M, versions 1 to 40: error correction codewords of a block, then blocks. */
const BLOCKS = [
  [
    '7 10 15 20 26 18 20 24 30 18 20 24 26 30 22 24 28 30 28 28 28 28 30 30 26 28 30 30 30 30 30 30 30 30 30 30 30 30 30 30',
    '1 1 1 1 1 2 2 2 2 4 4 4 4 4 6 6 6 6 7 8 8 9 9 10 12 12 12 13 14 15 16 17 18 19 19 20 21 22 24 25',
  ],
  [
    '10 16 26 18 24 16 18 22 22 26 30 22 22 24 24 28 28 26 26 26 26 28 28 28 28 28 28 28 28 28 28 28 28 28 28 28 28 28 28 28',
    '1 1 1 2 2 4 4 4 5 5 5 8 9 9 10 10 11 13 14 16 17 17 18 20 21 23 25 26 28 29 31 33 35 37 38 40 43 45 47 49',
  ],
];

/** Whether a mask inverts the module at a column and a row. */
const MASKS = [
  (/** @type {number} */ x, /** @type {number} */ y) => (x + y) % 2,
  (/** @type {number} */ x, /** @type {number} */ y) => y % 2,
  (/** @type {number} */ x) => x % 3,
  (/** @type {number} */ x, /** @type {number} */ y) => (x + y) % 3,
  (/** @type {number} */ x, /** @type {number} */ y) => (((x / 3) | 0) + ((y / 2) | 0)) % 2,
  (/** @type {number} */ x, /** @type {number} */ y) => ((x * y) % 2) + ((x * y) % 3),
  (/** @type {number} */ x, /** @type {number} */ y) => (((x * y) % 2) + ((x * y) % 3)) % 2,
  (/** @type {number} */ x, /** @type {number} */ y) => (((x + y) % 2) + ((x * y) % 3)) % 2,
];

/**
 * @typedef {object} Shape
 * @property {number} level 0 for L, 1 for M.
 * @property {number} version 1 to 40.
 * @property {number} total Codewords in all.
 * @property {number} correction Error correction codewords of a block.
 * @property {number} blocks
 *
 * @typedef {boolean[][]} Grid Modules by row and column; true is dark.
 */

/** @param {number} version @returns {number} Alignment patterns on a side. */
function alignmentCount(version) {
  return version > 1 ? ((version / 7) | 0) + 2 : 0;
}

/** @param {number} level @param {number} version @returns {Shape} */
function shapeOf(level, version) {
  const count = alignmentCount(version);
  const modules =
    (16 * version + 128) * version +
    64 -
    (count ? (25 * count - 10) * count - 55 : 0) -
    (version > 6 ? 36 : 0);
  const [correction, blocks] = BLOCKS[level].map((row) => +row.split(' ')[version - 1]);
  return { level: level, version: version, total: modules >> 3, correction: correction, blocks: blocks };
}

/** The largest version that is still easy to read at level M; beyond it, small modules cost more. */
const EASY = 10;

/**
 * The code for a number of bytes: at level M while it stays small, else the smallest at level L.
 *
 * @param {number} length
 * @param {boolean} sturdy Whether level M is worth any size, because a logo will cover some.
 * @returns {Shape | null} Null when no code holds as much.
 */
function chooseShape(length, sturdy) {
  const header = (/** @type {number} */ version) => (version > 9 ? 3 : 2);
  for (const level of [1, 0]) {
    const last = level && !sturdy ? EASY : 40;
    for (let version = 1; version <= last; version++) {
      const shape = shapeOf(level, version);
      const capacity = shape.total - shape.correction * shape.blocks;
      if (length + header(version) <= capacity) return shape;
    }
  }
  return null;
}

/** @param {Uint8Array} bytes @param {Shape} shape @returns {number[]} Padded data codewords. */
function dataCodewords(bytes, shape) {
  const capacity = shape.total - shape.correction * shape.blocks;
  // The mode's four bits shift everything after them by half a byte.
  const head = [4].concat(shape.version > 9 ? [bytes.length >> 12, (bytes.length >> 8) & 15] : []);
  const nibbles = head.concat((bytes.length >> 4) & 15, bytes.length & 15);
  bytes.forEach((byte) => nibbles.push(byte >> 4, byte & 15));
  nibbles.push(0);
  const codewords = [];
  for (let i = 0; i < nibbles.length; i += 2) codewords.push((nibbles[i] << 4) | nibbles[i + 1]);
  for (let pad = 0xec; codewords.length < capacity; pad ^= 0xec ^ 0x11) codewords.push(pad);
  return codewords;
}

/**
 * Reed-Solomon error correction over GF(256) with the polynomial 0x11d.
 *
 * @param {number} degree Codewords to make.
 * @returns {(data: number[]) => number[]}
 */
function corrector(degree) {
  /** @type {number[]} */
  const powers = [];
  /** @type {number[]} */
  const logs = [];
  for (let i = 0, x = 1; i < 255; i++) {
    powers[i] = x;
    logs[x] = i;
    x = (x << 1) ^ (x > 127 ? 0x11d : 0);
  }
  /** @param {number} a @param {number} b */
  const multiply = (a, b) => (a && b ? powers[(logs[a] + logs[b]) % 255] : 0);
  let generator = [1];
  for (let i = 0; i < degree; i++) {
    const shifted = [0].concat(generator.map((term) => multiply(term, powers[i])));
    generator = shifted.map((term, index) => term ^ (generator[index] || 0));
  }
  return (data) => {
    const rest = data.concat(new Array(degree).fill(0));
    data.forEach((_, i) => {
      const factor = rest[i];
      generator.forEach((term, j) => {
        rest[i + j] ^= multiply(term, factor);
      });
    });
    return rest.slice(data.length);
  };
}

/**
 * Splits the data into blocks, adds their error correction and interleaves them.
 *
 * @param {number[]} data
 * @param {Shape} shape
 * @returns {number[]}
 */
function interleave(data, shape) {
  const correct = corrector(shape.correction);
  const size = (shape.total / shape.blocks) | 0;
  const short = shape.blocks - (shape.total % shape.blocks);
  /** @type {number[][]} */
  const dataBlocks = [];
  let start = 0;
  for (let i = 0; i < shape.blocks; i++) {
    const end = start + size - shape.correction + (i < short ? 0 : 1);
    dataBlocks.push(data.slice(start, end));
    start = end;
  }
  /** @type {number[]} */
  const codewords = [];
  [dataBlocks, dataBlocks.map(correct)].forEach((blocks) => {
    for (let i = 0; i < size; i++) {
      blocks.forEach((block) => {
        if (i < block.length) codewords.push(block[i]);
      });
    }
  });
  return codewords;
}

/**
 * Draws what is the same in every code of a version: finders, timing, alignment, version.
 *
 * @param {number} version
 * @returns {Grid} Modules that are not data; the others are undefined.
 */
function frame(version) {
  const size = version * 4 + 17;
  /** @type {Grid} */
  const grid = Array.from({ length: size }, () => []);
  /** @param {number} x @param {number} y @param {boolean} dark */
  const set = (x, y, dark) => {
    if (x >= 0 && y >= 0 && x < size && y < size) grid[y][x] = dark;
  };
  /** @param {number} x @param {number} y @param {number} radius @param {number} light */
  const square = (x, y, radius, light) => {
    for (let dy = -radius; dy <= radius; dy++) {
      for (let dx = -radius; dx <= radius; dx++) {
        const ring = Math.max(Math.abs(dx), Math.abs(dy));
        set(x + dx, y + dy, ring !== light && ring !== 4);
      }
    }
  };
  for (let i = 0; i < size; i++) {
    set(6, i, i % 2 === 0);
    set(i, 6, i % 2 === 0);
  }
  square(3, 3, 4, 2);
  square(size - 4, 3, 4, 2);
  square(3, size - 4, 4, 2);
  const count = alignmentCount(version);
  const step =
    version === 32 ? 26 : Math.floor((version * 4 + count * 2 + 1) / (count * 2 - 2)) * 2;
  /** @param {number} i */
  const position = (i) => (i ? size - 7 - (count - 1 - i) * step : 6);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < count; j++) {
      const corner = (i ? 1 : 0) + (j ? 1 : 0) + (i + 1 < count ? 4 : 0) + (j + 1 < count ? 4 : 0);
      // Three corners belong to the finders: they touch the first row or column and no free side.
      if (corner !== 8 && corner !== 5) square(position(i), position(j), 2, 1);
    }
  }
  drawFormat(grid, 0);
  if (version > 6) {
    const bits = withRemainder(version, 12, 0x1f25);
    for (let i = 0; i < 18; i++) {
      const dark = ((bits >> i) & 1) === 1;
      set(size - 11 + (i % 3), (i / 3) | 0, dark);
      set((i / 3) | 0, size - 11 + (i % 3), dark);
    }
  }
  return grid;
}

/** @param {number} value @param {number} bits @param {number} polynomial @returns {number} */
function withRemainder(value, bits, polynomial) {
  let rest = value;
  for (let i = 0; i < bits; i++) rest = (rest << 1) ^ ((rest >> (bits - 1)) * polynomial);
  return (value << bits) | rest;
}

/** @param {Grid} grid @param {number} format Level and mask. */
function drawFormat(grid, format) {
  const size = grid.length;
  const bits = withRemainder(format, 10, 0x537) ^ 0x5412;
  for (let i = 0; i < 15; i++) {
    const dark = ((bits >> i) & 1) === 1;
    grid[i < 6 ? i : i < 8 ? i + 1 : size - 15 + i][8] = dark;
    grid[8][i < 8 ? size - 1 - i : i < 9 ? 7 : 14 - i] = dark;
  }
  grid[size - 8][8] = true;
}

/**
 * Fills the data in, in the standard's zigzag, under one mask.
 *
 * @param {Grid} free The frame; a copy is filled.
 * @param {number[]} codewords
 * @param {number} mask
 * @param {number} level
 * @returns {Grid}
 */
function fill(free, codewords, mask, level) {
  const grid = free.map((row) => row.slice());
  const size = grid.length;
  const inverts = MASKS[mask];
  let bit = 0;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5;
    const isUpward = ((right + 1) & 2) === 0;
    for (let step = 0; step < size; step++) {
      const y = isUpward ? size - 1 - step : step;
      for (let x = right; x > right - 2; x--) {
        if (free[y][x] === undefined) {
          const dark = ((codewords[bit >> 3] >> (7 - (bit & 7))) & 1) === 1;
          grid[y][x] = dark !== (inverts(x, y) === 0);
          bit++;
        }
      }
    }
  }
  drawFormat(grid, ((1 - level) << 3) | mask);
  return grid;
}

/**
 * How hard a grid is to read: long runs, blocks, patterns like a finder's, and imbalance.
 *
 * @param {Grid} grid
 * @returns {number}
 */
function penalty(grid) {
  const size = grid.length;
  let points = 0;
  let dark = 0;
  for (let y = 0; y < size; y++) {
    let row = '';
    let column = '';
    for (let x = 0; x < size; x++) {
      row += grid[y][x] ? 1 : 0;
      column += grid[x][y] ? 1 : 0;
      if (grid[y][x]) dark++;
      const isSame = (/** @type {boolean} */ module) => module === grid[y][x];
      if (x && y && [grid[y - 1][x], grid[y][x - 1], grid[y - 1][x - 1]].every(isSame)) points += 3;
    }
    [row, column].forEach((line) => {
      (line.match(/0{5,}|1{5,}/g) || []).forEach((run) => {
        points += run.length - 2;
      });
      points += 40 * (line.match(/(?=00001011101|10111010000)/g) || []).length;
    });
  }
  return points + 10 * Math.floor(Math.abs((dark * 20) / size / size - 10));
}

/**
 * @param {string} text
 * @param {boolean} sturdy Whether to spend size on error correction.
 * @returns {Grid | null} Null when the text is too long for a QR code.
 */
export function encodeQr(text, sturdy) {
  const bytes = new TextEncoder().encode(text);
  const shape = chooseShape(bytes.length, sturdy);
  if (!shape) return null;
  const codewords = interleave(dataCodewords(bytes, shape), shape);
  const free = frame(shape.version);
  /** @type {Grid | null} */
  let best = null;
  let least = Infinity;
  MASKS.forEach((_, mask) => {
    const grid = fill(free, codewords, mask, shape.level);
    const points = penalty(grid);
    if (points < least) {
      best = grid;
      least = points;
    }
  });
  return best;
}
