import { useEffect } from 'react';
import { goTo, type Place } from '../../store/place-store.ts';

/** Escape leads back to a table, unless something nearer has taken it. */
export function useWayBack(screen: Extract<Place['screen'], 'containers' | 'images'>): void {
  useEffect(() => {
    const controller = new AbortController();
    window.addEventListener(
      'keydown',
      (event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        const isInside =
          event.target instanceof Element &&
          event.target.closest('input, textarea, [role=dialog], [role=menu]') !== null;
        if (!isInside) goTo({ screen });
      },
      { signal: controller.signal },
    );
    return () => controller.abort();
  }, [screen]);
}
