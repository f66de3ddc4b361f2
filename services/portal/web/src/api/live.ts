// The screens follow the person's feed (GET /v1/stream): what it tells of is asked for again.
import { useEffect } from 'react';
import { queries } from './queries';

const told = ['published', 'revised', 'shared', 'restricted', 'revoked', 'withdrawn', 'expired', 'disputed', 'upheld', 'erased'].map((v) => `indicator.${v}`);

export function useLive(on: boolean) {
  useEffect(() => {
    if (!on) return;
    const stream = new EventSource('/v1/stream');
    let due = 0;
    const stir = () => {
      due ||= window.setTimeout(() => {
        due = 0;
        void queries.invalidateQueries({ queryKey: ['indicators'] });
        void queries.invalidateQueries({ queryKey: ['networks'] });
      }, 400);
    };
    for (const event of [...told, 'sighting.added', 'sighting.retracted', 'gap']) stream.addEventListener(event, stir);
    return () => {
      clearTimeout(due);
      stream.close();
    };
  }, [on]);
}
