import { Progress } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconHandStop, IconPlayerPause, IconReload, IconShieldQuestion } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Tone } from '../../ui/marks';
import { Ago, useNumber, useTime } from '../../ui/when';
import { replaying, standard, type Subscription } from './query';
import css from './webhooks.module.css';

// Health says how an endpoint does: whether it takes what it is sent, what is tried next, and how
// far it is from being stopped.
export function Health({ of: s, refused }: { of: Subscription; refused: number }) {
  const { t } = useTranslation(['webhooks', 'common']);
  const number = useNumber();
  const time = useTime();
  const failed = s.progress?.failed_attempts ?? 0;
  const all = (s.retry?.schedule_s ?? standard).length + 1;
  const failing = s.state === 'active' && failed > 0;
  const [tone, Icon, title]: [Tone, typeof IconReload, string] = failing ? ['warn', IconAlertTriangle, t('health.failing', { count: failed, n: number(failed) })]
      : s.state === 'active' && refused > 0 ? ['warn', IconAlertTriangle, t('health.refused', { count: refused, n: number(refused) })]
      : s.state === 'active' ? ['good', IconCircleCheck, t('health.well')]
      : s.state === 'pending' ? ['warn', IconShieldQuestion, t('health.pending')]
        : s.state === 'paused' ? ['calm', IconPlayerPause, t('health.paused')] : ['bad', IconHandStop, t('health.disabled')];
  const replay = s.progress?.replay;
  return (
    <>
      <div className={css.health} style={{ '--tone': `var(--e-${tone})` } as React.CSSProperties} role="status">
        <Icon size={20} stroke={1.8} aria-hidden />
        <div>
          <strong>{title}</strong>
          {failing && (
            <>
              <p>{s.progress?.last_error}</p>
              <Progress value={(100 * failed) / all} size="sm" color="copper" aria-label={t('health.way')} my={8} />
              <p>
                {s.progress?.next_at && <>{t('health.next')} <Ago at={s.progress.next_at} /> ({time.full(s.progress.next_at)}). </>}
                {t('health.left', { count: Math.max(1, all - failed), n: number(Math.max(1, all - failed)) })} {failed * 2 >= all && t('health.warned')}
              </p>
            </>
          )}
          {s.state === 'active' && !failing && <p>{refused > 0 ? t('health.refusedHelp') : t('health.wellHelp')}</p>}
          {s.state === 'pending' && <p>{s.reason && `${s.reason} `}{t('verifyHelp')}</p>}
          {s.state === 'paused' && <p>{t('health.pausedHelp')}</p>}
          {s.state === 'disabled' && <p>{s.reason && `${s.reason} `}{t('health.disabledHelp')}</p>}
        </div>
      </div>
      {replay && (
        <div className={css.health} style={{ '--tone': 'var(--e-ink)' } as React.CSSProperties} role="status">
          <IconReload size={20} stroke={1.8} aria-hidden />
          <div>
            <strong>{replaying(s) ? t('replay.going') : t('replay.done')}</strong>
            <p>{t('replay.events', { count: replay.events, n: number(replay.events) })}{replay.ended_at && <> · <Ago at={replay.ended_at} /></>}</p>
            {replaying(s) && <Progress value={100} size="sm" striped animated aria-label={t('replay.going')} mt={6} />}
          </div>
        </div>
      )}
    </>
  );
}
