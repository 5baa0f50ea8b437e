/** An aircraft taking off on a tile, as airport signs have it (ISO 7001 PI TF 002 in spirit). */
export function DepartureIcon({ className }: { readonly className?: string }) {
  return (
    <svg viewBox="0 0 48 48" aria-hidden="true" className={className}>
      <rect width="48" height="48" rx="6" fill="var(--accent)" />
      <path
        fill="var(--on-accent)"
        d="M8 37h32v3H8zM39.800 18.100c-.5-1.900-2.400-3-4.300-2.500l-8.200 2.200L16.700 7.900l-3 .8 6.400 11-7.700 2.100-3-2.400-2.300.6 4 6.900 26.200-4.600c1.900-.5 3-2.300 2.500-4.200z"
      />
    </svg>
  );
}
