// The chain check: what this browser proves by itself of what the hub says, and what it cannot.
import { Button, FileButton, Group, Textarea } from '@mantine/core';
import { IconCheck, IconDownload, IconFileUpload, IconMinus, IconShieldCheck, IconX } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, Fault, sure } from '../../api/client';
import { Empty, Trouble } from '../../ui/say';
import { useNumber, useTime } from '../../ui/when';
import css from './audit.module.css';
import { type Checkpoint, checkpointOf, extended, included, keyOf, Wrong } from './proof';

interface Step { holds: boolean | undefined; title: string; about?: string }
interface Found { at: string; key: string; note?: Checkpoint; steps: Step[] }

const samples = 12;

export default function Chain({ oversees }: { oversees: boolean }) {
  const { t } = useTranslation(['audit', 'common']);
  const number = useNumber();
  const time = useTime();
  const [kept, keep] = useState('');
  const check = useMutation({ mutationFn: () => run(kept) });

  // Each step says what was proved, and stops at nothing: one that fails leaves the others standing.
  async function run(given: string): Promise<Found> {
    const steps: Step[] = [];
    const step = async (title: string, prove: () => Promise<string | undefined>) => {
      try {
        steps.push({ holds: true, title, about: await prove() });
        return true;
      } catch (e) {
        if (e instanceof Fault) throw e;
        steps.push({ holds: false, title, about: e instanceof Wrong ? e.message : t('cannot', { why: e instanceof Error ? e.message : String(e) }) });
        return false;
      }
    };
    const recent = oversees ? (await sure(api.GET('/v1/audit', { params: { query: { limit: samples } } }))).items : []; // before the note: they are in it
    const said = await sure(api.GET('/v1/audit/key', { parseAs: 'text' }));
    const key = await keyOf(said);
    const [keys, notes] = sorted(given);
    for (const k of keys) {
      await step(t('step.key'), async () => {
        if ((await keyOf(k)).text !== key.text) throw new Wrong(t('step.keyOther'));
        return t('step.keySame');
      });
    }
    if (keys.length === 0) steps.push({ holds: undefined, title: t('step.key'), about: t('step.keyNone') });
    let note: Checkpoint | undefined;
    try {
      const whole = await sure(api.GET('/v1/audit/checkpoint', { parseAs: 'text' }));
      await step(t('step.signature'), async () => {
        note = await checkpointOf(whole, key);
        return note.blind ? t('step.blind', { at: time.full(note.period!) }) : t('step.full', { n: number(note.size!) });
      });
    } catch (e) {
      if (!(e instanceof Fault && e.status === 404)) throw e;
      steps.push({ holds: undefined, title: t('step.signature'), about: t('step.noneYet') });
    }
    for (const whole of notes) {
      await step(t('step.kept'), async () => {
        const was = await checkpointOf(`${whole}\n`, key);
        if (was.blind) return t('step.keptBlind', { at: time.full(was.period!) });
        if (!oversees || !note?.size) return t('step.keptSigned');
        if (was.size! > note.size) throw new Wrong(t('step.keptMore'));
        const p = await sure(api.GET('/v1/audit/proof', { params: { query: { from: was.size, size: note.size } } }));
        await extended(p.hashes, { size: was.size!, root: was.root }, { size: note.size, root: note.root });
        return t('step.keptHolds', { n: number(was.size!) });
      });
    }
    if (oversees && notes.length === 0) steps.push({ holds: undefined, title: t('step.kept'), about: t('step.keptNone') });
    if (oversees && note?.size) {
      const { size, root } = note;
      await step(t('step.entries', { count: recent.length }), async () => {
        for (const i of recent) {
          const p = await sure(api.GET('/v1/audit/proof', { params: { query: { position: i.position, size } } }));
          await included({ size: p.size, index: p.index ?? -1, leaf: p.leaf ?? '', hashes: p.hashes }, root);
        }
        return t('step.entriesHold');
      });
    }
    return { at: new Date().toISOString(), key: said, note, steps };
  }

  const found = check.data;
  const bad = found?.steps.some((s) => s.holds === false);
  const file = (text: string) => `data:text/plain;charset=utf-8,${encodeURIComponent(text)}`;
  const add = async (files: File[]) => keep(`${kept}${kept && '\n\n'}${(await Promise.all(files.map((f) => f.text()))).join('\n\n')}`);
  return (
    <div className={css.chain}>
      <section className={`card ${css.block}`}>
        <h2>{t('chain')}</h2>
        <p>{t(oversees ? 'chainHelp' : 'chainOwn')}</p>
        <Textarea label={t('keptLabel')} description={t('keptHelp')} classNames={{ input: 'mono' }} autosize minRows={3} maxRows={10} value={kept} onChange={(e) => keep(e.currentTarget.value)} spellCheck={false} />
        <Group gap={8} mt="sm">
          <Button leftSection={<IconShieldCheck size={17} />} loading={check.isPending} onClick={() => check.mutate()}>{t('check')}</Button>
          <FileButton multiple onChange={(f) => void add(f)}>{(p) => <Button {...p} variant="default" leftSection={<IconFileUpload size={17} />}>{t('addFiles')}</Button>}</FileButton>
        </Group>
        {check.error instanceof Wrong ? <p className={css.bad} role="alert">{check.error.message}</p> : <div style={{ marginTop: 12 }}><Trouble error={check.error} /></div>}
      </section>
      <section className={`card ${css.block}`} aria-live="polite">
        {!found ? <Empty icon={IconShieldCheck} title={t('notChecked')}>{t('notCheckedHelp')}</Empty> : (
          <>
            <h2 data-bad={bad || undefined}>{t(bad ? 'doesNotHold' : 'holds')}</h2>
            <p>{t('checkedAt', { at: time.full(found.at) })}</p>
            <ol className={css.steps}>
              {found.steps.map((s, n) => (
                <li key={n} data-holds={s.holds}>
                  <span className={css.step} aria-hidden>{s.holds ? <IconCheck size={15} stroke={2.4} /> : s.holds === false ? <IconX size={15} stroke={2.4} /> : <IconMinus size={15} />}</span>
                  <div><strong>{s.title}</strong><span className={css.is}> · {t(s.holds ? 'is.proved' : s.holds === false ? 'is.wrong' : 'is.not')}</span>{s.about && <div>{s.about}</div>}</div>
                </li>
              ))}
            </ol>
            {bad && <p className={css.bad}>{t('wrongHelp')}</p>}
            <Group gap={8} mt="md">
              {found.note && <Button component="a" variant="default" leftSection={<IconDownload size={16} />} download={`checkpoint-${found.at.slice(0, 10)}.txt`} href={file(found.note.whole)}>{t('keepNote')}</Button>}
              <Button component="a" variant="default" leftSection={<IconDownload size={16} />} download="hub.vkey" href={file(found.key)}>{t('keepKey')}</Button>
            </Group>
            <h3>{t('notProved')}</h3>
            <ul className={css.limits}>{(['bodies', 'rest', 'source'] as const).filter((l) => oversees || l === 'source').map((l) => <li key={l}>{t(`limit.${l}`)}</li>)}</ul>
          </>
        )}
      </section>
    </div>
  );
}

// sorted takes what was kept apart: keys, each on a line, and notes, each ended by its signatures.
function sorted(text: string): [string[], string[]] {
  const keys: string[] = [];
  const lines: string[] = [];
  for (const l of text.replaceAll('\r\n', '\n').split('\n')) (/^\S+\+[0-9a-f]{8}\+\S+$/.test(l.trim()) ? keys : lines).push(l.trimEnd());
  const notes = lines.join('\n').split(/(?<=^— .*$)\n(?!— )/m).map((n) => n.replace(/^\n+|\n+$/g, '')).filter(Boolean);
  return [keys, notes];
}
