// Makes a small picture of the rows of a large one, each put into the mean of the pixels it becomes. Holds the small one alone; independent of any format.

/** Four bytes a pixel: red, green, blue, and how much of it is there. */
export type Row = Uint8Array | Uint8ClampedArray;

export interface Raster {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

export interface Shrinking {
  readonly width: number;
  readonly height: number;
  /** Pixels of the longer side of what comes out, at most. */
  readonly most: number;
}

const WHITE = 255;

/** @returns what takes the rows from the top, and gives the small picture, on white, after the last. */
export const createShrink = ({ width, height, most }: Shrinking) => {
  const scale = Math.min(1, most / Math.max(width, height));
  const small = {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
  /** For each pixel of the small one: the sums of the three colours, and how many were added. */
  const sums = new Float64Array(small.width * small.height * 4);
  const columns = Uint32Array.from({ length: width }, (_, x) => Math.floor((x * small.width) / width) * 4);
  let y = 0;
  return {
    add(row: Row): void {
      const base = Math.floor((y++ * small.height) / height) * small.width * 4;
      for (let x = 0; x < width; x++) {
        const at = base + (columns[x] ?? 0);
        const alpha = row[4 * x + 3] ?? 0;
        const under = (WHITE - alpha) * WHITE;
        sums[at] = (sums[at] ?? 0) + ((row[4 * x] ?? 0) * alpha + under) / WHITE;
        sums[at + 1] = (sums[at + 1] ?? 0) + ((row[4 * x + 1] ?? 0) * alpha + under) / WHITE;
        sums[at + 2] = (sums[at + 2] ?? 0) + ((row[4 * x + 2] ?? 0) * alpha + under) / WHITE;
        sums[at + 3] = (sums[at + 3] ?? 0) + 1;
      }
    },
    end(): Raster {
      const data = new Uint8ClampedArray(sums.length);
      for (let at = 0; at < sums.length; at += 4) {
        const count = sums[at + 3] || 1;
        for (let colour = 0; colour < 3; colour++) data[at + colour] = (sums[at + colour] ?? 0) / count;
        data[at + 3] = WHITE;
      }
      return { data, ...small };
    },
  };
};

/** Turned and mirrored as Exif says (1 to 8), so that it is seen upright. */
export const turn = ({ data, width, height }: Raster, orientation: number): Raster => {
  if (orientation === 1) return { data, width, height };
  const isSideways = orientation >= 5;
  const turned = { width: isSideways ? height : width, height: isSideways ? width : height };
  const pixels = new Uint32Array(data.buffer, data.byteOffset, width * height);
  const out = new Uint32Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [right, down] = [width - 1 - x, height - 1 - y];
      const to: readonly (readonly [number, number])[] = [
        [x, y],
        [right, y],
        [right, down],
        [x, down],
        [y, x],
        [down, x],
        [down, right],
        [y, right],
      ];
      const [tx, ty] = to[orientation - 1] ?? [x, y];
      out[ty * turned.width + tx] = pixels[y * width + x] ?? 0;
    }
  }
  return { data: new Uint8ClampedArray(out.buffer), ...turned };
};
