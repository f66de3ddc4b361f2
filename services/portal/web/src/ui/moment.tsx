import { TextInput, type TextInputProps } from '@mantine/core';
import { useSettings } from '../settings';
import { day, instant, midnight, wall } from './zone';

type Props = Omit<TextInputProps, 'value' | 'onChange' | 'type'> & { value?: string; onChange: (at?: string) => void };

// Moment asks for an instant, and Day for a day that begins, in the person's zone; both are RFC 3339.
export function Moment({ value, onChange, label, ...rest }: Props) {
  const { zone } = useSettings();
  return <TextInput {...rest} type="datetime-local" label={<>{label} <span className="label">({zone})</span></>} value={value ? wall(value, zone) : ''} onChange={(e) => onChange(instant(e.currentTarget.value, zone))} />;
}

export function Day({ value, onChange, ...rest }: Props) {
  const { zone } = useSettings();
  return <TextInput {...rest} type="date" value={day(value, zone)} onChange={(e) => onChange(midnight(e.currentTarget.value, zone))} />;
}
