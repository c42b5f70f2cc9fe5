// The parts of the second factor, fetched by those who use it.
export * from '../ui/factors/parts.ts';
