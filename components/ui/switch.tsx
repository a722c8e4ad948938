interface SwitchProps {
  readonly label: string;
  readonly isOn: boolean;
  readonly title?: string;
  readonly onChange: (isOn: boolean) => void;
}

/** Something that is on or off, at once and until it is changed. */
export function Switch({ label, isOn, title, onChange }: SwitchProps) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={isOn}
      title={title}
      onClick={() => onChange(!isOn)}
      className="inline-flex h-6 items-center gap-1.5 rounded-md px-1 text-12 text-muted hover:text-text pointer-coarse:h-9"
    >
      <span
        aria-hidden="true"
        className={`relative h-3.5 w-6 rounded-full border ${isOn ? 'border-text bg-text' : 'border-line-strong bg-transparent'}`}
      >
        <span
          className={`absolute top-1/2 size-2 -translate-y-1/2 rounded-full ${isOn ? 'right-0.5 bg-bg' : 'left-0.5 bg-muted'}`}
        />
      </span>
      {label}
    </button>
  );
}
