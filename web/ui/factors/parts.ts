// The parts of the second factor, as one file that is fetched by those who use it.
export { FactorPages } from './FactorPages.tsx';
export { FactorsCard } from './FactorsCard.tsx';
export { SecondStep } from './SecondStep.tsx';
