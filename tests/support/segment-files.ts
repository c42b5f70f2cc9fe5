// The bucket of the search index for tests that are about something else: in memory. Those of the index have a real one.
import type { SegmentFiles } from '../../functions/adapters/segment-files.ts';

/** @param onCall hears of every request, as S3 would bill it. */
export const createSegmentsInMemory = (
  onCall: (request: 'list' | 'get' | 'put') => void = () => {},
): SegmentFiles => {
  const bodies = new Map<string, Buffer>();
  return {
    async list(prefix) {
      onCall('list');
      return [...bodies.keys()].filter((name) => name.startsWith(prefix));
    },
    async read(name, part) {
      onCall('get');
      return bodies.get(name)?.subarray(...part);
    },
    async put(name, body) {
      onCall('put');
      bodies.set(name, body);
    },
    async remove(name) {
      bodies.delete(name);
    },
  };
};
