// Two who overlap: what they have in common is what they share.
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden>
      <rect width="32" height="32" rx="9" fill="#0d4f4b" />
      <g fill="none" stroke="#fff" strokeWidth="2.4"><circle cx="12.4" cy="16" r="6.6" /><circle cx="19.6" cy="16" r="6.6" /></g>
      <path d="M16 10.5a6.6 6.6 0 0 1 0 11 6.6 6.6 0 0 1 0-11z" fill="#e8b36a" />
    </svg>
  );
}
