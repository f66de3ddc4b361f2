import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { icons } from '../../ui/marks';
import css from './networks.module.css';
import { kinds, type Net } from './query';

// Legend says what the signs in the graph are, of those that are in it.
export function Legend({ net }: { net: Net }) {
  const { t } = useTranslation(['networks', 'common']);
  const types = useMemo(() => [...new Set(net.nodes.map((n) => n.type))].sort(), [net]);
  const some = (f: (n: Net['nodes'][number]) => boolean) => net.nodes.some(f);
  return (
    <ul className={css.legend} aria-label={t('legend')}>
      {types.map((type) => {
        const Icon = icons[type];
        return <li key={type} data-kind={kinds[type]}><span className={css.key}><Icon size={13} stroke={2} /></span>{t(`common:type.${type}`)}</li>;
      })}
      {some((n) => n.hub) && <li><span className={`${css.key} ${css.keyHub}`} />{t('hub')}</li>}
      {some((n) => n.weak) && <li><span className={`${css.key} ${css.keyWeak}`} />{t('weak')}</li>}
      {some((n) => n.disputed) && <li><svg width="13" height="13" viewBox="0 0 12 12" aria-hidden><path className={css.flag} d="M6 1 l5 10 h-10 z" /></svg>{t('disputed')}</li>}
      <li><svg width="26" height="8" aria-hidden><line x1="0" x2="26" y1="4" y2="4" className={css.keyLine} /></svg>{t('stated')}</li>
      {net.edges.some((e) => e.relation === 'domain' || e.relation === 'match_key') && <li><svg width="26" height="8" aria-hidden><line x1="0" x2="26" y1="4" y2="4" strokeDasharray="5 4" className={css.keyLine} /></svg>{t('derived')}</li>}
    </ul>
  );
}
