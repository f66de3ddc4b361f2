import { ActionIcon, Button, SegmentedControl, Textarea } from '@mantine/core';
import { IconClipboardText, IconFileText, IconFileUpload, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNumber } from '../../ui/when';
import { type Format, formats } from './check';
import css from './import.module.css';
import { change, check, drop, take, type Work } from './work';

const words = { 'application/x-ndjson': 'ndjson', 'text/csv': 'csv', 'text/plain': 'plain' } as const;
const much = 200_000; // letters: pasted, more than these are taken at once, for a text field chokes on them

export const useSize = () => {
  const number = useNumber();
  return (bytes: number) => (bytes < 1000 ? `${number(bytes)} B` : bytes < 1e6 ? `${number(Math.round(bytes / 1e3))} kB` : `${number(Math.round(bytes / 1e5) / 10)} MB`);
};

// Source is where the lines come from: a file that is dropped or chosen, or what was pasted.
export function Source({ work }: { work: Work }) {
  const { t } = useTranslation(['import', 'common']);
  const size = useSize();
  const [pasting, paste] = useState(false);
  const { file, format } = work;
  if (!file) return <section className={`card ${css.part}`}><h2>{t('source')}</h2>{pasting ? <Paste close={() => paste(false)} /> : <Drop paste={() => paste(true)} />}</section>;
  return (
    <section className={`card ${css.part}`}>
      <h2>{t('source')}</h2>
      <div className={css.file}>
        <div className={`${css.art} ${css.small}`} aria-hidden><IconFileText size={19} stroke={1.6} /></div>
        <div><strong>{file.name || t('pasted')}</strong><span className="label num">{size(file.size)}</span></div>
        <SegmentedControl size="xs" aria-label={t('format')} value={format} onChange={(v) => change({ format: v as Format })} data={formats.map((f) => ({ value: f, label: t(`formats.${words[f]}`) }))} />
        <ActionIcon aria-label={t('takeAway')} title={t('takeAway')} onClick={() => { drop(); paste(false); }}><IconX size={17} /></ActionIcon>
      </div>
      {!work.check && <p className={css.help} style={{ marginTop: 10 }}>{t(`formatHelp.${words[format]}`)}</p>}
      <div className={css.end}>
        <span className="label">{t('checkHelp')}</span>
        <Button variant={work.check?.state === 'done' ? 'default' : 'filled'} loading={work.check?.state === 'running'} onClick={check}>{t(work.check ? 'checkAgain' : 'check')}</Button>
      </div>
    </section>
  );
}

function Drop({ paste }: { paste: () => void }) {
  const { t } = useTranslation(['import', 'common']);
  const [over, hover] = useState(false);
  const got = (files?: FileList | null) => { if (files?.[0]) void take(files[0]); };
  return (
    <>
      <label className={css.drop} data-over={over || undefined} onDragOver={(e) => { e.preventDefault(); hover(true); }} onDragLeave={() => hover(false)} onDrop={(e) => { e.preventDefault(); hover(false); got(e.dataTransfer.files); }}>
        <input type="file" aria-label={t('choose')} accept=".ndjson,.jsonl,.json,.csv,.txt,.list,.hosts,text/plain,text/csv,application/x-ndjson" onChange={(e) => got(e.currentTarget.files)} />
        <span className={css.art} aria-hidden><IconFileUpload size={24} stroke={1.5} /></span>
        <strong>{t(over ? 'dropNow' : 'drop')}</strong>
        <p>{t('dropHelp')}</p>
      </label>
      <div className={css.end} style={{ justifyContent: 'center' }}>
        <Button variant="subtle" style={{ flex: 'none' }} leftSection={<IconClipboardText size={17} stroke={1.7} />} onClick={paste}>{t('paste')}</Button>
      </div>
    </>
  );
}

function Paste({ close }: { close: () => void }) {
  const { t } = useTranslation(['import', 'common']);
  const [lines, set] = useState('');
  const go = (text: string) => void take(new File([text.endsWith('\n') ? text : `${text}\n`], ''));
  return (
    <>
      <Textarea label={t('pasteLabel')} description={t('pasteHelp')} data-autofocus autoFocus minRows={7} maxRows={16} autosize spellCheck={false} value={lines} styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: '0.8125rem' } }}
        onChange={(e) => set(e.currentTarget.value)}
        onPaste={(e) => {
          const text = e.clipboardData.getData('text/plain');
          if (text.length > much) { e.preventDefault(); go(lines + text); }
        }} />
      <div className={css.end} style={{ justifyContent: 'flex-end' }}>
        <Button variant="default" style={{ flex: 'none' }} onClick={close}>{t('common:do.cancel')}</Button>
        <Button disabled={!lines.trim()} onClick={() => go(lines)}>{t('pasteTake')}</Button>
      </div>
    </>
  );
}
