// Reads the structure of a PDF the way a screen reader gets it from a browser (PDFium): its parts, and the text of each. Independent of chats.
import { PDFiumLibrary } from '@hyzyla/pdfium';
import * as v from 'valibot';

export interface ReadPart {
  readonly tag: string;
  readonly text: string;
  readonly parts: readonly ReadPart[];
}

export interface ReadStructure {
  readonly isTagged: boolean;
  /** Of each page, the part of the tree that is on it. */
  readonly pages: readonly (readonly ReadPart[])[];
  /** Text that is no part of anything, and so is not read aloud. */
  readonly artifacts: readonly string[];
}

const Handle = v.number();
const Holder = v.looseObject({ pageIdx: Handle, documentIdx: Handle });

/** The package has the functions of PDFium, and no methods for these. */
const openModule = (library: object) => {
  const module: unknown = Reflect.get(library, 'module');
  const call = (name: string, ...inputs: number[]): number => {
    const found = v.parse(v.function(), Reflect.get(Object(module), `_${name}`));
    return Number(found(...inputs));
  };
  /** PDFium says how many bytes of UTF-16 there are, and writes them to a place it is given; the last two are zero. */
  const text = (name: string, ...inputs: number[]): string => {
    const place = call('malloc', 4096);
    const length = call(name, ...inputs, place, 4096);
    const memory = v.parse(v.instance(Uint8Array), Reflect.get(Object(module), 'HEAPU8'));
    const read = Buffer.from(memory.slice(place, place + Math.max(0, length - 2))).toString('utf16le');
    call('free', place);
    return read;
  };
  return { call, text };
};

type Module = ReturnType<typeof openModule>;

export const readStructure = async (bytes: Uint8Array): Promise<ReadStructure> => {
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(bytes);
  const module = openModule(library);
  const pages: ReadPart[][] = [];
  const artifacts: string[] = [];
  let isTagged = false;
  for (const read of document.pages()) {
    const { pageIdx: page, documentIdx } = v.parse(Holder, read);
    isTagged = module.call('FPDFCatalog_IsTagged', documentIdx) === 1;
    const texts = readTexts(module, page);
    artifacts.push(...(texts.get(-1) ?? []));
    const tree = module.call('FPDF_StructTree_GetForPage', page);
    const count = module.call('FPDF_StructTree_CountChildren', tree);
    pages.push(
      Array.from({ length: count }, (_, index) =>
        readPart(module, module.call('FPDF_StructTree_GetChildAtIndex', tree, index), texts),
      ),
    );
    module.call('FPDF_StructTree_Close', tree);
  }
  document.destroy();
  library.destroy();
  return { isTagged, pages, artifacts };
};

const TEXT_OBJECT = 1;

/** By the number of its marked content; what has none is at -1. */
const readTexts = ({ call, text }: Module, page: number): ReadonlyMap<number, readonly string[]> => {
  const textPage = call('FPDFText_LoadPage', page);
  const texts = new Map<number, string[]>();
  for (let index = 0; index < call('FPDFPage_CountObjects', page); index++) {
    const object = call('FPDFPage_GetObject', page, index);
    if (call('FPDFPageObj_GetType', object) !== TEXT_OBJECT) continue;
    const number = call('FPDFPageObj_GetMarkedContentID', object);
    texts.set(number, [...(texts.get(number) ?? []), text('FPDFTextObj_GetText', object, textPage)]);
  }
  call('FPDFText_ClosePage', textPage);
  return texts;
};

const readPart = (
  module: Module,
  element: number,
  texts: ReadonlyMap<number, readonly string[]>,
): ReadPart => {
  const { call, text } = module;
  const children = Array.from(
    { length: Math.max(0, call('FPDF_StructElement_CountChildren', element)) },
    (_, index) => ({
      number: call('FPDF_StructElement_GetChildMarkedContentID', element, index),
      element: call('FPDF_StructElement_GetChildAtIndex', element, index),
    }),
  );
  return {
    tag: text('FPDF_StructElement_GetType', element),
    text: children.flatMap(({ number }) => (number < 0 ? [] : (texts.get(number) ?? []))).join(''),
    // A child that is marked content has no element, nor has one on another page.
    parts: children
      .filter((child) => child.element !== 0)
      .map((child) => readPart(module, child.element, texts)),
  };
};
