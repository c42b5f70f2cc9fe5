// `npm run bench -- --record`: writes what is measured now into the lines that the build holds, and into docs/performance.md. What changed is then in the diff, to be judged.
import { readFile, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Engine } from '../support/engine.ts';
import { writeMarked } from '../support/marked.ts';
import { type Costs, costsOf, measureLedger } from './ledger.ts';
import { measureTypicalChat, printTypicalChat } from './typical-chat.ts';

const pathOf = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

const change = async (file: string, edit: (text: string) => string): Promise<void> => {
  const path = pathOf(file);
  await writeFile(path, edit(await readFile(path, 'utf8')));
};

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const listOf = (costs: Costs): string => `[${costs.join(', ')}]`;
const COSTS = String.raw`\[[\d., ]+\]`;

/** The figures at the end of a line of the ledger. */
const inLedger = (text: string, name: string, costs: Costs): string =>
  text.replace(new RegExp(`^(  '${escaped(name)}': row\\(.*)${COSTS}(\\),)$`, 'm'), `$1${listOf(costs)}$2`);

/** The figures behind the name of a step; a count in it is written as an expression. */
const inChat = (text: string, name: string, costs: Costs): string => {
  const counted = escaped(name).replace(/^\d+ /, String.raw`(?:\d+|\$\{[^}]+\}) `);
  return text.replace(new RegExp(`(['\`]${counted}['\`], )${COSTS}`), `$1${listOf(costs)}`);
};

export const record = async (engine: Engine): Promise<void> => {
  const ledger = await measureLedger(engine);
  await change('ledger.ts', (text) =>
    [...ledger].reduce((edited, [name, used]) => inLedger(edited, name, costsOf(used)), text),
  );
  const chat = await measureTypicalChat(engine);
  await change('typical-chat.ts', (text) =>
    chat.steps.reduce((edited, { name, used }) => inChat(edited, name, costsOf(used)), text),
  );
  await change('../../docs/performance.md', (text) =>
    text.replace(
      /(<!-- typical chat -->\n```text\n)[\s\S]*?(\n```)/,
      (_all, before: string, after: string) => `${before}${printTypicalChat(chat)}${after}`,
    ),
  );
};

/** What a bench printed, with what it was printed on, where docs/performance.md has a place for it. */
export const recordText = (name: string, text: string): Promise<void> =>
  change('../../docs/performance.md', (doc) => {
    const mark = `bench ${name}`;
    if (!doc.includes(`<!-- ${mark} -->`)) return doc;
    const on = `${new Date().toISOString().slice(0, 10)}, ${availableParallelism()} processors, Node ${process.versions.node}`;
    return writeMarked(doc, mark, `\`\`\`text\n${text}\n\`\`\`\n\nRecorded ${on}.`);
  });
