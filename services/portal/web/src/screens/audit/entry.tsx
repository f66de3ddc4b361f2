// One entry: what the trail tells of it, and the proof that it is on the ledger.
import { Alert, Button, Group } from '@mantine/core';
import { IconFilter, IconShieldCheck, IconShieldX } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, sure } from '../../api/client';
import { Copy } from '../../ui/marks';
import { Trouble } from '../../ui/say';
import { useNumber, useTime } from '../../ui/when';
import css from './audit.module.css';
import { checkpointOf, included, keyOf, Wrong } from './proof';
import type { Filters, Item } from './query';
import { Actor, type Names, Thing, useSay } from './words';

export default function Entry({ of: i, names, oversees, filter }: { of: Item; names: Names; oversees: boolean; filter: (f: Filters) => void }) {
  const { t } = useTranslation(['audit', 'common']);
  const say = useSay();
  const time = useTime();
  const number = useNumber();
  const prove = useMutation({
    mutationFn: async () => {
      const key = await keyOf(await sure(api.GET('/v1/audit/key', { parseAs: 'text' })));
      const note = await checkpointOf(await sure(api.GET('/v1/audit/checkpoint', { parseAs: 'text' })), key);
      const p = await sure(api.GET('/v1/audit/proof', { params: { query: { position: i.position, size: note.size } } }));
      if (p.size !== note.size) throw new Wrong('the proof is of another tree');
      await included({ size: p.size, index: p.index ?? -1, leaf: p.leaf ?? '', hashes: p.hashes }, note.root);
      return { index: p.index!, size: p.size, leaf: p.leaf! };
    },
  });
  const icon = { size: 16, stroke: 1.7 };
  return (
    <>
      <h2 className={css.what}><Actor of={i.actor} names={names} /> · {say.verb(i.verb)} · {say.kind(i.kind)}</h2>
      <dl className={css.facts}>
        <dt>{t('when')}</dt><dd><time dateTime={i.at}>{time.exact(i.at)}</time></dd>
        <dt>{t('actor')}</dt><dd className="mono">{i.actor} <Copy value={i.actor} label={t('common:do.copy')} /></dd>
        <dt>{t('about_')}</dt><dd>{say.kind(i.kind)} · <Thing kind={i.kind} id={i.id} names={names} /> <Copy value={i.id} label={t('common:do.copy')} /></dd>
        <dt>{t('verb_')}</dt><dd>{say.verb(i.verb)} <span className="mono label">{i.kind}.{i.verb}</span></dd>
        <dt>{t('position')}</dt><dd className="mono">{i.position} <Copy value={i.position} label={t('common:do.copy')} /></dd>
      </dl>
      <Group gap={8} mt="lg">
        <Button variant="default" leftSection={<IconFilter {...icon} />} onClick={() => filter({ kind: i.kind, id: i.id, verb: undefined, actor: undefined })}>{t('allOfThing')}</Button>
        {i.actor !== 'alliance' && <Button variant="default" leftSection={<IconFilter {...icon} />} onClick={() => filter({ actor: i.actor.split('/')[0], kind: undefined, id: undefined, verb: undefined })}>{t('allOfActor')}</Button>}
        {oversees && <Button leftSection={<IconShieldCheck {...icon} />} loading={prove.isPending} onClick={() => prove.mutate()}>{t('prove')}</Button>}
      </Group>
      <div aria-live="polite" style={{ marginTop: 16 }}>
        {prove.data && <Alert color="petrol" variant="light" icon={<IconShieldCheck size={18} />} title={t('proved')}>{t('provedHelp', { index: number(prove.data.index + 1), size: number(prove.data.size) })}<div className={`mono ${css.leaf}`}>{prove.data.leaf}</div></Alert>}
        {prove.error instanceof Wrong ? <Alert color="red" variant="light" icon={<IconShieldX size={18} />} title={t('wrong')}>{prove.error.message}<p>{t('wrongHelp')}</p></Alert> : <Trouble error={prove.error} />}
      </div>
      <p className="label" style={{ fontWeight: 430 }}>{t(oversees ? 'entryHelp' : 'entryHelpOwn')}</p>
    </>
  );
}
