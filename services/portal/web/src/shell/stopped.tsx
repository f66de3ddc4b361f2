import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { Failed } from '../ui/say';

// Stopped stands where a screen threw: the others go on.
export function Stopped({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  return <Failed error={error} retry={() => { reset(); void router.invalidate(); }} />;
}
