import { crc32, deflateSync } from "node:zlib";
import type { Page } from "@playwright/test";

/** Most colours of a palette. */
const COLOURS = 256;
const BYTES_PER_PIXEL = 4;
const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * The same picture (a PNG without transparency) with a palette of its 256 most frequent colours, which is less than half
 * the size: screens have few, apart from the edges of letters. `page` is any page; its browser reads the pixels.
 */
export async function smallPng(page: Page, picture: Buffer): Promise<Buffer> {
  const { width, height, pixels } = await page.evaluate(async (source) => {
    const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${source}`)).blob());
    const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
    if (context === null) throw new Error("no canvas");
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    // One character for a byte: the shortest way out of the page.
    let pixels = "";
    for (let at = 0; at < data.length; at += 8_192) pixels += String.fromCharCode(...data.subarray(at, at + 8_192));
    return { width: image.width, height: image.height, pixels };
  }, picture.toString("base64"));
  const colours = coloursOf(Buffer.from(pixels, "latin1"));
  const palette = paletteOf(colours);
  const rows = indexedRows(colours, palette, width, height);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // 8 bits for a pixel, colours from a palette.
  header.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("PLTE", Buffer.from(palette.flatMap(channels))),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** The pixels' colours, 0xRRGGBB. */
function coloursOf(bytes: Buffer): Uint32Array {
  const colours = new Uint32Array(bytes.length / BYTES_PER_PIXEL);
  for (let pixel = 0; pixel < colours.length; pixel += 1)
    colours[pixel] = bytes.readUInt32BE(pixel * BYTES_PER_PIXEL) >>> 8;
  return colours;
}

function channels(colour: number): [red: number, green: number, blue: number] {
  return [colour >> 16, (colour >> 8) & 255, colour & 255];
}

function occurrences(colours: Uint32Array): Map<number, number> {
  const counts = new Map<number, number>();
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  return counts;
}

/** The most frequent colours, one of those that are hardly different: the edges of rare ones need some, too. */
function paletteOf(colours: Uint32Array): number[] {
  const byCount = [...occurrences(colours)].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  const groups = new Map<string, number>();
  for (const [colour] of byCount) {
    const group = channels(colour)
      .map((channel) => channel >> 3)
      .join();
    if (!groups.has(group)) groups.set(group, colour);
    if (groups.size === COLOURS) break;
  }
  return [...groups.values()];
}

/** Each row's pixels as places in the palette, of the colour that is nearest, behind a zero: not filtered. */
function indexedRows(colours: Uint32Array, palette: readonly number[], width: number, height: number): Buffer {
  const known = new Map<number, number>();
  const rows = Buffer.alloc(height * (width + 1));
  colours.forEach((colour, pixel) => {
    const index = known.get(colour) ?? nearest(colour, palette);
    known.set(colour, index);
    rows[Math.floor(pixel / width) * (width + 1) + 1 + (pixel % width)] = index;
  });
  return rows;
}

function nearest(colour: number, palette: readonly number[]): number {
  const [red, green, blue] = channels(colour);
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  palette.forEach((other, index) => {
    const [r, g, b] = channels(other);
    const distance = (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2;
    if (distance < least) [best, least] = [index, distance];
  });
  return best;
}

/** A chunk of a PNG: length, name, data, check sum. */
function chunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)]);
}
