// The screens follow the person's feed (GET /v1/stream): what it tells of is asked for again.
import { useEffect } from 'react';
import { queries } from './queries';

const told = ['published', 'revised', 'shared', 'restricted', 'revoked', 'withdrawn', 'expired', 'disputed', 'upheld', 'erased'].map((v) => `indicator.${v}`);

export function useLive(on: boolean) {
  useEffect(() => {
    if (!on) return;
    let stream: EventSource;
    let due = 0;
    let again = 0;
    const stir = () => {
      due ||= window.setTimeout(() => {
        due = 0;
        void queries.invalidateQueries({ queryKey: ['indicators'] });
        void queries.invalidateQueries({ queryKey: ['networks'] });
        void queries.invalidateQueries({ queryKey: ['desk'] });
      }, 400);
    };
    const follow = () => {
      stream = new EventSource('/v1/stream');
      for (const event of [...told, 'sighting.added', 'sighting.retracted', 'gap']) stream.addEventListener(event, stir);
      stream.onerror = () => {
        // What the hub refused is not tried again by itself; what came meanwhile may have been missed.
        if (stream.readyState === EventSource.CLOSED) again = window.setTimeout(() => { stir(); follow(); }, 5000);
      };
    };
    follow();
    return () => {
      clearTimeout(due);
      clearTimeout(again);
      stream.close();
    };
  }, [on]);
}
