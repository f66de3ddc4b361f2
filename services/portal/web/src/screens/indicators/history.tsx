import { Timeline } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Confidence, Tlp } from '../../ui/marks';
import { Empty, Failed, Rows } from '../../ui/say';
import { When } from '../../ui/when';
import { useHistory } from './query';

const verbs = ['published', 'revised', 'shared', 'restricted', 'revoked', 'withdrawn', 'disputed', 'upheld', 'expired', 'erased'] as const;

// History is what the indicator was, as far as it was meant for the person then.
export function History({ id }: { id: string }) {
  const { t } = useTranslation(['indicators', 'common']);
  const asked = useHistory(id);
  if (asked.isPending) return <Rows n={4} />;
  if (asked.isError) return <Failed error={asked.error} retry={() => void asked.refetch()} />;
  if (asked.data.items.length === 0) return <Empty title={t('historyNone')} />;
  return (
    <Timeline active={asked.data.items.length} bulletSize={14} lineWidth={2}>
      {asked.data.items.map((h, n) => (
        <Timeline.Item key={h.timestamp + n} title={t(`verb.${verbs.find((v) => h.type === `indicator.${v}`) ?? 'other'}`)}>
          <div className="label"><When at={h.timestamp} />{h.actor && <> · {t('by', { who: h.actor })}</>}</div>
          {h.data.reason && <div style={{ margin: '6px 0' }}>{h.data.reason}</div>}
          <div style={{ display: 'flex', gap: 12, marginTop: 6, flexWrap: 'wrap' }}><Tlp mark={h.data.tlp} />{h.data.confidence !== undefined && <Confidence of={h.data.confidence} />}</div>
        </Timeline.Item>
      ))}
    </Timeline>
  );
}
