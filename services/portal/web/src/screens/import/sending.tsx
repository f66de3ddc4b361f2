// The file on its way, and how it ended.
import { Alert, Button, Group, Stack } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Trouble } from '../../ui/say';
import { useNumber } from '../../ui/when';
import css from './import.module.css';
import { Progress } from './preview';
import { useOwn } from './query';
import { Figures, None } from './report';
import { drop, send, type Sending } from './work';

export function SendingPart({ sending, file, show }: { sending: Sending; file?: File; show: (id: string) => void }) {
  const { t } = useTranslation(['import', 'common']);
  const number = useNumber();
  const go = useNavigate();
  const running = useOwn(sending);
  const { state, report } = sending;
  const total = running?.total ?? 0;
  return (
    <section className={`card ${css.part}`} aria-busy={state === 'sending'}>
      <h2>{t(state === 'sending' ? 'sending' : state === 'failed' ? 'broke' : 'done')}</h2>
      {state === 'sending' && (
        <>
          <Progress done={total} all={sending.lines} begun={sending.begun} lines={`${number(total)} / ${number(sending.lines)}`} />
          <p className={css.help} style={{ marginTop: 14 }}>{file?.name && <><strong>{file.name}</strong> · </>}{t('sendingHelp')}</p>
        </>
      )}
      {state === 'failed' && (
        <Stack align="flex-start">
          <Trouble error={sending.error} />
          <Alert color="copper" variant="light" icon={<IconAlertTriangle size={18} />}>{t('brokeHelp')}</Alert>
          <Group gap={8}><Button onClick={() => void send()}>{t('resume')}</Button><Button variant="default" onClick={drop}>{t('next')}</Button></Group>
        </Stack>
      )}
      {state === 'done' && report && (
        <Stack>
          {report.accepted === 0 ? <None of={report} /> : <Alert color="petrol" variant="light" role="status" icon={<IconCircleCheck size={18} />}>{t('accepted', { n: number(report.accepted) })}{file?.name && ` · ${file.name}`}</Alert>}
          <Figures of={report} />
          <Group gap={8}>
            <Button onClick={drop}>{t('next')}</Button>
            <Button variant="default" onClick={() => show(report.id)}>{t('open')}</Button>
            {report.accepted > 0 && <Button variant="subtle" onClick={() => void go({ to: '/indicators' } as never)}>{t('show')}</Button>}
          </Group>
        </Stack>
      )}
    </section>
  );
}
