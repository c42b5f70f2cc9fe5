// What a picture tells unasked is taken out, and what it shows stays as it was; whatever is no picture is named so and breaks nothing.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJpeg } from '../../../functions/inspect/jpeg.ts';
import { lookInto } from '../../../functions/inspect/look-into.ts';
import { BrokenFile } from '../../../functions/inspect/picture.ts';
import { readPng } from '../../../functions/inspect/png.ts';
import { makeSmall } from '../../../functions/inspect/thumbnail.ts';
import { readWebp } from '../../../functions/inspect/webp.ts';
import {
  aJpeg,
  aPng,
  aTellingJpeg,
  aTellingPng,
  aTellingWebp,
  pngOf,
  TELLTALE,
} from '../../support/some-pictures.ts';
import { codecs } from '../../support/uploads.ts';

const telling: readonly (readonly [string, () => Promise<Uint8Array>])[] = [
  ['a.jpg', () => aTellingJpeg()],
  ['a.png', async () => aTellingPng()],
  ['a.webp', async () => aTellingWebp()],
];

const taken = async (bytes: Uint8Array, name = 'a.jpg') => {
  const verdict = await lookInto(bytes, name);
  if ('fault' in verdict) throw new Error(verdict.fault);
  return verdict.ok;
};

describe('what a picture tells without being asked', () => {
  it.each(telling)(
    'is out of %s: place, comments, and what hangs behind its end [S133]',
    async (name, make) => {
      const bytes = await make();
      expect(Buffer.from(bytes).includes(TELLTALE)).toBe(true);
      const out = await taken(bytes, name);
      expect(Buffer.from(out.bytes).includes(TELLTALE)).toBe(false);
      expect(out.kind).toBe('image');
    },
  );

  it.each(telling)('is out of %s for good: looked into again nothing changes [S133]', async (name, make) => {
    const once = await taken(await make(), name);
    const twice = await taken(once.bytes, name);
    expect(Buffer.from(twice.bytes)).toEqual(Buffer.from(once.bytes));
  });

  it('leaves the colours as they were [S133]', async () => {
    const [plain, told] = await Promise.all([aJpeg(), aTellingJpeg(1)]);
    const [before, after] = await Promise.all([codecs.jpeg(plain), codecs.jpeg((await taken(told)).bytes)]);
    expect(after?.data).toEqual(before?.data);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'keeps which way up it is: orientation %i [S133]',
    async (orientation) => {
      const out = readJpeg((await taken(await aTellingJpeg(orientation))).bytes);
      expect(out.orientation).toBe(orientation);
      const { shown } = await taken(await aTellingJpeg(orientation));
      expect(shown).toEqual(orientation >= 5 ? { width: 32, height: 64 } : { width: 64, height: 32 });
      expect(readPng(readPng(aTellingPng(orientation)).bytes).orientation).toBe(orientation);
    },
  );
});

describe('a small picture', () => {
  /** Red, of the corner that is red in the large one. */
  const cornerOf = async (orientation: number) => {
    const picture = { ...readJpeg(await aTellingJpeg(orientation)) };
    const small = await makeSmall(codecs, 'jpeg', picture);
    const raster = small && (await codecs.jpeg(small));
    if (!raster) throw new Error('nothing was drawn');
    const at = (x: number, y: number) => raster.data[4 * (y * raster.width + x)] ?? 0;
    const [right, down] = [raster.width - 3, raster.height - 3];
    return [at(2, 2), at(right, 2), at(right, down), at(2, down)].map((red) => red > 128);
  };
  const [T, F] = [true, false];
  it.each([
    [1, [T, F, F, F]],
    [2, [F, T, F, F]],
    [3, [F, F, T, F]],
    [4, [F, F, F, T]],
    [5, [T, F, F, F]],
    [6, [F, T, F, F]],
    [7, [F, F, T, F]],
    [8, [F, F, F, T]],
  ] as const)('stands upright, whatever Exif says: %i [S132]', async (orientation, corners) => {
    expect(await cornerOf(orientation)).toEqual(corners);
  });

  const rowsOf = (width: number, height: number, row: readonly number[]) =>
    Buffer.concat(Array.from({ length: height }, () => Buffer.from([0, ...row.slice(0, width * 9)])));
  it.each([
    ['grey of 1 bit', { depth: 1, colour: 0 }, [0b10101010]],
    ['grey of 8 bits', { depth: 8, colour: 0 }, Array(8).fill(77)],
    ['grey of 16 bits', { depth: 16, colour: 0 }, Array(16).fill(77)],
    ['grey with alpha', { depth: 8, colour: 4 }, Array(16).fill(77)],
    ['colour of 8 bits', { depth: 8, colour: 2 }, Array(24).fill(77)],
    ['colour of 16 bits', { depth: 16, colour: 2 }, Array(48).fill(77)],
    ['colour with alpha', { depth: 8, colour: 6 }, Array(32).fill(77)],
  ] as const)('is made of a PNG in %s [S132]', async (_name, header, row) => {
    const png = pngOf({ width: 8, height: 4, ...header }, rowsOf(8, 4, row));
    const small = await makeSmall(codecs, 'png', readPng(png));
    expect(small && (await codecs.jpeg(small))).toMatchObject({ width: 8, height: 4 });
  });

  it('has the colour that the rows have, by every filter [S132]', async () => {
    // Each row is 100 everywhere, as each filter says it.
    const rows = [
      [0, ...Array(12).fill(100)],
      [1, 100, 100, 100, ...Array(9).fill(0)],
      [2, ...Array(12).fill(0)],
      [3, 50, 50, 50, ...Array(9).fill(0)],
      [4, ...Array(12).fill(0)],
    ];
    const png = pngOf({ width: 4, height: 5 }, Buffer.from(rows.flat()));
    const raster = await codecs.jpeg((await makeSmall(codecs, 'png', readPng(png))) ?? new Uint8Array());
    for (const [index, value] of (raster?.data ?? []).entries())
      if (index % 4 < 3) expect(Math.abs(value - 100)).toBeLessThan(6);
  });

  it('is not made of one that is too large, cut off or interlaced: it is still a file [S132]', async () => {
    const bomb = pngOf({ width: 30_000, height: 30_000 }, Buffer.alloc(90_001));
    expect(await makeSmall(codecs, 'png', readPng(bomb))).toBeUndefined();
    const cut = pngOf({ width: 4, height: 4 }, Buffer.alloc(13));
    expect(await makeSmall(codecs, 'png', readPng(cut))).toBeUndefined();
    const woven = pngOf({ width: 4, height: 4, interlaced: 1 }, Buffer.alloc(200));
    expect(await makeSmall(codecs, 'png', readPng(woven))).toBeUndefined();
  });

  it('is no larger than it is to be, and keeps its shape [S132]', async () => {
    const small = await makeSmall(codecs, 'png', readPng(aPng(1500, 100)));
    expect(small && (await codecs.jpeg(small))).toMatchObject({ width: 640, height: 43 });
  });
});

describe('whatever is uploaded', () => {
  it.each([
    ['readJpeg', readJpeg, () => aTellingJpeg()],
    ['readPng', readPng, async () => aTellingPng()],
    ['readWebp', readWebp, async () => aTellingWebp()],
  ] as const)(
    '%s reads it or calls it broken, cut and spoiled at any place [S132]',
    async (_name, read, make) => {
      const whole = await make();
      const spoiled = fc.tuple(fc.nat(whole.length), fc.nat(whole.length - 1), fc.nat(255));
      fc.assert(
        fc.property(spoiled, ([length, at, byte]) => {
          const bytes = Uint8Array.from(whole.subarray(0, length));
          if (at < length) bytes[at] = byte;
          try {
            read(bytes);
          } catch (error) {
            // DataView's, for a header that is cut.
            if (!(error instanceof BrokenFile) && !(error instanceof RangeError)) throw error;
          }
        }),
        { numRuns: 500 },
      );
    },
  );

  it('is looked into without failing, whatever its bytes and its name are [S132]', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 1, maxLength: 300 }),
        fc.string({ unit: 'binary' }),
        async (bytes, name) => {
          const verdict = await lookInto(bytes, name);
          if ('fault' in verdict) return;
          expect(verdict.ok.name).toMatch(/^[^\\/\p{Cc}<>:"|?*]{1,120}$/u);
        },
      ),
    );
  });
});
