// What the routes of files work with.
import type { RemoveFiles } from '../../adapters/remove-files.ts';
import type { Uploads } from '../../adapters/uploads.ts';
import type { Codecs } from '../../inspect/codecs.ts';

export interface FileMeans {
  readonly uploads: Uploads;
  readonly removeUploads: RemoveFiles;
  readonly codecs: Codecs;
}
