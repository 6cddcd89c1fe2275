import { create } from 'zustand';
import type { ComparedPlace } from './place-store.ts';

interface ComparisonChoiceState {
  /** Whether somebody is asked which two are to be compared. */
  readonly isAsking: boolean;
  /** The one that is known already. */
  readonly first: ComparedPlace | undefined;
}

export const useComparisonChoiceStore = create<ComparisonChoiceState>()(() => ({
  isAsking: false,
  first: undefined,
}));

/** Asks which two are to be compared. */
export function askComparison(first?: ComparedPlace): void {
  useComparisonChoiceStore.setState({ isAsking: true, first });
}

/** Closes the dialog. */
export function dismissComparison(): void {
  useComparisonChoiceStore.setState({ isAsking: false, first: undefined });
}
