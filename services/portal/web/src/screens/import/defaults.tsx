import { MultiSelect, Select, Stack, TagsInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useMe, useNames } from '../../api/queries';
import { marks, types } from '../publish/draft';
import css from './import.module.css';
import { change, type Defaults, type Work } from './work';

// DefaultsPart fills what lines leave out.
export function DefaultsPart({ work }: { work: Work }) {
  const { t } = useTranslation(['import', 'common']);
  const me = useMe().data;
  const names = useNames();
  const d = work.defaults;
  const set = (part: Partial<Defaults>) => change({ defaults: { ...d, ...part } });
  const plain = work.format === 'text/plain';
  const others = [...names.members.values()].filter((m) => m.id !== me?.member?.id).map((m) => ({ value: m.id, label: m.name }));
  const forces = [...names.forces.values()].map((f) => ({ value: f.id, label: f.name }));
  const wide = d.tlp === 'green' || d.tlp === 'clear';
  return (
    <section className={`card ${css.part}`}>
      <h2 style={{ marginBottom: 4 }}>{t('defaults')}</h2>
      <p className={css.help} style={{ margin: '0 0 14px' }}>{t('defaultsHelp')}</p>
      <Stack gap={12}>
        <Select label={t('type')} searchable clearable placeholder={t(plain ? 'typePlain' : 'typeNone')} data={types.map((v) => ({ value: v as string, label: t(`common:type.${v}`) }))} value={d.type ?? null} onChange={(v) => set({ type: (v as Defaults['type'] | null) ?? undefined })} />
        <Select label={t('tlp')} clearable={!plain} allowDeselect={!plain} placeholder={t('tlpNone')} description={d.tlp && t(`common:tlp.${d.tlp}`)} data={marks.map((m) => ({ value: m as string, label: `TLP:${m.toUpperCase()}` }))} value={d.tlp ?? null}
          onChange={(v) => set({ tlp: (v as Defaults['tlp'] | null) ?? undefined, ...((v === 'green' || v === 'clear') && { task_force: [], member: [] }), ...(v === 'red' && { task_force: [] }) })} />
        {!wide && d.tlp !== 'red' && <MultiSelect label={t('forces')} data={forces} searchable clearable value={d.task_force} onChange={(task_force) => set({ task_force })} />}
        {!wide && <MultiSelect label={t('members')} data={others} searchable clearable value={d.member} onChange={(member) => set({ member })} />}
        <MultiSelect label={t('except')} data={others} searchable clearable value={d.except} onChange={(except) => set({ except })} />
        <TagsInput label={t('brands')} placeholder={d.brand.length ? undefined : t('each')} maxTags={20} value={d.brand} onChange={(brand) => set({ brand })} />
        <TagsInput label={t('tags')} placeholder={d.tag.length ? undefined : t('each')} maxTags={50} value={d.tag} onChange={(tag) => set({ tag })} />
      </Stack>
    </section>
  );
}
