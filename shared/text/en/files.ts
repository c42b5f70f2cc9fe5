// English texts of files: choosing, sending and looking at them, and what is refused; loaded with the part that does it.
import type { files as nl } from '../nl/files.ts';
import type { Text } from '../text.ts';
import { plural } from './plural.ts';

export const files: Text<typeof nl> = {
  add: 'Add a file',
  photo: 'Take a photo',
  list: 'Files with this message',
  drop: 'Drop to add',
  takes: (kinds, megabytes, most) =>
    `${kinds}; up to ${megabytes} MB each, ${plural(most, '1 file', `${most} files`)} per message`,
  kinds: {
    image: 'images',
    pdf: 'PDFs',
    office: 'Office documents',
    text: 'text files',
    other: 'other files',
  },
  kind: { image: 'Image', pdf: 'PDF', office: 'Document', text: 'Text', other: 'File' },
  states: {
    waiting: 'Waiting for a connection…',
    uploading: 'Uploading…',
    checking: 'Checking…',
    ready: 'Ready to send',
  },
  remove: (name) => `Remove ${name}`,
  stop: (name) => `Stop uploading ${name}`,
  again: (name) => `Try ${name} again`,
  goesAlong: 'Your message is sent as soon as the files are ready.',
  lost: (names) => `Not sent, as the page was reloaded: ${names}. Choose the file again.`,
  failed: 'This file could not be uploaded.',
  open: (name) => `View ${name}`,
  save: 'Download',
  saveNamed: (name) => `Download ${name}`,
  cannotOpen: 'The file could not be opened. Try again.',
  viewer: {
    close: 'Close',
    next: 'Next image',
    previous: 'Previous image',
    larger: 'Zoom in',
    smaller: 'Zoom out',
    place: (at, of) => `${at} of ${of}`,
  },
  rules: {
    title: 'Files',
    on: 'Customers and agents can send files',
    kinds: 'Which files',
    kind: {
      image: 'Images (JPEG, PNG, WebP); location and other hidden data are removed',
      pdf: 'PDFs',
      office: 'Office documents, without macros',
      text: 'Text files',
      other: 'Other files; hidden data in them goes along',
    },
    megabytes: 'Size of a file, at most (MB)',
    most: 'Files per message, at most',
    save: 'Save',
    saved: 'Saved',
    outdated: 'Somebody else changed this meanwhile. This is how it stands now.',
    failed: 'Saving did not work. Try again.',
  },
  bytes: (value, unit) => `${value} ${unit}`,
  refusals: {
    files_off: () => 'This helpdesk takes no files.',
    file_kind: () => 'The helpdesk does not take this kind of file.',
    file_too_large: ({ max }) => `This file is too large: up to ${max} MB.`,
    too_many_files: ({ max }) => `Too many files: up to ${max} per message.`,
    file_gone: () => 'This file is gone. Choose it again.',
    file_broken: () => 'This file is damaged, or not really an image.',
    file_infected: () => 'Malware was found in this file. It has been removed.',
    file_unscanned: () => 'This file could not be checked for malware.',
  },
};
