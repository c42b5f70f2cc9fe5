// `npm run docs`: writes the parts of the documents that are made from the repository itself.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { madeParts, readSource, root } from './support/doc-tables.ts';
import { writeMarked } from './support/marked.ts';

for (const { file, name, make } of madeParts) {
  writeFileSync(join(root, file), writeMarked(readSource(file), name, make()));
}
