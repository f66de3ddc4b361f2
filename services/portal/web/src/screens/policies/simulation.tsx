// What a proposal would change of what there is: who gains what, who loses what.
import { Badge } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import { Tlp } from '../../ui/marks';
import { useNumber, When } from '../../ui/when';
import css from './policies.module.css';
import { summed } from './query';
import { type Names, useSay } from './words';

type S = Schemas['PolicySimulation'];

export function Simulation({ of: s, names, past }: { of: S; names: Names; past?: boolean }) {
  const { t } = useTranslation(['policies', 'common']);
  const number = useNumber();
  const say = useSay(names);
  const viewers = summed(s, 'viewers');
  const more = Math.max(0, ...s.acts.map((a) => a.viewers_more ?? 0));
  return (
    <section className={`card ${css.block}`} aria-labelledby="simulated">
      <div className={css.bar}><h2 id="simulated">{t(past ? 'simulatedPast' : 'simulated')}</h2></div>
      <div className={css.figures}>
        <Figure n={s.visible_gained} gain words={t('gainedWords', { count: s.visible_gained })} />
        <Figure n={s.visible_lost} words={t('lostWords', { count: s.visible_lost })} />
        <p className="label">{t('looked', { records: number(s.records), viewers: number(s.viewers) })} <When at={s.at} />. {t('confirmed', { n: number(s.confirmed) })}</p>
      </div>
      {s.acts.length === 0 ? <p className={css.calm} role="status">{t('nothingChanges')}</p> : (
        <>
          <div className={css.halves}>
            <Half title={t('whoGains')} none={t('nobodyGains')} of={viewers.filter((v) => v.gained)} what="gained" name={names.viewer} more={more} />
            <Half title={t('whoLoses')} none={t('nobodyLoses')} of={viewers.filter((v) => v.lost)} what="lost" name={names.viewer} more={more} />
          </div>
          <h3>{t('byAct')}</h3>
          <div className={css.wide} tabIndex={0} role="region" aria-label={t('byAct')}>
            <table className={css.table}>
              <thead><tr><th scope="col">{t('column.acts')}</th><th scope="col">{t('column.gained')}</th><th scope="col">{t('column.lost')}</th><th scope="col">{t('column.types')}</th><th scope="col">{t('column.labels')}</th></tr></thead>
              <tbody>
                {s.acts.map((a) => (
                  <tr key={a.acts.join()}>
                    <td><div className={css.acts}>{a.acts.map((x) => <span key={x} className={css.act} title={x}>{say.deed(x)}</span>)}</div></td>
                    <td><Delta n={a.gained} gain /></td><td><Delta n={a.lost} /></td>
                    <td className={css.soft}>{a.types.map((c) => t(`common:type.${c.name as Schemas['ObservableType']}`, { defaultValue: c.name })).join(', ')}</td>
                    <td><div className={css.acts}>{a.labels.map((c) => <Tlp key={c.name} mark={c.name as Schemas['TLP']} />)}</div></td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {(s.samples.length > 0 || s.samples_hidden > 0) && (
            <details className={css.more}>
              <summary>{t('samples', { count: s.samples.length, n: number(s.samples.length) })}</summary>
              <p className="label">{t('samplesHelp')}{s.samples_hidden > 0 && ` ${t('samplesHidden', { count: s.samples_hidden, n: number(s.samples_hidden) })}`}</p>
              <ul className={css.samples}>
                {s.samples.map((x) => (
                  <li key={x.indicator + x.viewer + x.act}>
                    <Badge>{t(x.change)}</Badge>
                    <span><strong>{names.viewer(x.viewer)}</strong> · {say.deed(x.act)}</span>
                    <span className={css.soft}>{t(`common:type.${x.type as Schemas['ObservableType']}`, { defaultValue: x.type })}</span>
                    <Tlp mark={x.tlp as Schemas['TLP']} />
                    <Link to={'/policies/explain' as string} search={{ indicator: x.indicator, viewer: x.viewer, act: x.act } as never} className="mono">{x.indicator.slice(0, 14)}…</Link>
                  </li>
                ))}
              </ul>
            </details>
          )}
        </>
      )}
    </section>
  );
}

function Figure({ n, gain, words }: { n: number; gain?: boolean; words: string }) {
  const number = useNumber();
  return <div className={css.figure} data-gain={gain && n > 0 ? true : undefined} data-lost={!gain && n > 0 ? true : undefined}><b className="num">{n === 0 ? '0' : `${gain ? '+' : '−'}${number(n)}`}</b><span>{words}</span></div>;
}

export function Delta({ n, gain }: { n: number; gain?: boolean }) {
  const number = useNumber();
  return <span className={`num ${n ? (gain ? css.gain : css.loss) : css.soft}`}>{n ? `${gain ? '+' : '−'}${number(n)}` : '0'}</span>;
}

function Half({ title, none, of, what, name, more }: { title: string; none: string; of: Schemas['PolicyCount'][]; what: 'gained' | 'lost'; name: (v: string) => string; more: number }) {
  const { t } = useTranslation('policies');
  const most = Math.max(1, ...of.map((c) => c[what]));
  return (
    <div className={css.half} data-what={what}>
      <h3>{title}</h3>
      {of.length === 0 ? <p className="label">{none}</p> : (
        <ul>
          {of.slice(0, 10).map((c) => (
            <li key={c.name}><span className={css.viewer}>{name(c.name)}</span><span className={css.barre} aria-hidden><i style={{ width: `${Math.max(3, (100 * c[what]) / most)}%` }} /></span><Delta n={c[what]} gain={what === 'gained'} /></li>
          ))}
          {of.length > 10 || more > 0 ? <li className="label">{t('andMore', { count: Math.max(0, of.length - 10) + more })}</li> : null}
        </ul>
      )}
    </div>
  );
}
