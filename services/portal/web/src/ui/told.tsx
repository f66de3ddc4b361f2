// told says briefly that something was done. What shows it is loaded when there is something.
import { lazy, Suspense, useSyncExternalStore } from 'react';

const load = () => import('@mantine/notifications');
const Notifications = lazy(async () => {
  await import('@mantine/notifications/styles.layer.css');
  return { default: (await load()).Notifications };
});

let wanted = false;
let wake = () => {};
const listen = (tell: () => void) => {
  wake = tell;
  return () => {};
};

export async function told(message: string) {
  wanted = true;
  wake();
  (await load()).notifications.show({ message });
}

export function Told() {
  return useSyncExternalStore(listen, () => wanted) ? <Suspense><Notifications position="bottom-right" /></Suspense> : null;
}
