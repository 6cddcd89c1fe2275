/** The product's sign: a hull between two piers. */
export function BerthMark(): React.JSX.Element {
  return (
    <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
      <rect width="20" height="20" rx="5" fill="var(--color-accent-fill)" />
      <path
        d="M4 5v7.2a2.8 2.8 0 0 0 2.8 2.8h6.4a2.8 2.8 0 0 0 2.8-2.8V5"
        fill="none"
        stroke="#fff"
        strokeWidth="1.7"
        strokeLinecap="round"
      />
      <path d="M7.2 9.2h5.6l-.9 2.6H8.1zM10 9V5.4l2.4 2.2" fill="#fff" />
    </svg>
  );
}
