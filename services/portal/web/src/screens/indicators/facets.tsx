import { Button, CloseButton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import type { useNames } from '../../api/queries';
import { useNumber } from '../../ui/when';
import css from './indicators.module.css';
import { type Facet, facets, type Filters } from './query';

type Names = ReturnType<typeof useNames>;
interface Props { filters: Filters; set: (change: Partial<Filters>) => void; names: Names }

// useLabel is how a value of a facet is said.
export function useLabel(names: Names) {
  const { t } = useTranslation();
  return (f: Facet, v: string): string => {
    switch (f) {
      case 'type': return t(`type.${v as Schemas['ObservableType']}`);
      case 'infringement': return t(`infringement.${v as Schemas['Infringement']}`);
      case 'state': return t(`state.${v as Schemas['IndicatorState']}`);
      case 'tlp': return `TLP:${v.toUpperCase()}`;
      case 'publisher': return names.member(v);
      case 'task_force': return names.force(v);
      default: return v;
    }
  };
}

export function Facets({ filters, set, names, counts }: Props & { counts?: Schemas['Facets'] }) {
  const { t } = useTranslation(['indicators', 'common']);
  const steps = [['0', 'all'], ['1', 'low'], ['30', 'medium'], ['70', 'high']] as const;
  return (
    <>
      {facets.map((f) => <One key={f} facet={f} values={counts?.facets[f] ?? []} on={filters[f] ?? []} set={(v) => set({ [f]: v.length ? v : undefined })} names={names} />)}
      <fieldset className={css.facet}>
        <legend>{t('facet.confidence')}</legend>
        {steps.map(([least, word]) => (
          <label key={least} className={css.choice}>
            <input type="radio" name="least" checked={String(filters.min_confidence ?? 0) === least} onChange={() => set({ min_confidence: Number(least) || undefined })} />
            <span>{t(`sure.${word}`)}</span>
          </label>
        ))}
      </fieldset>
    </>
  );
}

const few = 6;

function One({ facet, values, on, set, names }: { facet: Facet; values: Schemas['FacetCount'][]; on: string[]; set: (v: string[]) => void; names: Names }) {
  const { t } = useTranslation(['indicators', 'common']);
  const label = useLabel(names);
  const number = useNumber();
  const [all, setAll] = useState(false);
  const lost = on.filter((v) => !values.some((x) => x.value === v)).map((value) => ({ value, count: 0 })); // chosen, and no longer among the most frequent
  const those = [...lost, ...values];
  if (those.length === 0) return null;
  const shown = all ? those : those.filter((v, i) => i < few || on.includes(v.value));
  return (
    <fieldset className={css.facet}>
      <legend>{t(`facet.${facet}`)}</legend>
      {shown.map((v) => (
        <label key={v.value} className={css.choice}>
          <input type="checkbox" checked={on.includes(v.value)} onChange={(e) => set(e.currentTarget.checked ? [...on, v.value] : on.filter((x) => x !== v.value))} />
          <span>{label(facet, v.value)}</span>
          <span className={css.count} style={{ flex: 'none' }}>{number(v.count)}</span>
        </label>
      ))}
      {shown.length < those.length && <Button variant="subtle" size="compact-xs" onClick={() => setAll(true)}>{t('more')}</Button>}
    </fieldset>
  );
}

export function Chips({ filters, set, clear, names }: Props & { clear: () => void }) {
  const { t } = useTranslation(['indicators', 'common']);
  const label = useLabel(names);
  const chips = facets.flatMap((f) => (filters[f] ?? []).map((v) => ({ key: f + v, text: `${t(`facet.${f}`)}: ${label(f, v)}`, drop: () => set({ [f]: filters[f]!.length > 1 ? filters[f]!.filter((x) => x !== v) : undefined }) })));
  if (filters.q) chips.unshift({ key: 'q', text: `“${filters.q}”`, drop: () => set({ q: undefined }) });
  if (filters.min_confidence) chips.push({ key: 'c', text: `${t('facet.confidence')} ≥ ${filters.min_confidence} %`, drop: () => set({ min_confidence: undefined }) });
  if (chips.length === 0) return null;
  return (
    <div className={css.chips}>
      {chips.map((c) => <span key={c.key} className={css.chip}><span>{c.text}</span><CloseButton size="sm" aria-label={t('remove', { what: c.text })} onClick={c.drop} /></span>)}
      <Button variant="subtle" size="compact-sm" onClick={clear}>{t('common:do.clearAll')}</Button>
    </div>
  );
}
